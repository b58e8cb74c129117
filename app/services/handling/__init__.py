"""These use cases handle a matter: steps taken and taken back, notices, replies, receipts, ratings."""
