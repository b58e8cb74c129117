"""办理步骤 as typed, by the key table of CLI.md (The life of a matter); rules: app.domain.case.step_check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from msgspec import field

from app.domain.case import modes
from app.domain.case.modes import MODES, Mode
from app.domain.entries.case_named import CaseNamed, read_number
from app.domain.entries.entry import Problems, Reader, as_object, json_value
from app.errors import FieldError

FIVE = ("事实清楚", "证据扎实", "调查结论规范", "处理意见落实", "群众满意并签字")
"""五个不放过 as things that are settled (DOMAIN.md section 3.5)."""
STEP_MODES = tuple(mode.name for mode in MODES.values() if mode.shown)
OUTCOMES = ("支持", "解释说明", "不予支持")
NOT_UPHELD = OUTCOMES[2]
_COMMON = frozenset({"matter", "visit", "mode", "at", "remark", "send_to"})
_NOT_OF_DETAIL = _COMMON - {"remark"} | {"unit", "reason"}


class StepEntry(CaseNamed, frozen=True, kw_only=True):
    """One step before it is stored; which keys a mode takes stands in app.domain.case.modes."""

    mode: str | None = None
    at: datetime | None = None
    remark: str | None = None
    send_to: str | None = None
    """Login of the leader who is asked to sign."""
    unit: str | None = None
    ground: str | None = None
    role: str | None = None
    replaces: str | None = None
    received_at: datetime | None = None
    term: str | None = None
    report: bool | None = None
    way: int | None = None
    body: str | None = None
    review: Mapping[str, Any] | None = None
    days: int | None = None
    reason: str | None = None
    unit_head: Mapping[str, Any] | None = None
    answer: str | None = None
    found: str | None = None
    opinion: str | None = None
    law: str | None = None
    outcome: str | None = None
    checks: Mapping[str, str] = field(default_factory=dict)
    override: Mapping[str, Any] | None = None
    number: str | None = None
    date: date | None = None
    hearing_days: int | None = None
    kind: str | None = None
    result: str | None = None
    problems: tuple[FieldError, ...] = ()

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Which of the five 不放过 have no word of evidence."""
        return tuple(name for name in FIVE if not self.checks.get(name))

    def detail(self) -> dict[str, Any]:
        """What belongs to this mode alone, as stored with the step."""
        return {key: value for key, value in self.as_json().items() if key not in _NOT_OF_DETAIL}

    def as_json(self) -> dict[str, Any]:
        """The step JSON that ``parse_step`` reads back to the same entry."""
        keys = [name for name in StepEntry.__dataclass_fields__ if name != "problems"]
        values = {name: getattr(self, name) for name in keys}
        return {
            name: json_value(value) for name, value in values.items() if value is not None and value != {}
        }


def keys_of(mode: Mode) -> frozenset[str]:
    """The keys that a step of the mode takes."""
    grounds = {"ground"} if mode.grounds else set()
    asked = {key for ground in mode.grounds for key in ground.needs}
    return frozenset({*_COMMON, *mode.needs, *mode.takes, *grounds, *asked})


def parse_step(data: object) -> StepEntry:
    """Read a step JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    name = reader.choice("mode", STEP_MODES)
    mode = MODES.get(name or "")
    keys = keys_of(mode) if mode else frozenset().union(*(keys_of(any_mode) for any_mode in MODES.values()))
    values = {key: read(reader) for key, read in _READERS.items() if key in keys}
    reader.finish()
    if mode is not None:
        _require(mode, values, problems)
    return StepEntry(mode=name, problems=problems.all(), **values)


def _require(mode: Mode, values: dict[str, Any], problems: Problems) -> None:
    """Note what the mode always asks for and what its ground asks for."""
    for key in mode.needs:
        if key != "checks":
            problems.required(key, values.get(key))
    if len(mode.grounds) == 1:
        values["ground"] = values.get("ground") or mode.grounds[0].id
    elif mode.grounds:
        problems.required("ground", values.get("ground"))
        known = [ground.id for ground in mode.grounds]
        if values.get("ground") and values["ground"] not in known:
            problems.add("ground", "not_a_choice", choices=" ".join(known), given=values["ground"])
    ground = mode.ground(values.get("ground"))
    for key in ground.needs if ground else ():
        if key != "review":  # a 复核意见 in the file stands for it (step_check)
            problems.required(key, values.get(key))


def _object(key: str, **readers: Callable[[Reader, str], Any]) -> Callable[[Reader], dict[str, Any] | None]:
    """Reads an object whose keys are all required."""

    def read(reader: Reader) -> dict[str, Any] | None:
        inner = reader.object(key)
        if inner is None:
            return None
        values = {name: of(inner, name) for name, of in readers.items()}
        for name, value in values.items():
            reader.problems.required(inner.field(name), value)
        inner.finish()
        return {name: json_value(value) for name, value in values.items() if value is not None}

    return read


def _checks(reader: Reader) -> dict[str, str]:
    """The five names, each with its word of evidence."""
    words = reader.words("checks")
    for name in words:
        if name not in FIVE:
            reader.problems.add(f"{reader.field('checks')}.{name}", "unknown_key", key=name)
    return {name: words[name] for name in FIVE if name in words}


def _line(reader: Reader, key: str) -> str | None:
    return reader.text(key, 200)


def _day(reader: Reader, key: str) -> date | None:
    return reader.day(key)


def _texts(most: int, *keys: str) -> dict[str, Callable[[Reader], Any]]:
    def reading(key: str) -> Callable[[Reader], Any]:
        return lambda reader: reader.text(key, most)

    return {key: reading(key) for key in keys}


_READERS: dict[str, Callable[[Reader], Any]] = {
    "matter": lambda reader: read_number(reader, "matter"),
    "visit": lambda reader: read_number(reader, "visit"),
    "at": lambda reader: reader.moment("at"),
    "role": lambda reader: reader.choice("role", (modes.MAIN, modes.ASSISTING)),
    "received_at": lambda reader: reader.moment("received_at"),
    "report": lambda reader: reader.truth("report") or None,
    "way": lambda reader: reader.whole("way"),
    "days": lambda reader: reader.whole("days"),
    "hearing_days": lambda reader: reader.whole("hearing_days"),
    "date": lambda reader: reader.day("date"),
    "checks": _checks,
    "review": _object("review", body=_line, number=_line, date=_day),
    "unit_head": _object("unit_head", name=_line, number=_line),
    "override": _object("override", reason=_line),
    **_texts(60, "send_to", "unit", "ground", "replaces", "term", "kind", "outcome"),
    **_texts(200, "body", "number"),
    **_texts(1000, "remark", "reason", "result", "law"),
    **_texts(4000, "answer", "found", "opinion"),
}


def without_time(entry: StepEntry) -> StepEntry:
    """The entry of a request: its time comes with the approval."""
    return replace(entry, at=None)
