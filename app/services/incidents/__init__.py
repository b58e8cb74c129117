"""Incidents (现场情况): noted, listed, warned of, and the receipts of warnings."""
