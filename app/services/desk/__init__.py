"""The desk itself: accounts, settings, tables, drafts, sync."""
