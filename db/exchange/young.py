"""Columns that a desk of the version before may not know, or may not have read yet."""

from __future__ import annotations

from collections.abc import Mapping

YOUNG: Mapping[str, frozenset[str]] = {
    "visits": frozenset(
        {
            "organisation",
            "accused",
            "guardian",
            "interpreter",
            "urgent",
            "skipped_levels",
            "interest",
            "ledger",
        }
    ),
    "people": frozenset({"birth_year"}),
    "units": frozenset({"contacts"}),
    "roster": frozenset({"part"}),
    "lines": frozenset({"cases"}),
    "documents": frozenset({"step_id"}),
    "reminders": frozenset({"reason"}),
    "amendments": frozenset({"reason", "approved_by"}),
    "visit_moves": frozenset({"reason"}),
    "voids": frozenset({"approved_by"}),
}
"""Columns by table that came with this schema version or the one before it: a program still in use may not
know them, or may have been upgraded and not have read them yet. A migration that adds a column names it here.
"""
