"""Where in a case an attachment is put: the case, a visit, a step, a duty, or the evidence of a 不放过."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.attachments import DUTY, EVIDENCE, MATTER, STEP, VISIT
from app.domain.case.casefile import CaseFile
from app.domain.entries.step_entry import FIVE
from app.domain.numbers import tidy_number, tidy_query_code
from app.domain.rows.attachments import Attachment
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused


@dataclass(frozen=True, slots=True)
class AttachPlace:
    """A place of a case."""

    place: str = MATTER
    id: str | None = None
    visit_id: str | None = None
    """The visit it belongs to, and goes with."""


def find_place(case: CaseFile, text: str | None) -> AttachPlace:
    """The place that was typed: nothing or 事项, a visit's number, an id of a step or duty, a 不放过.

    Refused(place, attach_place_unknown).
    """
    wanted = (text or MATTER).strip()
    if wanted == MATTER:
        return AttachPlace()
    if wanted in FIVE:
        return AttachPlace(EVIDENCE, wanted)
    number, code = tidy_number(wanted), tidy_query_code(wanted)
    for visit in case.visits:
        if wanted == visit.id or visit.number == number or (code and visit.query_code == code):
            return AttachPlace(VISIT, visit.id, visit.id)
    for step in case.standing_steps:
        if step.id == wanted:
            return AttachPlace(STEP, step.id, step.visit_id)
    for duty in case.duties:
        if duty.id == wanted:
            return AttachPlace(DUTY, duty.id)
    raise Refused(FieldError("place", "attach_place_unknown", {"given": wanted, "five": " ".join(FIVE)}))


def visit_words(case: CaseFile, visit: Visit) -> str:
    """首次来访, 第 2 次来访: a visit by its place among those of the case."""
    count = [standing.id for standing in case.visits].index(visit.id) + 1
    return "首次来访" if count == 1 else f"第 {count} 次来访"


def place_words(case: CaseFile, row: Attachment) -> str:
    """The place as a person reads it: 首次来访, 步骤 办结, 交办 市住建局, 不放过：事实清楚."""
    if row.place == VISIT:
        return next((visit_words(case, visit) for visit in case.visits if visit.id == row.place_id), VISIT)
    if row.place == STEP:
        return next((f"步骤 {step.mode}" for step in case.steps if step.id == row.place_id), STEP)
    if row.place == DUTY:
        return next((f"交办 {duty.unit}" for duty in case.duties if duty.id == row.place_id), DUTY)
    return f"不放过：{row.place_id}" if row.place == EVIDENCE else row.place
