"""评价 at the counter: the visitor rates the bureau and the unit, each apart (DOMAIN.md 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.names import DONE, OFFICE, RESPONSIBLE
from app.domain.entries.reply_entry import RatingEntry
from app.domain.terms import RATINGS
from app.errors import FieldError, Refused
from app.services.case.open_case import readable_case
from app.services.handling.rate_matter import rate_matters
from ui.acts.act import ActFacts, Effect, filled
from ui.forms.effect import Line
from ui.forms.inputs import CHOICE, LINE, FormField

_KEYS = {OFFICE: "bureau", RESPONSIBLE: "unit"}
_VALUES = tuple((rating, rating) for rating in RATINGS)


class Rate:
    """One value for each; a later one of the same counts in place of the earlier."""

    name, verb, button = "rate", "评价", "记下评价"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("rate")
        return ActFacts(opened=readable_case(desk, number))

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        unit = _unit(facts.opened.case)
        fields = [
            FormField("bureau.value", "对本中心", CHOICE, _VALUES, "接待、告知、转送做得怎样"),
            FormField("bureau.remark", "说了什么", LINE, hint="可以不写"),
        ]
        if unit:
            fields += [
                FormField("unit.value", "对单位", CHOICE, _VALUES, f"{unit}办得怎样"),
                FormField("unit.remark", "说了什么", LINE, hint="可以不写"),
            ]
        return tuple(fields)

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        errors = () if _entries(facts, values) else (FieldError("bureau.value", "choice_missing"),)
        return Effect(errors=errors, lines=tuple(_lines(facts.opened.case, values)))

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        entries = _entries(facts, values)
        if not entries:
            raise Refused(FieldError("bureau.value", "choice_missing"))
        rated = rate_matters(desk, entries, draft_id=draft_id)
        return f"评价已记下：{'，'.join(f'{kept.rating.whom} {kept.rating.value}' for kept in rated)}。"


def _unit(case: CaseFile) -> str | None:
    return case.accepted_by or case.unit


def _entries(facts: ActFacts, values: Mapping[str, str]) -> list[RatingEntry]:
    return [
        RatingEntry(matter=facts.number, whom=whom, value=value, remark=filled(values, f"{key}.remark"))
        for whom, key in _KEYS.items()
        if (value := filled(values, f"{key}.value"))
    ]


def _lines(case: CaseFile, values: Mapping[str, str]) -> Iterator[Line]:
    for whom, key in _KEYS.items():
        value, before = (
            filled(values, f"{key}.value"),
            [rating for rating in case.ratings if rating.whom == whom],
        )
        if value and before:
            yield "变的", f"{whom}：{before[-1].value} → {value}", "后一次算数，前一次留在经过里"
        elif value:
            yield "新的", f"{whom}：{value}", ""
        elif before:
            yield "不变", f"{whom}：{before[-1].value}", f"{before[-1].at:%m-%d} 评的"
    if filled(values, "unit.value") and case.status != DONE:
        yield "注意", "这件事还没有办结", "对责任单位的评价一般在办结以后做"
    yield "统计", "对本中心和对责任单位的满意率分开算", ""
