"""The desk's encrypted SQLite store, its search, backup, and both ends of sync."""
