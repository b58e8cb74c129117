"""The reference tables the pickers offer, read once per session."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.desk import Desk
from app.domain.pinyin import initials, readings
from app.domain.rows.centre import Category, Division, Staff, Unit
from app.domain.visit_entry import VisitRules
from app.services.desk.read_tables import read_visit_tables
from ui.widgets import Choice


@dataclass(frozen=True, slots=True)
class Tables:
    """Divisions, categories and units as choices, the centre's own divisions first."""

    divisions: tuple[Division, ...] = ()
    categories: tuple[Category, ...] = ()
    units: tuple[Unit, ...] = ()
    staff: tuple[Staff, ...] = ()
    said: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The units' names in pinyin, for who types whole syllables."""

    def places(self) -> list[Choice]:
        """属地: the code is stored, the name is shown."""
        return [Choice(one.code, one.name, one.initials) for one in self.divisions]

    def homes(self) -> list[Choice]:
        """Where an address begins: the name itself."""
        return [Choice(one.name, one.name, one.initials) for one in self.divisions]

    def kinds(self) -> list[Choice]:
        return [Choice(one.path, " / ".join(one.path.split("/")), one.initials) for one in self.categories]

    def offices(self) -> list[Choice]:
        return [
            Choice(one.name, one.name, one.initials, (one.short, *self.said.get(one.name, ())))
            for one in self.units
        ]

    def people(self) -> list[Choice]:
        """Who may have to keep away: the account is stored, the name is shown beside it."""
        return [
            Choice(row.login, f"{row.login} {row.name}", initials(row.name), (row.name,))
            for row in self.staff
        ]

    def place_name(self, code: str) -> str:
        return next((one.name for one in self.divisions if one.code == code), code)

    def place_of(self, text: str) -> str:
        """The code of a division's name, or empty."""
        return next((one.code for one in self.divisions if one.name == text), "")

    def home_of(self, id_number: str) -> str:
        """The division an ID number begins with, or empty."""
        return next((one.name for one in self.divisions if one.code == id_number[:6]), "")


def read_tables(desk: Desk) -> tuple[Tables, VisitRules]:
    """The tables in force, the divisions of the centre's own city first, and the rules made of them."""
    read = read_visit_tables(desk)
    said = {one.name: readings(one.name).full for one in read.units}
    return Tables(read.divisions, read.categories, read.units, read.staff, said), read.rules
