"""What the screen shows of a line, of a visit and of the waiting list: plain rows for the view. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.lines import ANSWER, DEMAND
from app.domain.masks import mask_name
from app.domain.deadlines import said
from app.ports.records import WaitingVisit
from app.services.read_lines import UnderstoodLine
from app.words import sentence


@dataclass(frozen=True, slots=True)
class Understood:
    """The right side of a line: ``token`` colours its bar, ``warning`` says what is missing."""

    token: str
    strong: str
    rest: str = ""
    second: str = ""
    warning: str = ""


def shown(lines: Sequence[UnderstoodLine]) -> list[Understood]:
    """What the program understood, line by line; demands are counted."""
    rows, demands = [], 0
    for line in lines:
        if line.parsed.kind == DEMAND:
            demands += 1
            rows.append(Understood("line", f"诉求 {demands}"))
        elif line.errors:
            rows.append(Understood("warn", "", warning=sentence(line.errors[0].code, line.errors[0].facts)))
        elif line.is_duty:
            rows.append(_duty(line))
        elif line.parsed.kind == ANSWER:
            rows.append(Understood("ok", "现场答复", line.answer or ""))
        else:
            rows.append(Understood("line", ""))
    return rows


def _duty(line: UnderstoodLine) -> Understood:
    due = line.due
    second = ""
    if due is not None:
        span = f"次日起第 {line.parsed.span}" if line.parsed.span else ""
        second = f"{said(due.due)[5:]}，{span}" + ("，暂定" if due.provisional else "")
    if line.parsed.contact:
        second += f"；回复{line.parsed.contact}"
    return Understood("acc", line.unit or "", line.parsed.duty or "", second)


def waiting_text(visit: WaitingVisit) -> str:
    """A waiting visit in one line: its serial, who, what."""
    serial = visit.number.split("-")[-2] if visit.number.count("-") > 2 else visit.number
    who = mask_name(visit.name) + (f"等 {visit.headcount} 人" if visit.headcount > 1 else "")
    return f"{serial} {who} {visit.claim or ''}".strip()


@dataclass(frozen=True, slots=True)
class SideGroup:
    """A folded group of the left column: 来访材料, 代表, 历次办理."""

    title: str
    lines: tuple[tuple[str, str], ...]


def side_groups(record: dict[str, Any]) -> list[SideGroup]:
    """What the leader reads of a visit (the answer of show_record)."""
    matter = record.get("matter") or {}
    told = [("", str(text)) for text in (matter.get("claim"), matter.get("facts")) if text]
    people = [
        ("主访" if index == 0 else "代表", "  ".join(str(one[key]) for key in ("name", "phone") if one.get(key)))
        for index, one in enumerate(record.get("people") or [])
    ]
    steps = [
        (str(step.get("at", ""))[5:10], "，".join(str(step[key]) for key in ("mode", "unit") if step.get(key)))
        for step in reversed(record.get("steps") or [])
    ]
    groups = (("来访材料", told), (f"代表 {len(people)} 人", people), ("历次办理", steps[:12]))
    return [SideGroup(title, tuple(lines)) for title, lines in groups if lines]
