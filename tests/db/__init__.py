"""Tests of the encrypted store, with the real engine throughout."""
