"""Duties by the dates they have now: one counted anew stands in amendments, the row is never rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment
from app.ports.records import Reads

DUE, PROVISIONAL, DERIVATION = "due", "provisional", "derivation"
YES, NO = "是", "否"


def as_counted(reads: Reads, duties: Sequence[Duty]) -> list[Duty]:
    """The duties as last counted, in their order."""
    changes: dict[str, list[Amendment]] = {}
    for one in reads.among(Amendment, "row_id", [duty.id for duty in duties]):
        changes.setdefault(one.row_id, []).append(one)
    return [_counted(duty, changes.get(duty.id, ())) for duty in duties]


def _counted(duty: Duty, changes: Sequence[Amendment]) -> Duty:
    for one in changes:
        if one.new is None:
            continue
        if one.field == DUE:
            duty = replace(duty, due=date.fromisoformat(one.new))
        elif one.field == PROVISIONAL:
            duty = replace(duty, provisional=one.new == YES)
        elif one.field == DERIVATION:
            duty = replace(duty, derivation=one.new)
    return duty
