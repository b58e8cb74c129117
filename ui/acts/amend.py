"""更正: fields of a visit, a person or the matter, a wrong step, where a visit belongs, a whole visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.desk import Desk
from app.domain.case.modes import mode_of
from app.domain.rows.matters import Step
from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused
from app.services.case.open_case import NamedCase, readable_case
from app.services.case.show_record import show_record
from app.services.handling.advance_matter import Pending
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.reference.read_tables import read_visit_tables
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import CLOSED_MATTER, MoveWanted, join_visit, split_visit
from app.services.visits.preview_correction import (
    CorrectionPreview,
    preview_amendment,
    preview_move,
    preview_voiding,
    preview_withdrawal,
)
from app.services.visits.void_visit import void_visit
from ui.acts.act import ActFacts, Effect, Stored, filled
from ui.acts.amend_fields import (
    ANOTHER,
    JOIN,
    MATTER,
    PERSON,
    STEP,
    VISIT,
    VOID,
    YES,
    Offered,
    changes,
    fields_for,
    first_values,
    key_of,
    scope_of,
)
from ui.forms.correction_lines import preview_lines
from ui.forms.inputs import FormField
from ui.forms.missing import missing_lines
from ui.forms.why import corrected_reasons

ASKED = "已送带班领导批准。批准以前什么都不变。"


class Amend:
    """One thing at a time; who, when, why, from what to what are kept."""

    name, verb, button = "amend", "更正", "记下更正"
    returns = False
    chooses = (("Alt+X", "整次来访作废", "what", VOID),)
    """Keys that choose in a field."""

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("amend")
        opened = readable_case(desk, number)
        case = opened.case
        newest = case.visits[-1].number if case.visits else ""
        people = show_record(desk, newest).people if newest else ()
        tables = read_visit_tables(desk)
        offered = Offered(
            categories=tuple(row.path for row in tables.categories),
            places=tuple((row.code, row.name) for row in tables.divisions),
            people=people,
            may_handle=desk.may("step"),
            steps=tuple((step.id, _step_words(opened, step)) for step in reversed(_steps(opened))),
        )
        whose = {f"of.{PERSON}{place}": f"{newest} {place}" for place in range(len(people))}
        first = first_values(case) | whose | {"visit": newest}
        return ActFacts(opened=opened, first=first, more=offered)

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        return fields_for(facts.opened.case, facts.more, values)

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        if not values.get("what"):
            return Effect(errors=(FieldError("what", "required"),))
        try:
            preview = self._preview(desk, facts, values)
        except (Refused, NotAllowed) as wrong:
            preview = CorrectionPreview(errors=_errors(wrong))
        errors = (*self._missing(values), *preview.errors)
        placed = _at_inputs(errors, facts, values)
        asked = fields_for(facts.opened.case, facts.more, values)
        lines = missing_lines(placed, asked) if placed else tuple(preview_lines(preview))
        reasons = corrected_reasons(preview.moved)
        return Effect(errors=placed, lines=lines, second=preview.second, reasons=reasons)

    def _preview(self, desk: Desk, facts: ActFacts, values: Mapping[str, str]) -> CorrectionPreview:
        kind, place = scope_of(values["what"])
        case = facts.opened.case
        if kind in (VISIT, PERSON, MATTER):
            data = changes(case, facts.more, values)
            if not data.keys() - {"person"}:
                return CorrectionPreview(errors=(FieldError("json", "nothing_amended"),))
            return preview_amendment(desk, _number(facts, kind, place), data)
        if kind == STEP:
            return preview_withdrawal(desk, facts.number, values.get("step", ""))
        visit = values.get("visit", "")
        if kind == VOID:
            return preview_voiding(desk, visit)
        matter = filled(values, "matter")
        if kind == JOIN and matter is None:
            return CorrectionPreview(errors=(FieldError("matter", "required"),))
        return preview_move(desk, visit, matter if kind == JOIN else None)

    def _missing(self, values: Mapping[str, str]) -> tuple[FieldError, ...]:
        """A reason is asked where something is taken back."""
        wanted = scope_of(values["what"])[0] in (STEP, VOID)
        return (FieldError("reason", "reason_missing"),) if wanted and not filled(values, "reason") else ()

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> Stored:
        try:
            return self._store(desk, facts, values, draft_id)
        except Refused as refused:
            raise Refused(*_at_inputs(refused.errors, facts, values)) from None

    def _store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> Stored:
        kind, place = scope_of(values["what"])
        reason = filled(values, "reason")
        if kind in (VISIT, PERSON, MATTER):
            data = changes(facts.opened.case, facts.more, values)
            done = amend_record(desk, _number(facts, kind, place), data, draft_id=draft_id)
            if isinstance(done, Pending):
                return Stored(ASKED)
            papers = "、".join(paper.kind for paper in done.replaced)
            issue = f"要换发{papers}，按 P 出新的。" if papers else ""
            return Stored(f"已更正。{issue}10 分钟内撤回按 Ctrl+Shift+Z。")
        if kind == STEP:
            wanted = WithdrawalWanted(
                number=facts.number, step=values.get("step", ""), reason=reason or "",
                visitor_told=filled(values, "told"), draft_id=draft_id,
            )  # fmt: skip
            withdrawn = withdraw_step(desk, wanted)
            if isinstance(withdrawn, Pending):
                return Stored(ASKED)
            words = f"{withdrawn.step.mode}已作废。"
            return Stored(words, handle=values.get("how") == ANOTHER)
        if kind == VOID:
            voided = void_visit(desk, values.get("visit", ""), reason or "", draft_id=draft_id)
            if isinstance(voided, Pending):
                return Stored(ASKED)
            return Stored(f"{voided.visit.number} 已作废，号码不再使用。")
        confirm = (CLOSED_MATTER,) if values.get("confirm") == YES else ()
        move = MoveWanted(
            visit=values.get("visit", ""), matter=filled(values, "matter") or "", reason=reason,
            confirm=confirm, draft_id=draft_id,
        )  # fmt: skip
        put = join_visit(desk, move) if kind == JOIN else split_visit(desk, move)
        word = "归到" if kind == JOIN else "拆到"
        return Stored(f"{put.visit.number} 已{word} {put.target.matter.number}。", put.target.matter.number)


def _number(facts: ActFacts, kind: str, place: int) -> str:
    """The record that an amendment names: the visit, for a person the newest one, else the matter."""
    visits = facts.opened.case.visits
    if kind == VISIT:
        return visits[place].number
    return visits[-1].number if kind == PERSON and visits else facts.number


def _at_inputs(
    errors: tuple[FieldError, ...], facts: ActFacts, values: Mapping[str, str]
) -> tuple[FieldError, ...]:
    keys = [field.key for field in fields_for(facts.opened.case, facts.more, values)]
    placed = []
    for error in errors:
        field = "confirm" if error.code == CLOSED_MATTER else error.field
        placed.append(replace(error, field=key_of(field, values.get("what", ""), keys)))
    return tuple(placed)


def _errors(wrong: JiefangtaiError) -> tuple[FieldError, ...]:
    return wrong.errors if isinstance(wrong, Refused) else (FieldError("json", wrong.code, wrong.facts),)


def _steps(opened: NamedCase) -> list[Step]:
    return [step for step in opened.case.standing_steps if mode_of(step.mode) is not None]


def _step_words(opened: NamedCase, step: Step) -> str:
    what = " ".join(part for part in (step.mode, step.unit or "") if part)
    return f"{step.at:%m-%d} {what}，{opened.name_of(step.by)}"
