"""Keeps a reception's seats and duties from the unit that an accusation names, and from those under it."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.case.accused import accused_one
from app.domain.case.casefile import CaseFile
from app.domain.case.superiors import superiors
from app.domain.entries.entry import Problems
from app.domain.entries.reception_check import CheckedReception
from app.domain.rows.centre import Unit
from app.ports.records import Reads


def keep_from_accused(
    reads: Reads, cases: Mapping[str, CaseFile], checked: CheckedReception, problems: Problems
) -> None:
    """Nothing of an accusation goes to the unit that is accused, nor to one under it (条例第30条)."""
    accused = {unit for case in cases.values() for unit in case.accused}
    if not accused:
        return
    units = tuple(reads.find(Unit, disabled=False))
    above = superiors(units)
    for place, seat in enumerate(checked.entry.units):
        if accused_one(seat.unit, accused, units, above):
            problems.add(f"units[{place}].unit", "route_to_accused", unit=seat.unit)
    for place, line in enumerate(checked.lines):
        if accused_one(line.unit, accused, units, above):
            problems.add(f"lines[{place}].text", "route_to_accused", unit=line.unit)
