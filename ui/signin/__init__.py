"""Signing in, unlocking, choosing a password, and the first start of a new machine."""
