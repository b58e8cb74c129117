"""Reads the rows of a section of 管理 for the right half of the page, those with a gap first; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app.desk import Desk
from app.domain.dates.ladder import CONTACTS
from app.domain.rows.centre import Unit
from app.house import House
from app.ports.printers import FOLDER
from app.services.desk import read_administration as parts
from app.services.desk.keep_backups import read_backups
from app.services.desk.read_administration import Section, lacks_leaders, read_unit_list, without_leaders
from app.services.printing.bind_printers import list_printers
from app.services.reference.read_reference import read_desks, read_reference
from app.services.reference.read_roster import DutyDay, read_roster
from app.services.staff.manage_staff import list_staff
from ui.admin.model import safety_rows
from ui.admin.reference_model import desk_rows, reference_rows
from ui.widgets.dates import day_words
from ui.widgets.row_item import RowItem

MOST = 12
"""Rows that are shown of a section; the rest is one key away."""
READ_AUDIT = "每一次查看审计也记入审计，所以这里不列；Enter 打开。"


def glance(desk: Desk, house: House, section: Section) -> tuple[RowItem, ...]:
    """Rows of a section; who may not look after it reads who does. Nothing is written by looking."""
    if not section.allowed:
        return (RowItem(title="由谁管", second=f"{section.owner}，请找他", shape="lock"),)
    today = desk.clock.now().date()
    reading: dict[str, Callable[[], Sequence[RowItem]]] = {
        parts.STAFF: lambda: _people(desk),
        parts.ROSTER: lambda: _duties(desk, today),
        parts.UNITS: lambda: _units(desk),
        parts.TABLES: lambda: reference_rows(read_reference(desk), today),
        parts.SAFETY: lambda: safety_rows(read_backups(desk), today),
        parts.HUB: lambda: desk_rows(house.link(desk).state(), read_desks(desk)),
        parts.PRINTERS: lambda: _printers(desk),
        parts.AUDIT: lambda: (RowItem(title="审计", second=READ_AUDIT, shape="history"),),
    }
    return tuple(reading[section.name]())


def cut(rows: Sequence[RowItem]) -> tuple[tuple[RowItem, ...], str]:
    """The first rows, and how many more there are."""
    left = len(rows) - MOST
    return tuple(rows[:MOST]), f"还有 {left} 行，Enter 打开" if left > 0 else ""


def _people(desk: Desk) -> list[RowItem]:
    rows = []
    for account in list_staff(desk):
        words = "停用" if account["disabled"] else "、".join(account["roles"])
        rows.append(
            RowItem(
                title=str(account["name"]),
                second=f"{account['login']}，{words}",
                shape="user",
                token="text3" if account["disabled"] else "text2",
            )
        )
    return rows


def _duties(desk: Desk, today: date) -> list[RowItem]:
    """The working days of this month from today on."""
    days = [day for day in read_roster(desk, today).days if day.works and day.day >= today]
    return [_duty(day, today) for day in days] or [
        RowItem(title="本月", second="没有别的工作日了；下个月按 Enter 去排", shape="check", token="ok")
    ]


def _duty(day: DutyDay, today: date) -> RowItem:
    named = "，".join(f"{part} {leader}" if len(day.duty) > 1 else leader for part, leader in day.duty)
    lacks = "、".join(day.uncovered)
    words = "，".join(part for part in (named, f"{lacks}没有排" if named and lacks else "") if part)
    return RowItem(
        title=day_words(day.day, today),
        second=words or "没有排，接访要自己填带班领导",
        shape="warning" if lacks else "check",
        token="warn" if lacks else "ok",
    )


def _units(desk: Desk) -> list[RowItem]:
    """Those without an addressee first, as the table has them."""
    return [_unit(unit) for unit in read_unit_list(desk) if not unit.disabled]


def _unit(unit: Unit) -> RowItem:
    lacks = lacks_leaders(unit)
    named = "、".join(
        f"{rank} {unit.contacts[rank]['name']}"
        for rank in CONTACTS.values()
        if (unit.contacts.get(rank) or {}).get("name")
    )
    without = f"没有{'、'.join(without_leaders(unit))}" if lacks else ""
    return RowItem(
        title=unit.name,
        second="，".join(part for part in (without, named) if part) or "本中心，不催自己",
        shape="warning" if lacks else "check",
        token="warn" if lacks else "ok",
    )


def _printers(desk: Desk) -> list[RowItem]:
    rows = [RowItem(title=entry.name, second=entry.address, shape="printer") for entry in list_printers(desk)]
    return [*rows, RowItem(title=FOLDER, second="没有合适的打印机时存成 PDF", shape="page")]
