"""Pure rules of the reception centre: no clock, no disk, no network."""
