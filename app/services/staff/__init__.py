"""Accounts: who signs in and with what roles, with whose consent, and what is left when somebody goes."""
