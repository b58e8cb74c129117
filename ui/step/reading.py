"""Reads what the sheet 办理 shows of a case, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.services.approvals.sign_on_the_spot import Leader, leaders_to_sign
from app.services.case.open_case import NamedCase
from app.services.handling.advance_matter import possible_steps
from app.services.reference.read_tables import read_units
from ui.widgets.choices import Choice


@dataclass(frozen=True, slots=True)
class StepRead:
    """The case with what may be done, the units that may be chosen, the leaders who may sign."""

    opened: NamedCase
    units: tuple[Choice, ...]
    leaders: tuple[Leader, ...]


def read_step(desk: Desk, number: str) -> StepRead:
    """Refused, NotAllowed: as ``possible_steps`` says."""
    units = tuple(Choice(unit.name, unit.name, unit.initials) for unit in read_units(desk))
    return StepRead(possible_steps(desk, number), units, leaders_to_sign(desk))
