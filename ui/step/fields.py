"""The fields of each 办理方式: which input has which label and kind; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.case.casefile import CaseFile
from app.domain.case.modes import ASSISTING, MAIN, MEDIATING, WAYS, ways_of
from app.domain.case.moves import Move
from app.domain.entries.step_entry import FIVE, OUTCOMES
from app.domain.lists.entries import open_entry
from app.domain.lists.kinds import CHARGE
from app.words.steps import STEP_WORDS
from ui.forms.inputs import CHOICE, DAY, HOLDER, UNIT, WHOLE, WORDS, FormField

_YES = (("true", "是"),)
_FIELDS: Mapping[str, FormField] = {
    field.key: field
    for field in (
        FormField("ground", STEP_WORDS["ground"], CHOICE),
        FormField("unit", STEP_WORDS["unit"], UNIT),
        FormField("role", STEP_WORDS["role"], CHOICE, ((MAIN, MAIN), (ASSISTING, ASSISTING)), "不选是主办"),
        FormField("replaces", STEP_WORDS["replaces"], HOLDER, hint="空着就是再加一家"),
        FormField("received_at", STEP_WORDS["received_at"], DAY, hint="还不知道就空着"),
        FormField("term", STEP_WORDS["term"], hint="10日、5工作日或日期"),
        FormField("report", STEP_WORDS["report"], CHOICE, _YES, "要就选"),
        FormField("way", STEP_WORDS["way"], CHOICE),
        FormField("body", STEP_WORDS["body"], hint="有权处理的机关、单位"),
        FormField("review.body", STEP_WORDS["review.body"]),
        FormField("review.number", STEP_WORDS["review.number"]),
        FormField("review.date", STEP_WORDS["review.date"], DAY),
        FormField("days", STEP_WORDS["days"], WHOLE, hint="日，最多 30"),
        FormField("reason", STEP_WORDS["reason"], WORDS),
        FormField("unit_head.name", STEP_WORDS["unit_head.name"], hint="本机关、单位负责人"),
        FormField("unit_head.number", STEP_WORDS["unit_head.number"]),
        FormField("answer", STEP_WORDS["answer"], WORDS),
        FormField("found", STEP_WORDS["found"], WORDS),
        FormField("opinion", STEP_WORDS["opinion"], WORDS),
        FormField("law", STEP_WORDS["law"], WORDS),
        FormField(
            "outcome", STEP_WORDS["outcome"], CHOICE, tuple((outcome, outcome) for outcome in OUTCOMES)
        ),
        *(FormField(f"checks.{name}", name, hint="写凭什么说做到了") for name in FIVE),
        FormField("override.reason", STEP_WORDS["override.reason"], hint="五项没有都做到，写为什么可以办结"),
        FormField("number", STEP_WORDS["number"]),
        FormField("date", STEP_WORDS["date"], DAY),
        FormField("hearing_days", STEP_WORDS["hearing_days"], WHOLE, hint="不计入期限"),
        FormField("kind", STEP_WORDS["kind"], CHOICE, (("调解", "调解"), ("和解", "和解"))),
        FormField("result", STEP_WORDS["result"]),
        FormField("remark", STEP_WORDS["remark"]),
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


def fields_of(move: Move, ground: str | None) -> tuple[FormField, ...]:
    """The inputs of a mode, what it needs first; what the chosen ground asks for follows the ground."""
    keys: dict[str, None] = {}
    if len(move.grounds) > 1:
        keys["ground"] = None
    chosen = next((offered for offered in move.grounds if offered.id == ground), None)
    if chosen is None and len(move.grounds) == 1:
        chosen = move.grounds[0]
    for key in (*(chosen.needs if chosen else ()), *move.needs, *move.mode.takes):
        keys[key] = None
    return tuple(_made(move, keys))


def first_values(move: Move, case: CaseFile) -> dict[str, str]:
    """What the file of a 包案 has proved already of 五个不放过 stands in the inputs of its closing."""
    entry = open_entry(case.entries, CHARGE)
    if entry is None or "checks" not in move.needs:
        return {}
    proved = {f"checks.{name}": entry.proof(name) for name in FIVE}
    return {key: words for key, words in proved.items() if words}


def _made(move: Move, keys: Mapping[str, None]) -> Iterator[FormField]:
    for key in (*keys, "remark"):
        for part in _PARTS.get(key, (key,)):
            yield _field(move, part)


def _field(move: Move, key: str) -> FormField:
    field = _FIELDS[key]
    if key == "ground":
        words = tuple((offered.id, offered.text) for offered in move.grounds)
        return FormField(key, field.label, CHOICE, words)
    if key == "way":
        ways = tuple((str(way), f"{way} {WAYS[way]}") for way in ways_of(move.mode.name))
        return FormField(key, field.label, CHOICE, ways)
    if key == "result" and move.mode.name == MEDIATING:
        return FormField(key, field.label, CHOICE, _MEDIATED)
    if key == "kind" and move.mode.name != MEDIATING:
        return FormField(key, field.label)
    return field
