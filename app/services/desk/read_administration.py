"""Reads the sections that an administrator looks after, each with what is missing there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.dates.ladder import CONTACTS
from app.domain.roles import ADMINISTRATOR, AUDITOR, SECURITY
from app.domain.rows.centre import Category, Division, Holiday, Staff, Unit
from app.errors import NotAllowed
from app.ports.records import Reads
from app.services.case.case_reader import BUREAU_KIND
from app.services.desk.keep_backups import backups_of
from app.services.reference.read_roster import read_roster

STAFF, ROSTER, UNITS, TABLES, SAFETY, HUB, PRINTERS, AUDIT = (
    *("人员和角色", "排班", "单位和负责人", "类别、区划、日历"),
    *("备份和恢复", "中心和工位", "打印机和纸", "审计"),
)
ACTS = {STAFF: ("staff",), ROSTER: ("tables",), UNITS: ("tables",), TABLES: ("tables",), SAFETY: ("backup",),
        HUB: ("enrol", "hub revoke"), PRINTERS: ("settings",), AUDIT: ("audit",)}  # fmt: skip
"""By section the acts that are done there; who may do one of them looks after it."""
OWNERS = {
    STAFF: SECURITY,
    HUB: f"{ADMINISTRATOR}或{SECURITY}",
    AUDIT: f"{ADMINISTRATOR}、{SECURITY}或{AUDITOR}",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of administration as it stands."""

    name: str
    allowed: bool
    """Whether who is signed in looks after it; the others say who does."""
    owner: str
    facts: dict[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """What cannot work as it is: each a word for the list and a fact beside it."""


def read_administration(desk: Desk) -> tuple[Section, ...]:
    """Every section, in the order of the trouble it causes. NotAllowed(role_missing)."""
    if not any(desk.may(act) for acts in ACTS.values() for act in acts):
        raise NotAllowed("role_missing", act="管理", roles=f"{ADMINISTRATOR}、{SECURITY}、{AUDITOR}")
    today = desk.clock.now().date()
    with desk.records.reading() as reads:
        contents = {
            STAFF: _staff(reads),
            UNITS: _units(reads),
            TABLES: _tables(reads),
            SAFETY: _safety(desk, reads, today),
        }
    if desk.may("roster"):
        missing = [day for day, _ in read_roster(desk, today).missing if day >= today]
        contents[ROSTER] = ({"missing": len(missing)}, tuple(f"{day:%m-%d} 没有排" for day in missing[:1]))
    return tuple(
        Section(
            name,
            any(desk.may(act) for act in acts),
            OWNERS.get(name, ADMINISTRATOR),
            *contents.get(name, ({}, ())),
        )
        for name, acts in ACTS.items()
    )


def without_leaders(unit: Unit) -> tuple[str, ...]:
    """The ranks of a unit that nobody is named for: reminders of that tier have no addressee."""
    return tuple(rank for rank in CONTACTS.values() if not (unit.contacts.get(rank) or {}).get("name"))


def read_unit_list(desk: Desk) -> list[Unit]:
    """The table of units, those that lack a named head first. NotAllowed: role_missing."""
    desk.require("tables")
    with desk.records.reading() as reads:
        return sorted(reads.find(Unit), key=_lacking_first)


def _lacking_first(unit: Unit) -> tuple[bool, bool, str]:
    return unit.disabled, not lacks_leaders(unit), unit.name


def lacks_leaders(unit: Unit) -> bool:
    """Whether reminders to a unit in use lack an addressee; the bureau reminds nobody of itself."""
    return unit.kind != BUREAU_KIND and not unit.disabled and bool(without_leaders(unit))


def _staff(reads: Reads) -> tuple[dict[str, Any], tuple[str, ...]]:
    rows = reads.find(Staff, disabled=False)
    mixed = [row.login for row in rows if {ADMINISTRATOR, SECURITY} <= set(row.roles)]
    return {"accounts": len(rows)}, ("系统和安全管理员是同一个人",) if mixed else ()


def _units(reads: Reads) -> tuple[dict[str, Any], tuple[str, ...]]:
    rows = [row for row in reads.find(Unit) if not row.disabled]
    lacking = sum(lacks_leaders(row) for row in rows)
    return {"units": len(rows)}, (f"{lacking} 个单位缺负责人，催办没有收件人",) if lacking else ()


def _tables(reads: Reads) -> tuple[dict[str, Any], tuple[str, ...]]:
    years = sorted({row.day.year for row in reads.find(Holiday)})
    return {
        "categories": reads.count(Category),
        "divisions": reads.count(Division),
        "years": years,
    }, ()


def _safety(desk: Desk, reads: Reads, today: date) -> tuple[dict[str, Any], tuple[str, ...]]:
    backups = backups_of(reads, desk.settings)
    return {"backup": backups.last.at if backups.last else None}, backups.missing(today)
