"""What the leader's screen reads once and has at hand: rules for lines, units, the waiting list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.desk import Desk
from app.domain.pinyin import match_units
from app.domain.rows.centre import Unit
from app.domain.understood import ReceptionRules, UnderstoodLine, understand_line
from app.ports.records import WaitingVisit
from app.services.handling.read_lines import reception_rules
from ui.reception.model import waiting_text
from ui.widgets import Choice


@dataclass(frozen=True, slots=True)
class Tables:
    """One reading of the store; read again when a visit is registered or other desks' rows arrive."""

    day: date
    rules: ReceptionRules
    units: tuple[Unit, ...]
    waiting: tuple[WaitingVisit, ...]

    def understand(self, texts: Sequence[str]) -> list[UnderstoodLine]:
        return [
            understand_line(text, self.day, self.rules, f"lines[{n}].text") for n, text in enumerate(texts)
        ]

    def find_units(self, typed: str) -> list[Choice]:
        """Units that answer to what was typed, all of them for nothing typed."""
        found = match_units(self.units, typed) if typed.strip() else list(self.units)
        return [_unit_choice(unit) for unit in found]

    def unit_choices(self) -> list[Choice]:
        return [_unit_choice(unit) for unit in self.units]

    def visit_choices(self) -> list[Choice]:
        return [Choice(one.number, waiting_text(one)) for one in self.waiting]

    def leaders(self) -> list[Choice]:
        return [Choice(name, name) for name in self.rules.roster]

    def bureau(self) -> str | None:
        """The unit that mostly is the 1 of 1+X."""
        return next((unit.name for unit in self.units if unit.kind == "信访部门"), None)


def read_tables(desk: Desk) -> Tables:
    """Runs on a thread."""
    day = desk.clock.now().date()
    with desk.records.reading() as reads:
        return Tables(
            day,
            reception_rules(desk, reads, day),
            tuple(reads.find(Unit, disabled=False)),
            tuple(reads.waiting(day)),
        )


def _unit_choice(unit: Unit) -> Choice:
    return Choice(unit.name, unit.name, unit.initials, (unit.short,))
