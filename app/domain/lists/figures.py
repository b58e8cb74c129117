"""The figures of a list in a period: put on, standing, taken off, its rate; counted by db/counting/lists.

An entry belongs to a period if it was put on before its end and not taken off before its beginning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import field

from app.domain.dates.period import Period
from app.domain.figures.rates import Rate
from app.domain.lists.entries import ListEntry
from app.domain.lists.kinds import ALERT, FIRST, MEDIATION, RECEIVERS, SLOTS, ListKind
from app.domain.value import Value


class ListCount(Value, frozen=True, kw_only=True):
    """One list in one period."""

    put_on: int = 0
    standing: int = 0
    """On the list at the end of the period."""
    taken_off: int = 0
    results: Mapping[str, int] = field(default_factory=dict)
    """Result to how many were taken off with it in the period."""
    filled: int = 0
    """首办: slots that have somebody; 预警: addressees that have signed, both by the end of the period."""

    def rate(self, kind: ListKind) -> Rate:
        """The figure of the kind (app.domain.lists.kinds)."""
        whole = self.standing + self.taken_off
        if kind.name == FIRST:
            return Rate(self.filled, whole * len(SLOTS), kind.formula)
        if kind.name == ALERT:
            return Rate(self.filled, whole * len(RECEIVERS), kind.formula)
        succeeded = sum(self.results.get(result, 0) for result in kind.succeeded)
        return Rate(succeeded, self.taken_off if kind.name == MEDIATION else whole, kind.formula)

    def as_json(self, kind: ListKind) -> dict[str, Any]:
        return {
            "列入": self.put_on,
            "在账": self.standing,
            "销账": self.taken_off,
            "结果": dict(self.results),
            kind.rate: self.rate(kind).as_json(),
        }


class ListRow(Value, frozen=True):
    """An entry behind a figure: what it adds to the numerator and to the denominator."""

    matter_id: str
    at: str
    part: int
    whole: int


def belongs(entry: ListEntry, period: Period) -> bool:
    """Whether an entry is one of the period's."""
    end = entry.end
    return entry.at.date() < period.after and (end is None or end.at.date() >= period.start)
