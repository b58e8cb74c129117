"""These use cases handle a matter: steps, receptions, notices, replies, reminders."""
