"""Counting: reports and exports."""
