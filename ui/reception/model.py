"""Makes plain rows of lines, visits and the waiting list for the leader's screen. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.dates.derivation import with_weekday
from app.domain.entries.lines import ANSWER, DEMAND, DUTY
from app.domain.entries.reception_entry import CONTINUED
from app.domain.entries.understood import UnderstoodLine
from app.domain.rows.matters import Step
from app.services.case.show_record import RecordShown
from app.services.case.shown import ShownCase, ShownReception
from app.services.visits.list_hall import HallVisit
from app.words import sentence

STEPS_SHOWN = 12
"""Of 历次办理, the newest."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The right side of a line: ``token`` colours its bar, ``warning`` says what is missing."""

    token: str
    strong: str
    rest: str = ""
    second: str = ""
    warning: str = ""


def understood_rows(understood: Sequence[UnderstoodLine]) -> list[Understood]:
    """What the program understood, line by line, after the visit it is about; demands are counted."""
    rows, demands = [], 0
    for reading in understood:
        if reading.line.kind == DEMAND:
            demands += 1
        row = _understood(reading, demands)
        about = " ".join(f"#{place}" for place in reading.line.cases)
        rows.append(replace(row, strong=f"{about} {row.strong}".strip()) if about else row)
    return rows


def _understood(reading: UnderstoodLine, demands: int) -> Understood:
    if reading.line.kind == DEMAND:
        return Understood("line", f"诉求 {demands}")
    if reading.problems:
        return Understood("warn", "", warning=sentence(reading.problems[0].code, reading.problems[0].facts))
    if reading.line.kind == DUTY:
        return _duty(reading)
    if reading.line.kind == ANSWER:
        return Understood("ok", "现场答复", reading.line.answer or "")
    return Understood("line", "")


def _duty(reading: UnderstoodLine) -> Understood:
    second = ""
    if reading.counted is not None:
        how = f"次日起第 {reading.line.span}" if reading.line.span else "含当日"
        second = f"{with_weekday(reading.counted.due)[5:]}，{how}"
        second += "，暂定" if reading.counted.provisional else ""
    if reading.line.contact:
        second += f"；回复{reading.line.contact}"
    return Understood("acc", reading.unit or "", reading.line.duty or "", second)


def waiting_text(visit: HallVisit) -> str:
    """A waiting visit in one line: its serial, who, what."""
    serial = visit.number.split("-")[-2] if visit.number.count("-") > 2 else visit.number
    return f"{serial} {visit.name} {visit.claim or ''}".strip()


def unfinished(record: RecordShown) -> ShownReception | None:
    """The matter's last reception, if it ended with 继续协调: the one that is to be carried on."""
    held = record.receptions if isinstance(record, ShownCase) else ()
    return held[-1] if held and held[-1].result == CONTINUED else None


def open_demands(reception: ShownReception) -> list[str]:
    """What was asked for in it."""
    return [line.text for line in reception.lines if line.kind == DEMAND]


@dataclass(frozen=True, slots=True)
class SideGroup:
    """A folded group of the left column: 来访材料, 代表, 历次办理."""

    title: str
    lines: tuple[tuple[str, str], ...]


def side_groups(record: RecordShown) -> list[SideGroup]:
    """What the leader reads of a visit."""
    people = [
        ("主访" if place == 0 else "代表", "  ".join(part for part in (person.name, person.phone) if part))
        for place, person in enumerate(record.people)
    ]
    material: list[tuple[str, str]] = []
    steps: list[tuple[str, str]] = []
    if isinstance(record, ShownCase):
        matter = record.matter.row
        material = [("", text) for text in (matter.claim, matter.facts) if text]
        steps = [_step(step.row) for step in reversed(record.steps)]
    before = unfinished(record)
    left = [("", text) for text in open_demands(before)] if before else []
    groups = (
        ("来访材料", material),
        ("接着上次没有落实的", left),
        (f"代表 {len(people)} 人", people),
        ("历次办理", steps[:STEPS_SHOWN]),
    )
    return [SideGroup(title, tuple(lines)) for title, lines in groups if lines]


def _step(step: Step) -> tuple[str, str]:
    return f"{step.at:%m-%d}", "，".join(part for part in (step.mode, step.unit) if part)
