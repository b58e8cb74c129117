"""Forms as typed at the window or on the command line: read, and checked against the centre's tables."""
