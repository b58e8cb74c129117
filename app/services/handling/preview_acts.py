"""Previews a unit's answer, its receipt or a paper's delivery; stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import CaseFacts
from app.domain.case.obligations import Obligation, Right
from app.domain.case.reading import read_case
from app.domain.rows.base import new_id
from app.domain.rows.case import Delivery, Receipt
from app.domain.rows.receptions import DutyReply
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader
from app.services.handling.preview_step import Moved, moved
from app.services.handling.step_subject import act_subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPreview:
    """A case before and after one fact more."""

    before: CaseFile
    after: CaseFile

    @property
    def status(self) -> tuple[str, str]:
        return self.before.status, self.after.status

    @property
    def moved(self) -> tuple[Moved, ...]:
        """Obligations that are met, ended, begun or moved."""
        return moved(self.before, self.after)

    @property
    def kept(self) -> tuple[Obligation, ...]:
        return tuple(
            obligation
            for obligation in self.before.in_sight
            if self.after.obligation(obligation.id) == obligation
        )

    @property
    def rights(self) -> tuple[Right, ...]:
        """Rights whose date is another than before."""
        old = {(right.source, right.what): right for right in self.before.rights}
        return tuple(
            right for right in self.after.rights
            if right.until and (was := old.get((right.source, right.what))) and was.until != right.until
        )  # fmt: skip


def preview_reply(desk: Desk, number: str, obligation: str, done: bool, at: datetime | None) -> ActPreview:
    """A unit's answer to one obligation. Refused: not_found. NotAllowed: role_missing, withheld."""
    row = DutyReply(
        id=new_id(), duty_id=obligation, matter_id="", text="", done=done, at=_moment(desk, at), by=""
    )
    return _preview(desk, number, replies=(row,))


def preview_receipt(desk: Desk, number: str, unit: str, at: datetime | None) -> ActPreview:
    """A unit's receipt. Refused: not_found. NotAllowed: role_missing, withheld."""
    moment = _moment(desk, at)
    row = Receipt(id=new_id(), matter_id="", unit=unit, at=moment, noted_at=moment, by="")
    return _preview(desk, number, receipts=(row,))


def preview_delivery(desk: Desk, number: str, document_id: str, at: datetime | None) -> ActPreview:
    """A paper's delivery to the visitor. Refused: not_found. NotAllowed: role_missing, withheld."""
    moment = _moment(desk, at)
    row = Delivery(
        id=new_id(), matter_id="", document_id=document_id, at=moment, how="", sign="", noted_at=moment, by=""
    )
    return _preview(desk, number, deliveries=(row,))


def _preview(desk: Desk, number: str, **added: tuple[DutyReply | Receipt | Delivery, ...]) -> ActPreview:
    desk.require("step")
    with desk.records.reading() as reads:
        before = act_subject(desk, reads, number, "number").case
        return ActPreview(before=before, after=_with(reads, before, added))


def _with(
    reads: Reads, case: CaseFile, added: dict[str, tuple[DutyReply | Receipt | Delivery, ...]]
) -> CaseFile:
    """The case as it would be with these facts more."""
    facts: CaseFacts = CaseReader(reads).facts(case.matter.id)
    more = {name: (*getattr(facts, name), *rows) for name, rows in added.items()}
    return read_case(replace(facts, **more), case.rules)  # type: ignore[arg-type]


def _moment(desk: Desk, at: datetime | None) -> datetime:
    return (at or desk.clock.now()).astimezone(CENTRE_TIME)
