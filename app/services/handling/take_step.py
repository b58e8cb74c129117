"""Takes a checked step inside a transaction: its row, its dates, its papers, what the case comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation, Right
from app.domain.case.step_check import StepChecked
from app.domain.dates.deadlines import Dated
from app.domain.rows.base import new_id
from app.domain.rows.matters import Step
from app.domain.rows.papers import Document
from app.domain.terms import STATUTORY
from app.ports.records import Writes
from app.services.case.case_door import OpenCase
from app.services.case.case_reader import CaseReader
from app.services.case.matter_dates import deadline_rows, statutory_row
from app.services.papers.step_papers import step_papers

_NO_DATE_ROW = frozenset({names.DUTY, names.REPORT})
"""Terms that a step carries itself."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """A step taken; ``as_json`` is what the command prints."""

    case: CaseFile
    """As it is after the step."""
    step: Step
    documents: tuple[Document, ...]

    @property
    def dates(self) -> tuple[Obligation, ...]:
        """What the step started or moved."""
        return started_by(self.case, self.step.id)

    @property
    def rights(self) -> tuple[Right, ...]:
        """What somebody may do since the step; 评价 has no day, so it is none of the new dates."""
        return tuple(right for right in self.case.rights if right.source == self.step.id)

    def as_json(self) -> dict[str, Any]:
        still_open = self.step.detail.get("still_open")
        return {
            "matter": self.case.matter.number,
            "step": self.step.id,
            "mode": self.step.mode,
            "unit": self.step.unit,
            "at": self.step.at.isoformat(),
            "by": self.step.by,
            "approved_by": self.step.approver,
            "status": self.case.status,
            "due": self.case.due.isoformat() if self.case.due else None,
            "dates": [dated.as_json() for dated in self.dates]
            + [right.as_json() for right in self.rights if right.what != names.RATE],
            "rights": [right.as_json() for right in self.rights],
            "documents": [{"kind": document.kind, "number": document.number} for document in self.documents],
        } | ({"still_open": still_open} if still_open else {})


def started_by(case: CaseFile, step_id: str) -> tuple[Obligation, ...]:
    """The obligations that a step started or extended."""
    return tuple(
        obligation
        for obligation in case.obligations
        if step_id in (obligation.source, obligation.extended_by)
    )


def take_step(
    writes: Writes,
    desk: Desk,
    checked: StepChecked,
    subject: OpenCase,
    at: datetime,
    approver: str | None = None,
) -> Advanced:
    """Write the step in the name of who sits at the desk; ``approver`` is the leader who signed it."""
    entry, case = checked.entry, subject.case
    step = Step(
        id=new_id(),
        matter_id=case.matter.id,
        visit_id=subject.visit.id if subject.visit else None,
        mode=entry.mode or "",
        unit=checked.unit,
        at=at,
        reason=entry.reason or entry.remark or entry.answer,
        approver=approver,
        by=desk.staff.login,
        detail=checked.detail,
    )
    reader = CaseReader(writes)
    before = statutory_row(reader.facts(case.matter.id).terms)
    writes.add(step)
    after = reader.case(case.matter.id)
    dates = [*_owed_dates(after, step.id), *dates_of_rights(after, step.id)]
    visit_id = subject.visit.id if subject.visit else None
    writes.add(*deadline_rows(dates, case.matter.id, at, step_id=step.id, visit_id=visit_id, before=before))
    documents = tuple(step_papers(writes, desk, after, subject.visit, step))
    writes.add(*documents)
    writes.audit(desk.staff.login, step.mode, case.matter.number, purpose=_why(step))
    return Advanced(reader.case(case.matter.id), step, documents)


def _owed_dates(case: CaseFile, step_id: str) -> Iterator[Dated]:
    """The dates of a step as the rows that freeze their limits and that older desks read."""
    for obligation in started_by(case, step_id):
        if obligation.what not in _NO_DATE_ROW:
            yield Dated(obligation.what, obligation.rule, obligation.kind, obligation.counted)


def dates_of_rights(case: CaseFile, step_id: str) -> Iterator[Dated]:
    """The same for the rights that arise from a step, where their clock has begun."""
    for right in case.rights:
        if right.source == step_id and right.counted is not None:
            yield Dated(right.what, right.counted.rule, STATUTORY, right.counted)


def _why(step: Step) -> str | None:
    """What the audit keeps of an approval or an override."""
    if step.approver is None:
        return None
    still_open = step.detail.get("still_open")
    opened = f"，未落实：{'、'.join(still_open)}" if still_open else ""
    return f"批准人 {step.approver}{opened}"
