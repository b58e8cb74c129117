"""Keeps an accusation from the unit it accuses and from the units under it (条例第30条第3款)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain.text.pinyin import UnitLike, match_units


def accused_one(
    name: str | None,
    accused: Iterable[str],
    units: Sequence[UnitLike] = (),
    superiors: Mapping[str, str] | None = None,
) -> str | None:
    """The accused unit that a name stands for or is under; None where it stands for another.

    A name means a unit by its name, short name or initials; a unit is under another where the table says so
    or where its name goes on from the other's (市公安局交警支队 under 市公安局).
    """
    accused = tuple(accused)
    if not name or not accused:
        return None
    chain = _upwards(full_name(name, units), superiors or {})
    named = {full_name(name, units) for name in accused}
    return next((name for name in sorted(named) if any(unit.startswith(name) for unit in chain)), None)


def full_name(typed: str, units: Sequence[UnitLike]) -> str:
    """The name of the unit that is meant; what was typed where none or several answer."""
    exact = [unit.name for unit in units if typed in (unit.name, unit.short)]
    matching = exact or [unit.name for unit in match_units(units, typed)]
    return matching[0] if len(matching) == 1 else typed


def _upwards(unit: str, superiors: Mapping[str, str]) -> list[str]:
    """The unit and those above it."""
    chain = [unit]
    while (above := superiors.get(chain[-1])) and above not in chain:
        chain.append(above)
    return chain
