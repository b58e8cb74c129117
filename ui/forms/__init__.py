"""Screens with a form: its draft, its errors, one key that stores it; registration and reception alike."""
