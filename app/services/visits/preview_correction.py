"""Previews a correction: fields, a step taken back, a visit moved or voided; stores nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.moved import Moved, hides, moved_dates
from app.domain.entries.entry import Problems
from app.domain.rows.base import Row, new_id
from app.domain.rows.case import JOINED, SPLIT, VisitMove, Withdrawal
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Visit, Void
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import act_on_case
from app.services.case.case_reader import CaseReader
from app.services.case.supposed_reads import supposed_reads
from app.services.handling.withdraw_step import needs_signature, papers_of
from app.services.papers.first_page import AFTER_SIGNING, first_page
from app.services.papers.outdated_papers import Outdating, outdated_papers, papers_out
from app.services.papers.paper_words import SeenCase
from app.services.papers.reissue import words_anew
from app.services.visits.amend_fields import read_amendment
from app.services.visits.correction import Effects, effects_of, plan_correction, require_visit_named
from app.services.visits.move_visit import former_home, own_matter, reports_of_move
from app.services.visits.void_visit import may_void_alone


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
            _of(plan.effects),
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
        after = _supposed(reads, case.matter.id, row)
        preview = _of(effects_of(desk, SeenCase(reads, case), after), papers_of(case, step.id))
        return replace(preview, second=needs_signature(case, step))


def preview_voiding(desk: Desk, number: str) -> CorrectionPreview:
    """A visit taken back. NotAllowed: role_missing, withheld, has_interest."""
    desk.require("void")
    with desk.records.reading() as reads:
        opened = act_on_case(desk, reads, number, "number")
        if opened.visit is None or opened.is_voided:
            return CorrectionPreview(errors=(FieldError("visit", "required"),))
        visit, case = opened.visit, opened.case
        row = Void(id=new_id(), visit_id=visit.id, at=desk.clock.now(), by=desk.staff.login, reason="")
        after = _supposed(reads, case.matter.id, row)
        own = tuple(paper for paper in case.papers if paper.visit_id == visit.id)
        preview = _of(effects_of(desk, SeenCase(reads, case), after), own)
        return replace(preview, second=not may_void_alone(desk, reads, visit))


def _supposed(reads: Reads, matter_id: str, row: Row) -> SeenCase:
    """The case as it will be with a row that is not stored."""
    supposed = supposed_reads(reads, plus=(row,))
    return SeenCase(supposed, CaseReader(supposed).case(matter_id))


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


def _target(desk: Desk, reads: Reads, visit: Visit, source: CaseFile, matter: str | None) -> Matter:
    """The matter that the visit goes to. Refused: not_found, join_same, split_alone."""
    if matter is not None:
        target = act_on_case(desk, reads, matter, "matter").case
        if target.matter.id == source.matter.id:
            raise Refused(FieldError("matter", "join_same", {"number": target.matter.number}))
        return target.matter
    former = former_home(reads.find(VisitMove, visit_id=visit.id))
    if former is not None:
        return CaseReader(reads).case(former).matter
    if len(source.visits) < 2:
        raise Refused(FieldError("visit", "split_alone", {"number": visit.number}))
    return own_matter(visit, "", guarded=source.guarded)


def _moved(
    desk: Desk, reads: Reads, visit: Visit, source: CaseFile, to: Matter, act: str
) -> CorrectionPreview:
    move = VisitMove(
        id=new_id(), visit_id=visit.id, from_matter=source.matter.id, matter_id=to.id, act=act,
        at=desk.clock.now(), by=desk.staff.login,
    )  # fmt: skip
    is_new = reads.get(Matter, to.id) is None
    before = supposed_reads(reads, plus=(to,) if is_new else ())
    after = supposed_reads(before, plus=(move,))
    target, left, put = (
        SeenCase(seen, CaseReader(seen).case(id))
        for seen, id in ((before, to.id), (after, source.matter.id), (after, to.id))
    )
    papers = outdated_papers(desk, Outdating((SeenCase(reads, source), target), (put, left)))
    return CorrectionPreview(
        status=(source.status, put.case.status),
        moved=(*moved_dates(source, left.case), *moved_dates(target.case, put.case)),
        replaced=papers.replaced,
        void=papers.void,
        out=papers_out(source) if hides(source, put.case) else (),
        warnings=reports_of_move(reads, visit, (source, target.case), (left.case, put.case)),
    )


def _of(effects: Effects, own: Sequence[Paper] = ()) -> CorrectionPreview:
    """The preview of a change; ``own``: the papers of the step or the visit that is taken back."""
    void = {paper.id: paper for paper in (*own, *effects.void)}
    return CorrectionPreview(
        status=(effects.before.status, effects.after.status),
        moved=effects.moved,
        replaced=tuple(paper for paper in effects.replaced if paper.id not in void),
        void=tuple(void.values()),
        out=effects.out,
        warnings=effects.warnings,
    )
