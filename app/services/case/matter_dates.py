"""Which dates bind a matter now: its statutory date and its open duties; shared by the use cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.deadlines import Dated
from app.domain.rows.base import new_id
from app.domain.rows.matters import Deadline
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.superseding import standing
from app.domain.terms import STATUTORY
from app.ports.records import Reads
from app.services.case.corrected_duty import as_counted

OTHERS_RIGHTS = frozenset({"提出异议", "申请复查", "申请复核"})
"""Dates until which somebody may ask; nobody is reminded of them and no figure turns on them."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What is still to be done for a matter, by when."""

    statutory: Deadline | None
    duties: tuple[Duty, ...]

    @property
    def dates(self) -> set[date]:
        """All of them."""
        dates = {duty.due for duty in self.duties}
        return dates if self.statutory is None else dates | {self.statutory.due}

    @property
    def due(self) -> date | None:
        """The next date that binds."""
        return min(self.dates, default=None)


def binding_dates(reads: Reads, matter_ids: Sequence[str]) -> dict[str, Binding]:
    """For each matter its statutory date in force and its duties without a final answer."""
    dates = _by_matter(reads.among(Deadline, "matter_id", matter_ids))
    duties = _by_matter(open_duties(reads, matter_ids))
    return {one: Binding(_statutory(dates.get(one, [])), tuple(duties.get(one, []))) for one in matter_ids}


def open_duties(reads: Reads, matter_ids: Iterable[str]) -> list[Duty]:
    """The duties of the matters that have no final answer yet."""
    duties = reads.among(Duty, "matter_id", matter_ids)
    replies = reads.among(DutyReply, "duty_id", [duty.id for duty in duties])
    done = {reply.duty_id for reply in replies if reply.done}
    return as_counted(reads, [duty for duty in duties if duty.id not in done])


def in_force(dates: Sequence[Deadline]) -> list[Deadline]:
    """Those that none supersedes, in their order."""
    ids = standing((one.id, one.at, one.supersedes) for one in dates)
    return [one for one in dates if one.id in ids]


def _statutory(dates: Sequence[Deadline]) -> Deadline | None:
    binding = [one for one in in_force(dates) if one.kind == STATUTORY and one.what not in OTHERS_RIGHTS]
    return max(binding, key=_when, default=None)


def _when(one: Deadline) -> tuple[datetime, str]:
    return one.at, one.id


def _by_matter(rows: Iterable[Deadline] | Iterable[Duty]) -> dict[str, list]:  # type: ignore[type-arg]
    grouped: dict[str, list] = {}  # type: ignore[type-arg]
    for row in rows:
        grouped.setdefault(row.matter_id, []).append(row)
    return grouped


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
    for one in dates:
        takes_over = before is not None and one.kind == STATUTORY and one.what not in OTHERS_RIGHTS
        rows.append(
            Deadline(
                id=new_id(),
                matter_id=matter_id,
                visit_id=visit_id,
                step_id=step_id,
                what=one.what,
                start=one.start,
                due=one.due,
                rule=one.rule,
                kind=one.kind,
                provisional=one.provisional,
                derivation=one.derivation,
                way=one.counted.way or None,
                at=at,
                supersedes=before.id if takes_over and before is not None else None,
            )
        )
        before = None if takes_over else before
    return rows
