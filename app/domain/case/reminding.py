"""Whom the 115 reminders of a case go to, and the days on which they go out (CASE.md 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from app.domain.case.accused import accused_one
from app.domain.case.facts import Rules
from app.domain.case.obligations import Obligation
from app.domain.dates.ladder import rungs

Rungs = tuple[tuple[int, date], ...]
"""Each tier that an obligation has, with the day its reminder goes out; a short one may have none."""


def rungs_of(obligations: Iterable[Obligation], accused: frozenset[str], rules: Rules) -> Mapping[str, Rungs]:
    """By their ids the binding obligations that somebody is reminded of, with their tiers.

    Never the centre itself; never a unit that the case accuses, nor one under it (条例第30条第3款).
    """
    return {
        owed.id: rungs(owed.start, owed.due, rules.calendar)
        for owed in obligations
        if owed.binds and owed.who != rules.bureau and not _is_accused(owed.who, accused, rules)
    }


def _is_accused(unit: str, accused: frozenset[str], rules: Rules) -> bool:
    return bool(accused) and accused_one(unit, accused, rules.units, rules.superiors) is not None
