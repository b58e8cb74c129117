"""The papers there are, and short names for kinds; apart from the builders, which take time to load."""

from __future__ import annotations

from app.domain.terms import RECEPTION_FORMS

PAPER_SIZES = ("a4", "a5", "a5-large", "80mm", "58mm")
ALIASES = {"回执": "来访回执"}
RECORDS = {form: f"{form}记录" for form in RECEPTION_FORMS}
"""Form of a reception to the kind of its minutes."""
