"""A list and its entries as the command line prints them."""

from __future__ import annotations

from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.lists.entries import ListEntry
from app.domain.rows.case import ListFact


def entry_json(case: CaseFile, entry: ListEntry) -> dict[str, Any]:
    """One entry with the case that it is of."""
    return {
        "number": case.matter.number,
        "claim": case.matter.claim,
        "status": case.status,
        "unit": case.unit,
        "due": case.due.isoformat() if case.due else None,
        **entry_page(entry),
    }


def entry_page(entry: ListEntry) -> dict[str, Any]:
    """An entry: its state, its columns as they are now, its notes and its end."""
    end = entry.end
    return {
        "id": entry.id,
        "state": entry.state,
        "open": entry.is_open,
        "on": entry.at.isoformat(),
        "by": entry.put_on.by,
        "values": dict(entry.values),
        "notes": [_fact(fact) for fact in entry.notes],
        "ended": _fact(end) if end is not None else None,
    }


def _fact(fact: ListFact) -> dict[str, Any]:
    return {"id": fact.id, "at": fact.at.isoformat(), "by": fact.by, **fact.data}
