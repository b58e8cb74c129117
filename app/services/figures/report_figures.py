"""The figures of a period with last year's beside them, and the text of the briefing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.briefing import briefing
from app.domain.indicators import BASES, GROUPINGS, Period, figures, grouped
from app.errors import FieldError, Refused


@dataclass(frozen=True, slots=True)
class Report:
    """What ``report`` prints."""

    period: Period
    basis: str
    figures: dict[str, Any]
    by: dict[str, dict[str, dict[str, int]]]
    text: str

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "basis": self.basis,
            "figures": self.figures,
            "by": self.by,
            "text": self.text,
        }


def report_figures(desk: Desk, start: date, end: date, basis: str = BASES[0]) -> Report:
    """Figures of the days from start to end, both included. Refused: dates_reversed, not_one_of."""
    desk.require("report")
    if basis not in BASES:
        raise Refused(FieldError("--basis", "not_one_of", {"choices": "、".join(BASES)}))
    if end < start:
        raise Refused(FieldError("--to", "dates_reversed"))
    period = Period(start, end)
    forward, notify = desk.settings["转送期限"], desk.settings["书面告知期限"]
    limits = (forward, forward + notify, desk.settings["评价期限"])
    with desk.records.reading() as reads:
        now = reads.visit_counts(basis, period)
        before = reads.visit_counts(basis, period.year_before())
        measured = reads.measured(period, desk.clock.now().date(), limits)
        groups = reads.visit_groups(basis, period)
    told = figures(now, before, measured)
    by = {name: grouped(groups[name]) for name in GROUPINGS}
    return Report(period, basis, told, by, briefing(period, basis, told, by))
