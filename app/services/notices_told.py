"""The three notices as they add up: what is told anew over what was told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.rows.matters import Notice


def is_complete(notice: Notice) -> bool:
    """Opinion, date and contact: the three texts; the acknowledgement is recorded apart (CLI.md)."""
    return bool(notice.opinion and notice.due and notice.contact)


def merged(told: Notice, before: Notice | None, engine: tuple[date, str] | None) -> Notice:
    """A notice as it is kept: what was not said again stands as told before, the date is the engine's.

    ``engine`` is the engine's date with its derivation; a date of one's own keeps its reason beside it.
    """
    opinion = told.opinion or (before.opinion if before else None)
    contact = told.contact or (before.contact if before else None)
    due, derivation = told.due, engine[1] if engine else None
    if due is None and engine is not None:
        due = engine[0]
    return replace(told, opinion=opinion, contact=contact, due=due, derivation=derivation)
