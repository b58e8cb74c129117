"""The fields of each 办理方式: which input has which label and kind; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.case.modes import ASSISTING, MAIN, MEDIATING, WAYS
from app.domain.case.moves import Move
from app.domain.step_entry import FIVE, OUTCOMES
from app.words.steps import STEP_WORDS

LINE, WORDS, WHOLE, UNIT, HOLDER, CHOICE, DAY, TRUTH = (
    "line",
    "words",
    "whole",
    "unit",
    "holder",
    "choice",
    "day",
    "truth",
)
"""Kinds of input: one line, several lines, a number, a unit of the table, a unit that has the case …"""


@dataclass(frozen=True, slots=True)
class StepField:
    """One input of the step JSON; a key with a dot lies inside an object of it."""

    key: str
    label: str
    kind: str = LINE
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words."""
    hint: str = ""


_YES = (("true", "是"),)
_WAYS = tuple((str(number), f"{number} {words}") for number, words in WAYS.items())
_FIELDS: Mapping[str, StepField] = {
    field.key: field
    for field in (
        StepField("ground", STEP_WORDS["ground"], CHOICE),
        StepField("unit", STEP_WORDS["unit"], UNIT),
        StepField("role", STEP_WORDS["role"], CHOICE, ((MAIN, MAIN), (ASSISTING, ASSISTING)), "不选是主办"),
        StepField("replaces", STEP_WORDS["replaces"], HOLDER, hint="空着就是再加一家"),
        StepField("received_at", STEP_WORDS["received_at"], DAY, hint="还不知道就空着"),
        StepField("term", STEP_WORDS["term"], hint="10日、5工作日或日期"),
        StepField("report", STEP_WORDS["report"], CHOICE, _YES, "要就选"),
        StepField("way", STEP_WORDS["way"], CHOICE, _WAYS),
        StepField("body", STEP_WORDS["body"], hint="有权处理的机关、单位"),
        StepField("review.body", STEP_WORDS["review.body"]),
        StepField("review.number", STEP_WORDS["review.number"]),
        StepField("review.date", STEP_WORDS["review.date"], DAY),
        StepField("days", STEP_WORDS["days"], WHOLE, hint="日，最多 30"),
        StepField("reason", STEP_WORDS["reason"], WORDS),
        StepField("unit_head.name", STEP_WORDS["unit_head.name"], hint="本机关、单位负责人"),
        StepField("unit_head.number", STEP_WORDS["unit_head.number"]),
        StepField("answer", STEP_WORDS["answer"], WORDS),
        StepField("found", STEP_WORDS["found"], WORDS),
        StepField("opinion", STEP_WORDS["opinion"], WORDS),
        StepField("law", STEP_WORDS["law"], WORDS),
        StepField("outcome", STEP_WORDS["outcome"], CHOICE, tuple((one, one) for one in OUTCOMES)),
        *(StepField(f"checks.{name}", name, hint="写凭什么说做到了") for name in FIVE),
        StepField("override.reason", STEP_WORDS["override.reason"], hint="五项没有都做到，写为什么可以办结"),
        StepField("number", STEP_WORDS["number"]),
        StepField("date", STEP_WORDS["date"], DAY),
        StepField("hearing_days", STEP_WORDS["hearing_days"], WHOLE, hint="不计入期限"),
        StepField("kind", STEP_WORDS["kind"], CHOICE, (("调解", "调解"), ("和解", "和解"))),
        StepField("result", STEP_WORDS["result"]),
        StepField("remark", STEP_WORDS["remark"]),
    )
}
_PARTS: Mapping[str, tuple[str, ...]] = {
    "review": ("review.body", "review.number", "review.date"),
    "unit_head": ("unit_head.name", "unit_head.number"),
    "checks": tuple(f"checks.{name}" for name in FIVE),
    "override": ("override.reason",),
}
"""Keys that are objects, by their inputs."""
_MEDIATED = (("达成协议", "达成协议"), ("已履行", "协议已履行，事项办结"), ("未达成", "没有达成"))


def fields_of(move: Move, ground: str | None) -> tuple[StepField, ...]:
    """The inputs of a mode, what it needs first; what the chosen ground asks for follows the ground."""
    keys: dict[str, None] = {}
    if len(move.grounds) > 1:
        keys["ground"] = None
    chosen = next((one for one in move.grounds if one.id == ground), None)
    if chosen is None and len(move.grounds) == 1:
        chosen = move.grounds[0]
    for key in (*(chosen.needs if chosen else ()), *move.needs, *move.mode.takes):
        keys[key] = None
    return tuple(_made(move, keys))


def _made(move: Move, keys: Mapping[str, None]) -> Iterator[StepField]:
    for key in (*keys, "remark"):
        for part in _PARTS.get(key, (key,)):
            yield _field(move, part)


def _field(move: Move, key: str) -> StepField:
    field = _FIELDS[key]
    if key == "ground":
        words = tuple((one.id, f"{one.text}（{one.article}）") for one in move.grounds)
        return StepField(key, field.label, CHOICE, words)
    if key == "result" and move.mode.name == MEDIATING:
        return StepField(key, field.label, CHOICE, _MEDIATED)
    if key == "kind" and move.mode.name != MEDIATING:
        return StepField(key, field.label)
    return field
