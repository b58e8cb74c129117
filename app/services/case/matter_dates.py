"""Rows of dates as they are stored with the facts that start them: which stand, which one a step meets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.dates.deadlines import Dated
from app.domain.dates.superseding import standing
from app.domain.rows.base import new_id
from app.domain.rows.matters import Deadline
from app.domain.terms import STATUTORY

OTHERS_RIGHTS = frozenset({"提出异议", "申请复查", "申请复核"})
"""Dates until which somebody may ask; nobody is reminded of them and no figure turns on them."""


def in_force(dates: Sequence[Deadline]) -> list[Deadline]:
    """Those that none supersedes, in their order."""
    ids = standing((term.id, term.at, term.supersedes) for term in dates)
    return [term for term in dates if term.id in ids]


def statutory_row(terms: Sequence[Deadline]) -> Deadline | None:
    """The last statutory row of a case that stands: desks of an earlier version read it as met by a step."""
    binding = [term for term in in_force(terms) if term.kind == STATUTORY and term.what not in OTHERS_RIGHTS]
    return max(binding, key=_when, default=None)


def _when(term: Deadline) -> tuple[datetime, str]:
    return term.at, term.id


def deadline_rows(
    dates: Iterable[Dated],
    matter_id: str,
    at: datetime,
    *,
    step_id: str | None = None,
    visit_id: str | None = None,
    before: Deadline | None = None,
) -> list[Deadline]:
    """Rows of computed dates; the first statutory one takes the place of ``before``, met by the step."""
    rows = []
    for dated in dates:
        takes_over = before is not None and dated.kind == STATUTORY and dated.what not in OTHERS_RIGHTS
        rows.append(
            Deadline(
                id=new_id(),
                matter_id=matter_id,
                visit_id=visit_id,
                step_id=step_id,
                what=dated.what,
                start=dated.start,
                due=dated.due,
                rule=dated.rule,
                kind=dated.kind,
                provisional=dated.provisional,
                derivation=dated.derivation,
                way=dated.counted.way or None,
                at=at,
                supersedes=before.id if takes_over and before is not None else None,
            )
        )
        before = None if takes_over else before
    return rows
