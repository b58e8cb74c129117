"""Says who leads today, and on a working day who is missing; no Qt."""

from __future__ import annotations

from app.domain.roster import uncovered
from app.domain.rows.centre import WHOLE_DAY
from app.services.reference.read_tables import DayTables


def duty_words(tables: DayTables) -> str:
    """今日带班：上午 李局，下午没有排 – who leads today, and on a working day who is missing."""
    gaps = uncovered(tables.duty) if tables.is_workday else ()
    if not tables.duty:
        return "今日没有排带班领导" if gaps else ""
    named: dict[str, list[str]] = {}
    for part, leader in tables.duty:
        named.setdefault("" if part == WHOLE_DAY else f"{part} ", []).append(leader)
    duties = [f"{part}{'、'.join(leaders)}" for part, leaders in named.items()]
    return "今日带班：" + "，".join([*duties, *(f"{part}没有排" for part in gaps)])
