"""An incident at the centre as typed: an act of 条例第26条, 扬言 or an emergency, and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.entries.case_named import CaseNamed, read_number
from app.domain.entries.entry import Checked, Problems, Reader, as_object, json_value
from app.domain.entries.paper_detail import LEVELS
from app.errors import FieldError

THREAT, EMERGENCY = "扬言", "突发紧急"
KINDS: Mapping[str, str] = {
    "围堵拦截": "在机关、单位办公场所周围、公共场所非法聚集，围堵、冲击机关、单位，拦截公务车辆，"
    "或者堵塞、阻断交通",
    "携带危险品": "携带危险物品、管制器具",
    "侮辱殴打": "侮辱、殴打、威胁机关、单位工作人员，非法限制他人人身自由，或者毁坏财物",
    "滞留滋事": "在信访接待场所滞留、滋事，或者将生活不能自理的人弃留在信访接待场所",
    "煽动串联": "煽动、串联、胁迫、以财物诱使、幕后操纵他人信访，或者以信访为名借机敛财",
    "其他扰序": "其他扰乱公共秩序、妨害国家和公共安全的行为",
    THREAT: "扬言采取极端行为",
    EMERGENCY: "人身、健康等突发紧急情况",
}
"""Name of a kind to its words; the first six are 条例第26条, items 1 to 6."""
OF_THE_LAW = tuple(KINDS)[:6]
GRAVEST = LEVELS.index("重大")
LONG, SHORT = 2000, 200


class IncidentEntry(CaseNamed, frozen=True, kw_only=True):
    """An incident before it is stored; neither matter nor visit where it is of nobody's case."""

    kinds: tuple[str, ...] = ()
    what: str | None = None
    who: str | None = None
    at: datetime | None = None
    measures: str | None = None
    police: str | None = None
    grave: bool = False
    level: str | None = None
    """一般, 较大, 重大 or 特别重大; of the warning."""
    advice: str | None = None
    to: tuple[str, ...] = ()
    """Addressees of the warning in place of the usual three."""
    problems: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The JSON that ``parse_incident`` reads back to the same entry."""
        names = [name for name in IncidentEntry.__dataclass_fields__ if name not in ("problems", "kinds")]
        return {"kind": list(self.kinds)} | {name: json_value(getattr(self, name)) for name in names}


def parse_incident(data: object) -> IncidentEntry:
    """Read an incident JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    entry = IncidentEntry(
        matter=read_number(reader, "matter"),
        visit=read_number(reader, "visit"),
        kinds=_read_kinds(reader),
        what=reader.text("what", LONG),
        who=reader.text("who", SHORT),
        at=reader.moment("at"),
        measures=reader.text("measures", LONG),
        police=reader.text("police", SHORT),
        grave=reader.truth("grave"),
        level=reader.choice("level", LEVELS),
        advice=reader.text("advice", LONG),
        to=reader.texts("to"),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def _read_kinds(reader: Reader) -> tuple[str, ...]:
    """One kind or a list of them, by name or by its number in 条例第26条."""
    raw = reader.raw("kind")
    named = reader.texts("kind") if isinstance(raw, list | tuple) else (reader.text("kind", 60),)
    kinds = []
    for n, name in enumerate(name for name in named if name):
        kind = OF_THE_LAW[int(name) - 1] if name in ("1", "2", "3", "4", "5", "6") else name
        if kind not in KINDS:
            field = f"kind[{n}]" if isinstance(raw, list | tuple) else "kind"
            reader.problems.add(field, "not_a_choice", choices=" ".join(KINDS), given=name)
        kinds.append(kind)
    return tuple(dict.fromkeys(kinds))


def check_incident(entry: IncidentEntry) -> Checked[IncidentEntry]:
    """Needed: kind, what, measures. Refused too: both a matter and a visit; a level or advice without grave.

    重大紧急 stands with a level of 重大 or more; without one 重大 is taken (条例第25条).
    """
    problems = Problems(entry.problems)
    if not entry.kinds and not any(error.field.startswith("kind") for error in problems.errors):
        problems.add("kind", "required")
    problems.required("what", entry.what)
    problems.required("measures", entry.measures)
    if entry.matter and entry.visit:
        problems.add("matter", "matter_or_visit")
    if not entry.grave:
        for name in ("level", "advice", "to"):
            if getattr(entry, name):
                problems.add(name, "alert_needs_grave")
    level = entry.level or (LEVELS[GRAVEST] if entry.grave else None)
    return Checked(replace(entry, level=level), problems.all())
