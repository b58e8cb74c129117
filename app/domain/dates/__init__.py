"""Days: the calendar, terms as people name them, dates that bind and how each was counted."""
