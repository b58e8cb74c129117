"""The papers there are, and short names for kinds; apart from the builders, which take time to load."""

from __future__ import annotations

from app.domain.papers.names import SLIP
from app.domain.terms import RECEPTION_FORMS

SIZE_WORDS = {
    "a4": "A4",
    "a5": "A5",
    "a5-large": "A5 大字",
    "80mm": "80 毫米小票",
    "58mm": "58 毫米小票",
}
"""Every size of paper, and its name for people."""
PAPER_SIZES = tuple(SIZE_WORDS)
SLIP_SIZES = ("80mm", "58mm", "a5", "a5-large", "a4")
"""As they are offered for a slip: the rolls first."""
ROLL_DOTS = {"80mm": 576, "58mm": 384}
"""Dots across the head of a printer of rolls."""
ALIASES = {"回执": SLIP}
RECORDS = {form: f"{form}记录" for form in RECEPTION_FORMS}
"""Form of a reception to the kind of its minutes."""
