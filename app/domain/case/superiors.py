"""The table of units gives each unit its superior: a county stands above the units of its division."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

COUNTY, BUREAU = "县区", "信访部门"


class PlacedUnit(Protocol):
    """A unit with its kind and the code of the division it belongs to."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def division(self) -> str | None: ...


def superiors(units: Iterable[PlacedUnit]) -> dict[str, str]:
    """Name of each unit to the name of the one above it; the bureau stands under nobody.

    A unit of a division is under the 县区 of that division, a 县区 under the one that encloses its division
    most closely (340706 in 340700); of two of one division the one with the shorter name stands above.
    """
    every = [unit for unit in units if unit.division]
    governments = sorted(
        (unit for unit in every if unit.kind == COUNTY), key=lambda unit: (len(unit.name), unit.name)
    )
    superior_of = {}
    for unit in every:
        if unit.kind == BUREAU:
            continue
        above = [
            government
            for government in governments
            if government.name != unit.name and _is_above(government, unit)
        ]
        nearest = max(above, key=lambda government: len(_stem(government.division)), default=None)
        if nearest is not None:
            superior_of[unit.name] = nearest.name
    return superior_of


def _is_above(government: PlacedUnit, unit: PlacedUnit) -> bool:
    outer, inner = _stem(government.division), _stem(unit.division)
    if outer == inner and unit.kind == COUNTY:
        return (len(government.name), government.name) < (len(unit.name), unit.name)
    return inner.startswith(outer)


def _stem(division: str | None) -> str:
    """A division's code without the pairs of zeros at its end: 340700 is 3407."""
    code = division or ""
    while code.endswith("00"):
        code = code[:-2]
    return code
