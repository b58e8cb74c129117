"""Backups: one encrypted file, proved before success is said, and tried out beside the store."""
