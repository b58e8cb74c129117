"""A new store holds categories, divisions, days off and units; each can be imported anew later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dates.calendar import OFF, WORK

CATEGORIES = (
    "农村农业", "国土资源", "城乡建设", "劳动和社会保障", "卫生计生", "教育文体", "民政", "政法", "纪检监察",
    "组织人事", "党务政务", "经济管理", "交通运输", "环境保护", "科技与信息产业", "商贸旅游", "其他",
)  # fmt: skip
"""内容分类, first level (DOMAIN.md section 3.2)."""

DIVISIONS = {
    "340600": "淮北市", "340602": "杜集区", "340603": "相山区", "340604": "烈山区", "340621": "濉溪县",
    "340700": "铜陵市", "340705": "铜官区", "340706": "义安区", "340711": "郊区", "340722": "枞阳县",
}  # fmt: skip
"""GB/T 2260, as far as DOMAIN.md section 5.3 has it; a centre elsewhere imports its own."""

BUREAU = "市信访局"
CITY_UNITS = (
    (BUREAU, "信访局", "信访部门"),
    ("市公安局", "公安局", "部门"),
    ("市住建局", "住建局", "部门"),
    ("市人社局", "人社局", "部门"),
    ("市自然资源局", "自然资源局", "部门"),
    ("市教育局", "教育局", "部门"),
    ("市卫健委", "卫健委", "部门"),
    ("市民政局", "民政局", "部门"),
    ("市纪委监委", "纪委监委", "部门"),
)
"""Name, short name and kind (CLI.md, init)."""
DISTRICT = "县区"


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit of a fresh store."""

    name: str
    short: str
    kind: str
    division: str | None = None


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off (休) or a make-up working day (班)."""

    day: date
    kind: str
    name: str
    source: str


def units_for(code: str) -> list[NamedUnit]:
    """The city's units, and one for each district of the centre (its code's first four digits)."""
    city = [NamedUnit(name, short, kind) for name, short, kind in CITY_UNITS]
    districts = [
        NamedUnit(name, name, DISTRICT, division)
        for division, name in DIVISIONS.items()
        if division[:4] == code[:4] and not division.endswith("00")
    ]
    return city + districts


_SOURCES = {
    2025: "国务院办公厅关于2025年部分节假日安排的通知",
    2026: "国务院办公厅关于2026年部分节假日安排的通知",
}
_OFF = (
    ("元旦", "2025-01-01", 1), ("春节", "2025-01-28", 8), ("清明节", "2025-04-04", 3),
    ("劳动节", "2025-05-01", 5), ("端午节", "2025-05-31", 3), ("国庆节、中秋节", "2025-10-01", 8),
    ("元旦", "2026-01-01", 3), ("春节", "2026-02-15", 9), ("清明节", "2026-04-04", 3),
    ("劳动节", "2026-05-01", 5), ("端午节", "2026-06-19", 3), ("中秋节", "2026-09-25", 3),
    ("国庆节", "2026-10-01", 7),
)  # fmt: skip
"""Holiday, first day, days (DOMAIN.md section 5.4)."""
_WORK = (
    ("春节", "2025-01-26"), ("春节", "2025-02-08"), ("劳动节", "2025-04-27"),
    ("国庆节、中秋节", "2025-09-28"), ("国庆节、中秋节", "2025-10-11"),
    ("元旦", "2026-01-04"), ("春节", "2026-02-14"), ("春节", "2026-02-28"), ("劳动节", "2026-05-09"),
    ("国庆节", "2026-09-20"), ("国庆节", "2026-10-10"),
)  # fmt: skip


def days_off() -> Iterator[DayOff]:
    """The calendar of 2025 and 2026 in day order; later years are imported when their notice is out."""
    days = [
        DayOff(date.fromisoformat(first) + timedelta(days=n), OFF, name, _SOURCES[int(first[:4])])
        for name, first, length in _OFF
        for n in range(length)
    ]
    days += [DayOff(date.fromisoformat(day), WORK, name, _SOURCES[int(day[:4])]) for name, day in _WORK]
    yield from sorted(days, key=_day)


def _day(day_off: DayOff) -> date:
    return day_off.day
