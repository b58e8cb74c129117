"""Previews a correction: fields, a step taken back, a visit moved or voided; stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import CaseFacts, Paper
from app.domain.case.moved import Moved, hides, moved_dates
from app.domain.case.reading import read_case
from app.domain.entries.entry import Problems
from app.domain.rows.base import new_id
from app.domain.rows.case import JOINED, SPLIT, VisitMove, Withdrawal
from app.domain.rows.visits import Amendment, Visit, Void
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import act_on_case
from app.services.case.case_reader import CaseReader
from app.services.handling.withdraw_step import needs_signature, papers_of
from app.services.papers.first_page import AFTER_SIGNING, first_page
from app.services.papers.outdated_papers import Outdating, outdated_papers, papers_out
from app.services.papers.reissue import words_anew
from app.services.visits.amend_fields import read_amendment
from app.services.visits.correction import Effects, effects_of, plan_correction, require_visit_named
from app.services.visits.move_visit import former_home, own_matter
from app.services.visits.void_visit import may_void_alone

_NOT_MOVED = frozenset({"matter", "visits", "identified", "amendments", "moves", "merged_into"})


@dataclass(frozen=True, slots=True)
class LetterAnew:
    """What takes the place of a letter that a 带班领导 signed."""

    paper: Paper
    """The letter in force."""
    content: dict[str, Any]
    picture: bytes | None = None
    """Its first page as PNG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPreview:
    """What would change."""

    errors: tuple[FieldError, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    status: tuple[str, str] = ("", "")
    moved: tuple[Moved, ...] = ()
    replaced: tuple[Paper, ...] = ()
    void: tuple[Paper, ...] = ()
    """Papers that would be 作废."""
    out: tuple[Paper, ...] = ()
    warnings: tuple[FieldError, ...] = ()
    second: bool = False
    """Whether a 带班领导 has to sign."""
    signed: tuple[Paper, ...] = ()
    """Papers that he has signed and that would say something else."""
    letters: tuple[LetterAnew, ...] = ()
    """What would take their place; one that cannot be drawn up is not among them (``warnings``)."""


def preview_amendment(
    desk: Desk,
    number: str,
    data: Mapping[str, Any],
    *,
    asked_at: datetime | None = None,
    picture: bool = False,
) -> CorrectionPreview:
    """The fields of an amend JSON; ``asked_at``: of a request that was made then.

    NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("amend")
    with desk.records.reading() as reads:
        opened = act_on_case(desk, reads, number, "number")
        problems = Problems()
        try:
            asked = read_amendment(data, problems)
            if asked_at is not None:
                require_visit_named(opened, asked, asked_at)
            plan = plan_correction(desk, reads, opened, asked, problems)
        except Refused as refused:
            return CorrectionPreview(errors=refused.errors)
        preview = replace(
            _of(plan.effects.before, plan.effects.after, plan.effects),
            amendments=plan.amendments,
            second=plan.second,
        )
        return with_letters(desk, reads, preview, plan.effects.after, plan.effects.signed, picture)


def with_letters(
    desk: Desk,
    reads: Reads,
    preview: CorrectionPreview,
    after: CaseFile,
    signed: Sequence[Paper],
    picture: bool,
) -> CorrectionPreview:
    """With each signed letter as it would go out; what is missing on one is a warning."""
    letters: list[LetterAnew] = []
    warnings = list(preview.warnings)
    for paper in signed:
        try:
            content = words_anew(desk, reads, after, paper, AFTER_SIGNING)
            if content is not None:
                drawn = first_page(desk, reads, content) if picture else None
                letters.append(LetterAnew(paper, content, drawn))
        except Refused as refused:
            warnings += [error for error in refused.errors if error not in warnings]
    return replace(preview, signed=tuple(signed), letters=tuple(letters), warnings=tuple(warnings))


def preview_withdrawal(desk: Desk, number: str, step_id: str) -> CorrectionPreview:
    """A step taken back. NotAllowed: role_missing, withheld, has_interest."""
    desk.require("step")
    with desk.records.reading() as reads:
        case = act_on_case(desk, reads, number, "number").case
        step = next((step for step in case.standing_steps if step.id == step_id), None)
        if step is None:
            return CorrectionPreview(errors=(FieldError("step", "required"),))
        row = Withdrawal(
            id=new_id(), matter_id=case.matter.id, step_id=step.id, reason="", at=desk.clock.now(),
            by=desk.staff.login,
        )  # fmt: skip
        reader = CaseReader(reads)
        facts = reader.facts(case.matter.id)
        after = read_case(replace(facts, withdrawals=(*facts.withdrawals, row)), reader.rules)
        void = papers_of(case, step.id)
        preview = _of(case, after, effects_of(desk, reads, Outdating(case, after)))
        gone = {paper.id for paper in void}
        kept = tuple(paper for paper in preview.replaced if paper.id not in gone)
        return replace(preview, replaced=kept, void=void, second=needs_signature(case, step))


def preview_voiding(desk: Desk, number: str) -> CorrectionPreview:
    """A visit taken back. NotAllowed: role_missing, withheld, has_interest."""
    desk.require("void")
    with desk.records.reading() as reads:
        opened = act_on_case(desk, reads, number, "number")
        if opened.visit is None or opened.is_voided:
            return CorrectionPreview(errors=(FieldError("visit", "required"),))
        visit, case, reader = opened.visit, opened.case, CaseReader(reads)
        row = Void(id=new_id(), visit_id=visit.id, at=desk.clock.now(), by=desk.staff.login, reason="")
        facts = reader.facts(case.matter.id)
        after = read_case(replace(facts, voids=(*facts.voids, row)), reader.rules)
        others = frozenset(visit.id for visit in after.visits)
        change = Outdating(case, after, visits=others)
        preview = _of(case, after, effects_of(desk, reads, change))
        void = tuple(paper for paper in case.papers if paper.visit_id == visit.id)
        return replace(preview, void=void, second=not may_void_alone(desk, reads, visit))


def preview_move(desk: Desk, number: str, matter: str | None) -> CorrectionPreview:
    """A visit joined to a matter, or without one split off. NotAllowed: as the act itself."""
    desk.require("join")
    with desk.records.reading() as reads:
        opened = act_on_case(desk, reads, number, "visit")
        if opened.visit is None or opened.is_voided:
            return CorrectionPreview(errors=(FieldError("visit", "required"),))
        try:
            target = _target(desk, reads, opened.visit, opened.case, matter)
        except Refused as refused:
            return CorrectionPreview(errors=refused.errors)
        return _moved(desk, reads, opened.visit, opened.case, target, JOINED if matter else SPLIT)


def _target(desk: Desk, reads: Reads, visit: Visit, source: CaseFile, matter: str | None) -> CaseFacts:
    """The facts of the matter that the visit goes to. Refused: not_found, join_same, split_alone."""
    reader = CaseReader(reads)
    if matter is not None:
        target = act_on_case(desk, reads, matter, "matter").case
        if target.matter.id == source.matter.id:
            raise Refused(FieldError("matter", "join_same", {"number": target.matter.number}))
        return reader.facts(target.matter.id)
    former = former_home(reads.find(VisitMove, visit_id=visit.id))
    if former is not None:
        return replace(reader.facts(former), merged_into=None)
    if len(source.visits) < 2:
        raise Refused(FieldError("visit", "split_alone", {"number": visit.number}))
    return CaseFacts(matter=own_matter(visit, "", guarded=source.guarded))


def _moved(
    desk: Desk, reads: Reads, visit: Visit, source: CaseFile, to: CaseFacts, act: str
) -> CorrectionPreview:
    reader = CaseReader(reads)
    own = reader.facts(source.matter.id)
    move = VisitMove(
        id=new_id(), visit_id=visit.id, from_matter=source.matter.id, matter_id=to.matter.id, act=act,
        at=desk.clock.now(), by=desk.staff.login,
    )  # fmt: skip
    left, put = _carried(own, to, move)
    target, after_left, after_put = (read_case(facts, reader.rules) for facts in (to, left, put))
    ids = frozenset({visit.id})
    replaced = (
        *outdated_papers(desk, reads, Outdating(source, after_put, visits=ids)),
        *outdated_papers(desk, reads, Outdating(source, after_left, visits=_ids(after_left))),
        *outdated_papers(desk, reads, Outdating(target, after_put, visits=_ids(after_put) - ids)),
    )
    return CorrectionPreview(
        status=(source.status, after_put.status),
        moved=(*moved_dates(source, after_left), *moved_dates(target, after_put)),
        replaced=tuple({paper.id: paper for paper in replaced}.values()),
        out=papers_out(source) if hides(source, after_put) else (),
    )


def _carried(own: CaseFacts, to: CaseFacts, move: VisitMove) -> tuple[CaseFacts, CaseFacts]:
    """The facts of both matters with the visit moved; a matter left empty gives all that it has."""
    gone = {void.visit_id for void in own.voids}
    empty = all(visit.id == move.visit_id or visit.id in gone for visit in own.visits)
    left: dict[str, Any] = {}
    put: dict[str, Any] = {}
    for name in (field.name for field in fields(CaseFacts)):
        rows = getattr(own, name)
        if name in _NOT_MOVED or not isinstance(rows, tuple):
            continue
        goes = [row for row in rows if empty or _goes(row, move)]
        left[name] = tuple(row for row in rows if row not in goes)
        put[name] = (*getattr(to, name), *goes)
    visits = [visit for visit in own.visits if visit.id == move.visit_id]
    return (
        replace(
            own,
            visits=tuple(visit for visit in own.visits if visit.id != move.visit_id),
            merged_into=to.matter.number or "-" if empty else None,
            **left,
        ),
        replace(
            to,
            visits=(*to.visits, *visits),
            identified=to.identified | (own.identified & {move.visit_id}),
            amendments=(*to.amendments, *_unseen(own.amendments, to.amendments)),
            moves=(*to.moves, *_unseen(own.moves, to.moves), move),
            **put,
        ),
    )


def _goes(row: Any, move: VisitMove) -> bool:
    """What was stored with the visit; and what is the former matter's own, where it gets its visit back."""
    return getattr(row, "visit_id", None) == move.visit_id or getattr(row, "matter_id", "") == move.matter_id


def _unseen(rows: Iterable[Any], there: Iterable[Any]) -> list[Any]:
    ids = {row.id for row in there}
    return [row for row in rows if row.id not in ids]


def _ids(case: CaseFile) -> frozenset[str]:
    return frozenset(visit.id for visit in case.visits)


def _of(before: CaseFile, after: CaseFile, effects: Effects) -> CorrectionPreview:
    return CorrectionPreview(
        status=(before.status, after.status),
        moved=effects.moved,
        replaced=effects.replaced,
        out=effects.out,
        warnings=effects.warnings,
    )
