"""Attachments of a case in the window: the panel and its keys, for the page of a case and its sheets."""
