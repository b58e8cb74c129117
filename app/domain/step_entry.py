"""办理步骤 as typed (CLI.md step), read and checked by the rule of its mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain.entry import Checked, Problems, Reader, as_object, json_value
from app.domain.notice_entry import check_subject, read_number
from app.domain.step_rules import FIVE, StepFacts, check_mode, open_checks
from app.domain.transitions import MOVES
from app.errors import FieldError

_OF_OTHERS = frozenset({"撤回", "继续协调"})
STEP_MODES = tuple(mode for mode in MOVES if mode not in _OF_OTHERS)
"""Modes a step may name; 撤回 and 继续协调 come from other commands."""
_DETAIL = ("days", "body", "review_number", "found", "opinion", "law", "checks")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    """One step before it is stored.

    days: of an extension. body: the competent body, for 引导 and 不予受理. review_number: number of the
    复核意见 for 不再受理. found, opinion, law: 查明情况, 处理意见 and 法律法规依据 of a
    信访处理意见书. checks: the five 不放过 by name, true where settled, for 办结.
    """

    matter: str | None = None
    visit: str | None = None
    mode: str | None = None
    unit: str | None = None
    at: datetime | None = None
    reason: str | None = None
    approver: str | None = None
    days: int | None = None
    body: str | None = None
    review_number: str | None = None
    found: str | None = None
    opinion: str | None = None
    law: str | None = None
    checks: Mapping[str, bool] = field(default_factory=dict)
    problems: tuple[FieldError, ...] = ()

    @property
    def number(self) -> str:
        """The number that was given, of a matter or a visit."""
        return self.matter or self.visit or ""

    @property
    def still_open(self) -> tuple[str, ...]:
        """For 办结: which of the five 不放过 are not settled (an override is logged with these)."""
        return open_checks(self.checks) if self.mode == "办结" else ()

    def detail(self) -> dict[str, Any]:
        """What belongs to this mode alone, as stored with the step."""
        given = {name: json_value(getattr(self, name)) for name in _DETAIL if getattr(self, name)}
        return given | ({"still_open": list(self.still_open)} if self.still_open else {})

    def as_json(self) -> dict[str, Any]:
        """The step JSON that ``parse_step`` reads back to the same entry."""
        names = StepEntry.__dataclass_fields__
        return {name: json_value(getattr(self, name)) for name in names if name != "problems"}


def parse_step(data: object) -> StepEntry:
    """Read a step JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    entry = StepEntry(
        matter=read_number(reader, "matter"),
        visit=read_number(reader, "visit"),
        mode=reader.choice("mode", STEP_MODES),
        unit=reader.text("unit", 60),
        at=reader.moment("at"),
        reason=reader.text("reason", 1000),
        approver=reader.text("approver", 60),
        days=reader.whole("days"),
        body=reader.text("body", 200),
        review_number=reader.text("review_number", 100),
        found=reader.text("found", 4000),
        opinion=reader.text("opinion", 4000),
        law=reader.text("law", 1000),
        checks=_read_checks(reader),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def _read_checks(reader: Reader) -> dict[str, bool]:
    """An object of the five names, or a list of five in their order."""
    value = reader.raw("checks")
    if isinstance(value, list | tuple) and len(value) == len(FIVE):
        value = dict(zip(FIVE, value, strict=True))
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        reader.problems.add(reader.field("checks"), "wrong_type", expected="五项各为 true 或 false")
        return {}
    for name, settled in value.items():
        if name not in FIVE:
            reader.problems.add(f"{reader.field('checks')}.{name}", "unknown_key", key=name)
        elif not isinstance(settled, bool):
            reader.problems.add(f"{reader.field('checks')}.{name}", "wrong_type", expected="true 或 false")
    return {name: value[name] for name in FIVE if isinstance(value.get(name), bool)}


def check_step(entry: StepEntry, now: datetime, facts: StepFacts) -> Checked[StepEntry]:
    """Check a step by the rule of its mode (条例第22、23、34、36条; DOMAIN.md section 6.4)."""
    problems = Problems(entry.problems)
    check_subject(entry.matter, entry.visit, problems)
    problems.required("mode", entry.mode)
    if entry.mode == "引导" and entry.body is None:
        entry = replace(entry, body=entry.unit, unit=None)
    unit = check_mode(entry, (entry.at or now).date(), facts, problems) if entry.mode else entry.unit
    return Checked(replace(entry, unit=unit, problems=()), problems.all())
