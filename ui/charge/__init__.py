"""包案: one case in a leader's charge: who, 五包, the plan of meetings, progress, what bars closing."""
