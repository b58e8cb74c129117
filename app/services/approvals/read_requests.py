"""Shows a 带班领导 each request before he signs: who asks for what, the ground and the effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.desk import Desk
from app.domain.case.modes import mode_of
from app.domain.case.obligations import Obligation
from app.domain.case.signing import AMEND, REISSUE, STEP, VOID, WITHDRAW
from app.domain.entries.step_entry import parse_step, without_time
from app.domain.masks import mask_typed
from app.domain.rows.case import Decision, Request
from app.domain.rows.centre import Staff
from app.errors import FieldError, Refused
from app.services.approvals.ask_reissue import preview_reissue
from app.services.approvals.check_request import (
    SigningCheck,
    SigningSubject,
    checks_of_correction,
    checks_of_step,
)
from app.services.approvals.decide_request import waiting_requests
from app.services.case.case_door import case_of_request, opened_at
from app.services.handling.preview_step import StepPreview, preview_of
from app.services.visits.preview_correction import (
    CorrectionPreview,
    preview_amendment,
    preview_voiding,
    preview_withdrawal,
)
from app.words.fields import COLUMNS
from app.words.steps import STEP_WORDS

LAST = 50
"""Decisions that a leader looks back on."""
_WHY_REISSUED = (("为什么", "记下更正的那台还没有收到这份文书，改过的字没有经过签它的人。"),)
_NOT_SHOWN = frozenset({"matter", "visit", "mode", "at", "send_to", "document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """A request in the leader's inbox."""

    request: Request
    number: str
    claim: str
    status: str
    asked_by: str
    """Name of the person who asks."""
    owed: Obligation | None
    """What binds the case now, with its date."""

    @property
    def due(self) -> date | None:
        """The date that binds the case now."""
        return self.owed.due if self.owed is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """One request with its ground, its words and what signing it would come to."""

    item: ToSign
    ground: str
    """The text of the ground with its article; empty where there is none."""
    words: tuple[tuple[str, str], ...]
    """Label and text of what was typed."""
    preview: StepPreview | None
    """None for acts that are no step."""
    correction: CorrectionPreview | None = None
    """What a correction, a voiding or a withdrawal would come to."""
    checks: tuple[SigningCheck, ...] = ()
    """What was checked at this moment, before the signature."""

    @property
    def makes_paper(self) -> bool:
        """Whether a paper goes out under the signature."""
        drawn = self.preview is not None and self.preview.paper is not None
        return drawn or (self.correction is not None and bool(self.correction.letters))

    @property
    def pictures(self) -> tuple[bytes, ...]:
        """The first page of each that goes out, as PNG; empty while none is drawn or something is missing."""
        if self.correction is not None:
            return tuple(letter.picture for letter in self.correction.letters if letter.picture is not None)
        shown = self.preview.picture if self.preview is not None else None
        return () if shown is None else (shown,)


def requests_to_sign(desk: Desk) -> tuple[ToSign, ...]:
    """What waits for the leader at the desk, the nearest binding date first. NotAllowed(role_missing)."""
    waiting = waiting_requests(desk)
    with desk.records.reading() as reads:
        cases = {pending.request.id: case_of_request(reads, pending.request) for pending in waiting}
        askers = {pending.request.by for pending in waiting}
        names = {row.login: row.name for row in reads.among(Staff, "login", askers)}
    items = [
        ToSign(
            request=pending.request,
            number=pending.number,
            claim=case.matter.claim or "",
            status=case.status,
            asked_by=names.get(pending.request.by, pending.request.by),
            owed=case.binding[0] if case.binding else None,
        )
        for pending in waiting
        if (case := cases[pending.request.id]) is not None
    ]
    return tuple(sorted(items, key=_urgency))


@dataclass(frozen=True, slots=True)
class Decided:
    """How often the leader at the desk has signed and sent back since Monday."""

    signed: int = 0
    sent_back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRequest:
    """A request that the leader at the desk has signed or sent back."""

    request: Request
    number: str
    claim: str
    asked_by: str
    approved: bool
    reason: str | None
    """Why it was sent back."""
    at: datetime


def decided_this_week(desk: Desk) -> Decided:
    """NotAllowed(role_missing)."""
    desk.require("approve")
    now = desk.clock.now()
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    with desk.records.reading() as reads:
        own = [row for row in reads.find(Decision, by=desk.staff.login) if row.at >= monday]
    signed = sum(row.approved for row in own)
    return Decided(signed, len(own) - signed)


def decided_requests(desk: Desk) -> tuple[DecidedRequest, ...]:
    """The last of them, the newest first. NotAllowed(role_missing)."""
    desk.require("approve")
    with desk.records.reading() as reads:
        own = sorted(reads.find(Decision, by=desk.staff.login), key=lambda row: (row.at, row.id))
        newest = own[: -LAST - 1 : -1]
        asked = {row.id: row for row in reads.among(Request, "id", [row.request_id for row in newest])}
        cases = {id: case_of_request(reads, row) for id, row in asked.items()}
        askers = {row.by for row in asked.values()}
        names = {row.login: row.name for row in reads.among(Staff, "login", askers)}
    return tuple(
        DecidedRequest(
            request=asked[row.request_id],
            number=case.matter.number,
            claim=case.matter.claim or "",
            asked_by=names.get(asked[row.request_id].by, asked[row.request_id].by),
            approved=row.approved,
            reason=row.reason,
            at=row.at,
        )
        for row in newest
        if (case := cases.get(row.request_id)) is not None
    )


def read_request(desk: Desk, item: ToSign, *, picture: bool = True) -> RequestShown:
    """One of them whole; drawing the picture of its paper takes longer than the rest.

    Refused: request_unknown. NotAllowed: role_missing.
    """
    desk.require("approve")
    request = item.request
    with desk.records.reading() as reads:
        if reads.get(Request, request.id) is None:
            raise Refused(FieldError("id", "request_unknown", {"id": request.id}))
        case = case_of_request(reads, request)
        if case is None:
            raise LookupError(f"request {request.id} is of no matter")
        preview = None
        correction: CorrectionPreview | None = None
        checks: tuple[SigningCheck, ...] = ()
        subject = SigningSubject(request=request, case=case, today=desk.clock.now().date())
        if request.act == STEP:
            visit = next((visit for visit in case.visits if visit.id == request.visit_id), None)
            entry = without_time(parse_step(request.entry))
            preview = preview_of(desk, reads, opened_at(desk, case, visit), entry, picture=picture)
            checks = checks_of_step(desk, reads, subject, entry, preview)
        elif request.act == REISSUE:
            correction = preview_reissue(desk, reads, case, request, picture=picture)
    mode = mode_of(request.mode)
    ground = mode.ground(request.ground) if mode else None
    typed = mask_typed(request.entry["changes"]) if request.act == AMEND else request.entry
    why = _WHY_REISSUED if request.act == REISSUE else ()
    words = (*why, *_words({key: value for key, value in typed.items() if key != "step"}))
    if correction is None:
        correction = _correction(desk, item, picture)
    if correction is not None:
        checks = checks_of_correction(subject, correction)
    return RequestShown(
        item=item,
        ground=f"{ground.text}（{ground.article}）" if ground else "",
        words=words,
        preview=preview,
        correction=correction,
        checks=checks,
    )


def _correction(desk: Desk, item: ToSign, picture: bool) -> CorrectionPreview | None:
    entry = item.request.entry
    if item.request.act == AMEND:
        return preview_amendment(
            desk, str(entry["number"]), entry["changes"], asked_at=item.request.at, picture=picture
        )
    if item.request.act == VOID:
        return preview_voiding(desk, str(entry["visit"]))
    if item.request.act == WITHDRAW:
        return preview_withdrawal(desk, item.number, str(entry["step"]))
    return None


def _words(entry: Mapping[str, Any], outer: str = "") -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        path = f"{outer}{key}"
        if path in _NOT_SHOWN or path == "ground":
            continue
        if path == "person":
            yield "谁的", f"第 {value + 1} 人"
            continue
        if isinstance(value, Mapping):
            yield from _words(value, f"{path}.")
        elif value not in (None, ""):
            yield _label(path), _text(value)


def _label(path: str) -> str:
    plain = path.rpartition(".")[2]
    return STEP_WORDS.get(path) or COLUMNS.get(plain) or STEP_WORDS.get(plain, plain)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _urgency(item: ToSign) -> tuple[date, str]:
    return item.due or date.max, item.request.id
