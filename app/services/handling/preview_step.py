"""Previews a step: its errors, the dates it moves, the paper it makes; stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation
from app.domain.case.reading import read_case
from app.domain.case.step_check import StepChecked, check_step
from app.domain.entries.step_entry import StepEntry
from app.domain.papers.dossier import letterhead
from app.domain.papers.kinds import build
from app.domain.rows.base import new_id
from app.domain.rows.matters import Step
from app.errors import FieldError, JiefangtaiError
from app.ports.records import Reads
from app.services.case.case_door import OpenCase
from app.services.case.case_reader import CaseReader
from app.services.handling.step_subject import act_subject
from app.services.papers.first_page import AFTER_SIGNING, AFTER_THE_ACT, first_page
from app.services.papers.step_papers import paper_of, step_dossier


@dataclass(frozen=True, slots=True)
class Moved:
    """One obligation before and after the step; None where it is not there."""

    before: Obligation | None
    after: Obligation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPreview:
    """A step as it stands now."""

    errors: tuple[FieldError, ...]
    second: bool
    """Whether a 带班领导 signs it: until then nothing changes."""
    status: tuple[str, str]
    """Before and after."""
    moved: tuple[Moved, ...] = ()
    kept: tuple[Obligation, ...] = ()
    """What runs on as it is."""
    paper: str | None = None
    """The kind of paper it draws up."""
    picture: bytes | None = None
    """Its first page as PNG; None while something is missing."""


def preview_step(desk: Desk, entry: StepEntry, *, picture: bool = True) -> StepPreview:
    """What taking the step now would come to.

    Refused: not_found, visit_voided. NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("step")
    with desk.records.reading() as reads:
        subject = act_subject(desk, reads, entry.record, entry.subject)
        return preview_of(desk, reads, subject, entry, picture=picture)


def preview_of(
    desk: Desk, reads: Reads, subject: OpenCase, entry: StepEntry, *, picture: bool
) -> StepPreview:
    """The same for a case that was read, as a leader sees it before he signs."""
    case, now = subject.case, desk.clock.now()
    entry = replace(entry, at=entry.at or max(now, case.matter.opened_at))
    checked = check_step(entry, case, entry.at or now)
    step = _step(desk, subject, checked.entry)
    after = _case_with(reads, case, step)
    shown = _picture(desk, reads, after, subject, step, checked.entry.second) if picture else None
    return StepPreview(
        errors=checked.errors,
        second=checked.entry.second,
        status=(case.status, after.status),
        moved=moved(case, after),
        kept=tuple(
            obligation for obligation in case.in_sight if after.obligation(obligation.id) == obligation
        ),
        paper=paper_of(step),
        picture=shown if not checked.errors else None,
    )


def _step(desk: Desk, subject: OpenCase, checked: StepChecked) -> Step:
    entry = checked.entry
    return Step(
        id=new_id(),
        matter_id=subject.case.matter.id,
        visit_id=subject.visit.id if subject.visit else None,
        mode=entry.mode or "",
        unit=checked.unit,
        at=entry.at or desk.clock.now(),
        reason=entry.reason or entry.remark or entry.answer,
        by=desk.staff.login,
        detail=checked.detail,
    )


def _case_with(reads: Reads, case: CaseFile, step: Step) -> CaseFile:
    """The case as it would be with one step more."""
    facts = CaseReader(reads).facts(case.matter.id)
    return read_case(replace(facts, steps=(*facts.steps, step)), case.rules)


def moved(before: CaseFile, after: CaseFile) -> tuple[Moved, ...]:
    """Obligations that are met, ended, begun or moved, in the order of their dates."""
    ids = dict.fromkeys(obligation.id for obligation in (*before.in_sight, *after.in_sight))
    pairs = [Moved(before.obligation(id), after.obligation(id)) for id in ids]
    return tuple(pair for pair in pairs if pair.before != pair.after)


def _picture(
    desk: Desk, reads: Reads, after: CaseFile, subject: OpenCase, step: Step, second: bool
) -> bytes | None:
    """The first page of the paper; None where its words are not all there yet."""
    kind, visit = paper_of(step), subject.visit or after.newest_visit
    if kind is None or visit is None:
        return None
    number = AFTER_SIGNING if second else AFTER_THE_ACT
    try:
        dossier = step_dossier(reads, desk, after, visit, step, number)
        content = build(kind, letterhead(desk.place.centre, desk.settings), dossier)
        return first_page(desk, reads, content)
    except JiefangtaiError:
        return None  # the paper cannot be drawn up yet: the errors beside it say what is missing
