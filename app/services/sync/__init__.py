"""This desk and its hub: joining, leaving, exchanging, courier files, and what two desks changed at once."""
