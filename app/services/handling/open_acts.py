"""Lists the acts a case waits for beside steps: units' answers, objections, receipts, deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.modes import ROUTES
from app.domain.case.moves import objection_hindrance
from app.domain.case.names import DUTY, REPORT
from app.domain.case.obligations import Obligation
from app.domain.papers import names
from app.domain.papers.alert_sheet import KIND as ALERT
from app.domain.papers.information_report import KIND as REPORTED
from app.domain.papers.names import RECEIPT, REGISTRATION, SLIP
from app.domain.papers.sizes import RECORDS

_TO_UNITS = frozenset({names.DUTY_SHEET, names.REMINDER, names.SUPERVISION, names.RETURN_LETTER})
_INSIDE = frozenset({SLIP, REGISTRATION, RECEIPT, *_TO_UNITS, ALERT, REPORTED, *RECORDS.values()})
"""Papers whose delivery to the visitor starts nothing, or that are not for him."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenActs:
    """As of a moment."""

    answers: tuple[Obligation, ...] = ()
    """Duties and reports that a unit has not answered."""
    objections: tuple[str, ...] = ()
    """Units whose objection the sender has not settled."""
    objectors: tuple[str, ...] = ()
    """Units that may object now (5 working days, 条例第23条第3款)."""
    awaited: tuple[str, ...] = ()
    """Units that the matter was sent to and whose receipt is not known."""
    undelivered: tuple[Paper, ...] = ()
    """Standing papers for the visitor whose delivery is not known, the newest first."""

    @property
    def may_answer(self) -> bool:
        """Whether a unit may say anything now."""
        return bool(self.answers or self.objections or self.objectors)


def open_acts(case: CaseFile, now: datetime) -> OpenActs:
    """Read them from the case."""
    objections = tuple(step.unit or case.unit or "" for step in case.stages.objections)
    sent = {step.unit for step in case.standing_steps if step.mode in ROUTES}
    return OpenActs(
        answers=tuple(obligation for obligation in case.running if obligation.what in (DUTY, REPORT)),
        objections=objections,
        objectors=tuple(
            holder.unit for holder in case.holders
            if case.is_open and holder.unit not in objections
            and objection_hindrance(case, holder.unit, now) is None
        ),
        awaited=tuple(
            holder.unit for holder in case.holders if holder.received_at is None and holder.unit in sent
        ),
        undelivered=_undelivered(case),
    )  # fmt: skip


def _undelivered(case: CaseFile) -> tuple[Paper, ...]:
    gone = {delivery.document_id for delivery in case.deliveries} | {paper.replaces for paper in case.papers}
    undelivered = [
        paper for paper in case.papers
        if paper.id not in gone and paper.kind not in _INSIDE
        and not (paper.step_id and case.is_withdrawn(paper.step_id))
    ]  # fmt: skip
    return tuple(sorted(undelivered, key=lambda paper: (paper.at, paper.id), reverse=True))
