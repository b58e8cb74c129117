"""The three notices as they add up: what is told anew over what was told before."""

from __future__ import annotations

from dataclasses import replace

from app.domain.dates.derivation import Derivation
from app.domain.rows.matters import Notice


def is_complete(notice: Notice) -> bool:
    """Opinion, date and contact: the three texts; the acknowledgement is recorded apart (CLI.md)."""
    return bool(notice.opinion and notice.due and notice.contact)


def merged(notice: Notice, before: Notice | None, engine: Derivation | None) -> Notice:
    """A notice as it is kept: what was not said again stands as told before, the date is the engine's.

    ``engine`` is the engine's date; another one stands on its own reason.
    """
    due = notice.due or (engine.due if engine else None)
    by_engine = engine is not None and engine.due == due
    return replace(
        notice,
        opinion=notice.opinion or (before.opinion if before else None),
        contact=notice.contact or (before.contact if before else None),
        due=due,
        due_reason=None if by_engine else notice.due_reason,
        derivation=engine.derivation if engine and by_engine else None,
    )
