"""The leader's screen reads its tables once: rules for lines, units, the waiting list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.desk import Desk
from app.domain.entries.understood import UnderstoodLine, understand_line
from app.domain.rows.centre import Unit
from app.domain.text.pinyin import match_units, readings
from app.services.reference.read_tables import ReceptionTables, read_reception_tables
from ui.reception.model import waiting_text
from ui.widgets import Choice


@dataclass(frozen=True, slots=True)
class Tables:
    """One reading of the store; read again when a visit is registered or other desks' rows arrive."""

    read: ReceptionTables

    def understand(self, texts: Sequence[str]) -> list[UnderstoodLine]:
        return [
            understand_line(text, self.read.day, self.read.rules, f"lines[{n}].text")
            for n, text in enumerate(texts)
        ]

    def find_units(self, typed: str) -> list[Choice]:
        """Units that answer to what was typed, all of them for nothing typed."""
        units = match_units(self.read.units, typed) if typed.strip() else list(self.read.units)
        return [_unit_choice(unit) for unit in units]

    def unit_choices(self) -> list[Choice]:
        return [_unit_choice(unit) for unit in self.read.units]

    def visit_choices(self) -> list[Choice]:
        return [Choice(visit.number, waiting_text(visit)) for visit in self.read.waiting]

    def leaders(self) -> list[Choice]:
        """Who may lead, the one on duty first."""
        named = ((name, readings(name)) for name in self.read.leaders)
        return [Choice(name, name, pinyin.initials[0], pinyin.full) for name, pinyin in named]

    def on_duty(self) -> tuple[str, ...]:
        """The leaders on the roster of the day."""
        return tuple(self.read.rules.roster)

    def is_another(self, leader: str | None) -> bool:
        """Whether a reason is asked for: not on the roster, or where there is none not a 带班领导."""
        rules = self.read.rules
        if not leader:
            return False
        known = rules.roster or tuple(rules.leaders.values())
        return bool(known) and rules.leaders.get(leader, leader) not in known

    def bureau(self) -> str | None:
        """The unit that mostly is the 1 of 1+X."""
        return next((unit.name for unit in self.read.units if unit.kind == "信访部门"), None)


def read_tables(desk: Desk) -> Tables:
    """Runs on a thread."""
    return Tables(read_reception_tables(desk))


def _unit_choice(unit: Unit) -> Choice:
    return Choice(unit.name, unit.name, unit.initials, (unit.short,))
