"""What is done with a matter: steps, receptions, notices, replies, reminders."""
