"""The reference tables the pickers offer, read once per session."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.desk import Desk
from app.domain.entries.visit_entry import VisitRules
from app.domain.rows.centre import Category, Division, Staff, Unit
from app.domain.text.pinyin import initials, readings
from app.services.reference.read_tables import read_visit_tables
from ui.widgets import Choice


@dataclass(frozen=True, slots=True)
class Tables:
    """Divisions, categories and units as choices, the centre's own divisions first."""

    divisions: tuple[Division, ...] = ()
    categories: tuple[Category, ...] = ()
    units: tuple[Unit, ...] = ()
    staff: tuple[Staff, ...] = ()
    pinyin: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The units' names in pinyin, for who types whole syllables."""

    def places(self) -> list[Choice]:
        """属地: the code is stored, the name is shown."""
        return [Choice(division.code, division.name, division.initials) for division in self.divisions]

    def homes(self) -> list[Choice]:
        """Where an address begins: the name itself."""
        return [Choice(division.name, division.name, division.initials) for division in self.divisions]

    def kinds(self) -> list[Choice]:
        return [
            Choice(category.path, " / ".join(category.path.split("/")), category.initials)
            for category in self.categories
        ]

    def offices(self) -> list[Choice]:
        return [
            Choice(unit.name, unit.name, unit.initials, (unit.short, *self.pinyin.get(unit.name, ())))
            for unit in self.units
        ]

    def people(self) -> list[Choice]:
        """Who may have to keep away: the account is stored, the name is shown beside it."""
        return [
            Choice(row.login, f"{row.login} {row.name}", initials(row.name), (row.name,))
            for row in self.staff
        ]

    def place_name(self, code: str) -> str:
        return next((division.name for division in self.divisions if division.code == code), code)

    def place_of(self, text: str) -> str:
        """The code of a division's name, or empty."""
        return next((division.code for division in self.divisions if division.name == text), "")

    def home_of(self, id_number: str) -> str:
        """The division an ID number begins with, or empty."""
        return next((division.name for division in self.divisions if division.code == id_number[:6]), "")


def read_tables(desk: Desk) -> tuple[Tables, VisitRules]:
    """The tables in force, the divisions of the centre's own city first, and the rules made of them."""
    read = read_visit_tables(desk)
    pinyin = {unit.name: readings(unit.name).full for unit in read.units}
    return Tables(read.divisions, read.categories, read.units, read.staff, pinyin), read.rules
