"""The papers there are, and short names for kinds; apart from the builders, which take time to load."""

from __future__ import annotations

PAPER_SIZES = ("a4", "a5", "a5-large", "80mm", "58mm")
ALIASES = {"回执": "来访回执"}
