"""The start of the day: drafts first, then slips nobody has seen, then what is due."""
