"""记回复: a unit's answer to what it was given, done or not; its objection, and how the sender settles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.case.modes import DECLINING, OBJECTING, RETURNING
from app.domain.case.obligations import Obligation
from app.domain.entries.reply_entry import ReplyEntry, check_reply
from app.domain.entries.step_entry import StepEntry, parse_step
from app.errors import FieldError, Refused
from app.services.case.open_case import readable_case
from app.services.handling.advance_matter import Pending, advance_matter
from app.services.handling.open_acts import OpenActs, open_acts
from app.services.handling.preview_acts import preview_reply
from app.services.handling.preview_step import preview_step
from app.services.handling.reply_duty import reply_duty
from ui.acts.act import ActFacts, Effect, moment_of
from ui.forms.effect import Line, due_words, moved_lines, status_line
from ui.forms.inputs import CHOICE, DAY, WORDS, FormField
from ui.forms.why import moved_reasons

DUTY, DONE, MIDWAY = "duty", "true", "false"
_MODES = {"object": OBJECTING, "agree": RETURNING, "decline": DECLINING}
_ASKED = {"object": "单位为什么提异议", "agree": "备注，可以不写", "decline": "为什么不同意"}


class Reply:
    """What is answered is chosen first; an answered duty is over (CASE.md 2)."""

    name, verb, button = "reply", "记单位回复", "记下回复"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("step")
        opened = readable_case(desk, number)
        now = desk.clock.now()
        choices = tuple(_choices(open_acts(opened.case, now), now.date()))
        duties = [key for key, _ in choices if key.partition(":")[0] not in _MODES]
        awaited = duties if len(duties) == 1 else [key for key, _ in choices]
        first = {DUTY: awaited[0] if len(awaited) == 1 else "", "done": DONE}
        return ActFacts(opened=opened, first=first, choices={DUTY: choices})

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        which = FormField(DUTY, "回哪一项", CHOICE, facts.choices[DUTY], "选哪家单位的哪一项")
        kind, _, _ = values.get(DUTY, "").partition(":")
        if kind in _MODES:
            return which, FormField("text", "理由", WORDS, hint=_ASKED[kind])
        return (
            which,
            FormField("text", "怎么说的", WORDS, hint="单位的答复"),
            FormField("done", "办完没有", CHOICE, ((DONE, "办完了"), (MIDWAY, "还没有，中途答复"))),
            FormField("at", "哪天回的", DAY, hint="不填就是现在"),
        )

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        chosen, today = values.get(DUTY, ""), desk.clock.now().date()
        if not chosen:
            return Effect(errors=(FieldError(DUTY, "choice_missing"),))
        step = _step(facts, values)
        if step is not None:
            preview = preview_step(desk, step, picture=picture)
            lines = (*status_line(preview.status), *moved_lines(preview.moved, preview.kept, today))
            errors = tuple(_at_the_text(error) for error in preview.errors)
            return Effect(
                errors=errors,
                lines=lines,
                draws=preview.paper is not None,
                picture=preview.picture,
                reasons=moved_reasons(preview.moved),
            )
        after = preview_reply(
            desk, facts.number, chosen, values.get("done") == DONE, moment_of(values, "at", desk.clock.now())
        )
        lines = (*status_line(after.status), *moved_lines(after.moved, after.kept, today))
        midway: tuple[Line, ...] = (("记下", "中途答复，这一项还欠着", ""),)
        return Effect(
            errors=_late(desk, values) or check_reply(_reply(desk, facts, values)).errors,
            lines=lines if values.get("done") == DONE else (*midway, *lines),
            reasons=moved_reasons(after.moved),
        )

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        step = _step(facts, values)
        if step is not None:
            return _settled(desk, step, draft_id)
        done = reply_duty(desk, _reply(desk, facts, values), draft_id=draft_id)
        left = len(done.case.open_duties)
        rest = f"还有 {left} 项没有回。" if left else "交办的都回了。"
        word = "办完了" if done.reply.done else "中途答复"
        return f"已记下{done.duty.who}的回复：{word}。{rest}"


def _choices(acts: OpenActs, today: date) -> Iterator[tuple[str, str]]:
    """Each open duty or report, what waits to be settled, and who may object."""
    for obligation in acts.answers:
        yield obligation.id, _duty_words(obligation, today)
    for unit in acts.objections:
        yield f"agree:{unit}", f"{unit}　异议：同意，退回"
        yield f"decline:{unit}", f"{unit}　异议：不同意"
    for unit in acts.objectors:
        yield f"object:{unit}", f"{unit}　提出异议，要求退回"


def _duty_words(obligation: Obligation, today: date) -> str:
    return f"{obligation.who}　{obligation.text or obligation.what}，{due_words(obligation, today)} 前"


def _step(facts: ActFacts, values: Mapping[str, str]) -> StepEntry | None:
    """The step of an objection or of its settling; None for an answer."""
    kind, colon, unit = values.get(DUTY, "").partition(":")
    mode = _MODES.get(kind) if colon else None
    if mode is None:
        return None
    json: dict[str, Any] = {"matter": facts.number, "mode": mode, "unit": unit}
    text = values.get("text", "").strip()
    if text:
        json["remark" if mode == RETURNING else "reason"] = text
    return parse_step(json)


def _reply(desk: Desk, facts: ActFacts, values: Mapping[str, str]) -> ReplyEntry:
    return ReplyEntry(
        matter=facts.number,
        duty=values.get(DUTY) or None,
        text=values.get("text", "").strip() or None,
        done=values.get("done") != MIDWAY,
        at=moment_of(values, "at", desk.clock.now()),
    )


def _late(desk: Desk, values: Mapping[str, str]) -> tuple[FieldError, ...]:
    """An answer of a day that has not come."""
    at = moment_of(values, "at", desk.clock.now())
    if at is not None and at > desk.clock.now():
        return (FieldError("at", "moment_future", {"given": values["at"]}),)
    return ()


def _at_the_text(error: FieldError) -> FieldError:
    """The reason of an objection is typed into the one field of words."""
    known = {"reason": "text", "remark": "text", "unit": DUTY}
    return FieldError(known.get(error.field, error.field), error.code, error.facts)


def _settled(desk: Desk, step: StepEntry, draft_id: str) -> str:
    try:
        done = advance_matter(desk, step, draft_id=draft_id)
    except Refused as refused:
        raise Refused(*(_at_the_text(error) for error in refused.errors)) from None
    if isinstance(done, Pending):
        return f"{done.request.mode}已送带班领导批准。批准以前什么都不变。"
    papers = "、".join(f"{document.kind} {document.number}" for document in done.documents)
    return f"已记下：{step.unit}{done.step.mode}。" + (f"文书 {papers}，按 P 出纸。" if papers else "")
