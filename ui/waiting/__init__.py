"""The waiting list: today's visits that nobody has taken up yet."""
