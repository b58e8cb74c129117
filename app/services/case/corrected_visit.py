"""A visit as it reads after its matter was corrected: the row itself is never rewritten (app.domain.rows)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Visit
from app.ports.records import Reads

_SHARED = frozenset({"claim", "facts", "purpose", "category", "place", "procedure"})
"""What a visit says of its matter."""


def corrected(visit: Visit, amendments: Iterable[Amendment]) -> Visit:
    """The visit with the corrections, in their order, of what it said; other words of its own stand."""
    for one in amendments:
        if one.table == Matter.TABLE and one.field in _SHARED and getattr(visit, one.field) == one.old:
            visit = replace(visit, **{one.field: one.new})  # type: ignore[arg-type]  # all are texts
    return visit


def as_corrected(reads: Reads, visit: Visit) -> Visit:
    """``corrected`` by what the store keeps."""
    return corrected(visit, reads.find(Amendment, row_id=visit.matter_id))
