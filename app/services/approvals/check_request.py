"""Checks a request before a 带班领导 signs: grounds, dates, evidence, paper, later events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.case import modes, names
from app.domain.case.casefile import CaseFile
from app.domain.case.moves import notices_given
from app.domain.case.obligations import Obligation
from app.domain.entries.step_entry import StepEntry
from app.domain.rows.case import Request
from app.domain.rows.visits import Attendance, Person, Visit
from app.errors import FieldError
from app.ports.records import Reads
from app.services.case.case_door import homes_of, may_read_case
from app.services.case.case_reader import CaseReader
from app.services.handling.preview_step import StepPreview
from app.services.visits.preview_correction import CorrectionPreview

HOLDS, LOOK, BARS = "holds", "look", "bars"
"""It is so; the leader should look at it; with it nothing can be signed."""
IN_TERM = "in_term"
"""The ground of 条例第19条第3款: the same matter is in hand and in its term."""


@dataclass(frozen=True, slots=True)
class SigningCheck:
    """One thing that was checked; ``app.words.signing`` says it."""

    code: str
    state: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSubject:
    """A request with its case, on the day on which it is read."""

    request: Request
    case: CaseFile
    today: date


def checks_of_step(
    desk: Desk, reads: Reads, subject: SigningSubject, entry: StepEntry, preview: StepPreview
) -> tuple[SigningCheck, ...]:
    """What bars the signature first, then as the paper tells it: law, dates, notices, evidence, paper."""
    case, today = subject.case, subject.today
    return (
        *_barred(preview.errors),
        *_since(subject),
        *(_in_hand(desk, reads, subject) if entry.ground == IN_TERM else ()),
        *_named_body(entry),
        *_dates(preview, today),
        *_closing(case, entry),
        *_secrecy(case),
        *_evidence(case),
        *_paper(preview),
    )


def checks_of_correction(subject: SigningSubject, preview: CorrectionPreview) -> tuple[SigningCheck, ...]:
    """The same for a correction, a voiding and a step that is withdrawn."""
    return (
        *_barred(preview.errors),
        *_since(subject),
        *_papers_out(preview),
        _moved_dates(preview),
        *_secrecy(subject.case),
        *_evidence(subject.case),
    )


def _barred(errors: tuple[FieldError, ...]) -> Iterator[SigningCheck]:
    """Why it cannot be done as it was asked, or that it can."""
    for error in errors:
        yield SigningCheck("barred", BARS, {"error": error})
    if not errors:
        yield SigningCheck("lawful", HOLDS)


def _since(subject: SigningSubject) -> Iterator[SigningCheck]:
    """What was noted on the case after the request was sent."""
    case, sent = subject.case, subject.request.at
    rows = [(row.at, row.mode) for row in case.standing_steps if modes.mode_of(row.mode) is not None]
    rows += [(row.at, "单位回复") for row in case.replies]
    rows += [(row.at, "三个告知") for row in case.notices]
    steps = {step.id for step in case.steps}
    rows += [(row.at, "撤销") for row in case.withdrawals if row.step_id in steps]
    rows += [(row.at, "更正") for row in case.amendments]
    rows += [(row.arrived_at, "再次来访") for row in case.visits]
    later = sorted(row for row in rows if row[0] > sent)
    if later:
        yield SigningCheck("changed_since", LOOK, {"sent": sent, "facts": tuple(later)})
    else:
        yield SigningCheck("unchanged", HOLDS, {"sent": sent})


def _in_hand(desk: Desk, reads: Reads, subject: SigningSubject) -> Iterator[SigningCheck]:
    """Other open cases of the same certificates: 条例第19条第3款 rests on one of them."""
    others = [case for case in _other_cases(reads, subject.case) if case.is_open]
    readable = [case for case in others if may_read_case(desk, case)]
    for case in readable:
        finish = next((obligation for obligation in case.running if obligation.what == names.FINISH), None)
        facts = {"number": case.matter.number, "claim": case.matter.claim or "", "unit": case.unit or ""}
        late = finish is not None and finish.due < subject.today
        yield SigningCheck("in_hand", LOOK if late else HOLDS, {**facts, "finish": finish})
    if not readable:
        yield SigningCheck("not_in_hand", LOOK)


def _other_cases(reads: Reads, case: CaseFile) -> list[CaseFile]:
    """The cases of the people of this one, by their certificates."""
    people = (person for visit in case.visits for person in case.people_of(visit.id))
    numbers = {person.id_number for person in people if person.id_number}
    same = reads.among(Person, "id_number", numbers)
    theirs = reads.among(Attendance, "person_id", {person.id for person in same})
    visits = reads.among(Visit, "id", {seat.visit_id for seat in theirs})
    homes = dict.fromkeys(homes_of(reads, visits).values())
    return list(CaseReader(reads).cases([home for home in homes if home != case.matter.id]).values())


def _named_body(entry: StepEntry) -> Iterator[SigningCheck]:
    """Where the visitor is to go, where the ground asks for it."""
    mode = modes.mode_of(entry.mode or "")
    ground = mode.ground(entry.ground) if mode else None
    if ground is not None and "body" in ground.needs and entry.body:
        yield SigningCheck("body_named", HOLDS, {"body": entry.body})


def _dates(preview: StepPreview, today: date) -> Iterator[SigningCheck]:
    """Which dates that bind the step meets, in time or not, and which of them it moves."""
    for pair in preview.moved:
        before, after = pair.before, pair.after
        if before is None or after is None or not before.binds:
            continue
        facts = {"who": before.who, "what": before.what, "counted": before, "today": today}
        if after.met_at is not None:
            yield SigningCheck("in_time", _by_day(before, today), facts)
        elif after.running and after.due != before.due:
            yield SigningCheck("date_moves", _by_day(before, today), {**facts, "due": after.due})


def _by_day(obligation: Obligation, today: date) -> str:
    return HOLDS if today <= obligation.due else LOOK


def _closing(case: CaseFile, entry: StepEntry) -> Iterator[SigningCheck]:
    """Notices, duties and 五个不放过 of a closing; of a refusal, whether it was explained."""
    notice = case.notice
    facts = {"at": notice.at, "acknowledged": notice.acknowledged} if notice else {}
    if notices_given(case):
        yield SigningCheck("notices_given", HOLDS, facts)
    else:
        yield SigningCheck("notices_lacking", LOOK, facts)
    if entry.mode != modes.FINISHING:
        return
    open_duties = tuple(f"{duty.who} {duty.text or duty.what}" for duty in case.open_duties)
    if not open_duties:
        yield SigningCheck("duties_answered", HOLDS, {"count": len(case.duties)})
    for name, words in entry.checks.items():
        yield SigningCheck("settled", HOLDS, {"name": name, "words": words})
    for name in entry.unsettled:
        yield SigningCheck("unsettled", LOOK, {"name": name})


def _secrecy(case: CaseFile) -> Iterator[SigningCheck]:
    """Whether it is guarded (条例第30条), and whether something grave was noted (条例第25条)."""
    grave = tuple(row.what for row in case.incidents if row.grave)
    urgent = any(visit.urgent for visit in case.visits)
    if case.guarded:
        yield SigningCheck("guarded", LOOK)
    if grave or urgent:
        yield SigningCheck("grave", LOOK, {"what": grave})
    if not (case.guarded or grave or urgent):
        yield SigningCheck("ordinary", HOLDS, {"purpose": case.matter.purpose})


def _evidence(case: CaseFile) -> Iterator[SigningCheck]:
    """The pages that lie with the case."""
    count = sum(case.taken_off(row.id) is None for row in case.attachments)
    yield SigningCheck(
        "attached" if count else "nothing_attached", HOLDS if count else LOOK, {"count": count}
    )


def _paper(preview: StepPreview) -> Iterator[SigningCheck]:
    if preview.paper and not preview.errors:
        yield SigningCheck("paper_ready", HOLDS, {"kind": preview.paper})


def _papers_out(preview: CorrectionPreview) -> Iterator[SigningCheck]:
    """Papers in somebody's hands that would say otherwise or be void."""
    for code, papers in (("papers_void", preview.void), ("papers_replaced", preview.replaced)):
        if papers:
            yield SigningCheck(
                code, LOOK, {"papers": tuple(f"{paper.kind} {paper.number}" for paper in papers)}
            )
    if not (preview.void or preview.replaced):
        yield SigningCheck("papers_stay", HOLDS)


def _moved_dates(preview: CorrectionPreview) -> SigningCheck:
    count = len(preview.moved)
    return SigningCheck("dates_move" if count else "dates_stay", LOOK if count else HOLDS, {"count": count})
