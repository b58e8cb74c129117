"""Tests of a desk's end of sync."""
