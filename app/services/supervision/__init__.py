"""督办: what falls due, the reminders owed, and the 督办台账."""
