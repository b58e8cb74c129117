"""The desk itself: its start, settings, drafts, views, backups, the work of the day."""
