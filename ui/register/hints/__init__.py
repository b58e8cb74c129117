"""Hints and dates beside the form; they never take the keys."""
