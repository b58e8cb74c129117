"""The figures of a period with last year's and the last period's beside them, and the briefing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.dates.period import PARTS, Period
from app.domain.figures.briefing import annual, briefing
from app.domain.figures.figure_question import WHOLE, Narrowed
from app.domain.figures.indicators import (
    AGAIN,
    BASES,
    COUNTED,
    FINISHED_OF_DUE,
    GROUPINGS,
    HEARD_BY,
    RATES,
    RESOLVED,
    TABLES,
    Counts,
    Kept,
    Measured,
    Owed,
    Tally,
    figures,
    grouped,
)
from app.errors import FieldError, Refused
from app.ports.link import LinkState
from app.ports.records import Reads
from app.services.figures.enter_figure import entered_in
from app.services.figures.missing_desks import MissingDesk, missing_desks
from app.services.lists.list_figures import lists_in
from app.words.figures import narrowed_words

BRIEFING, ANNUAL = "通报", "年度报告"
KINDS = (BRIEFING, ANNUAL)
_MOST_PARTS = 400
_MAIN = COUNTED.index(AGAIN) + 1
"""So many of the counted figures stand in every briefing; the others are further ones."""
_EXTRA = (FINISHED_OF_DUE, RESOLVED)
"""Rates that stand among the further figures too."""


@dataclass(frozen=True, slots=True)
class Report:
    """What ``report`` prints; ``now``, ``before`` and ``previous`` are its counts as numbers."""

    period: Period
    basis: str
    kind: str
    figures: dict[str, Any]
    now: Counts
    before: Counts
    previous: Counts
    measured: Measured
    owed: Owed = field(default_factory=Owed)
    by: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    text: str = ""
    parts: tuple[tuple[str, Period, Counts], ...] = field(default=())
    entered: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Figures of these days that were entered by hand."""
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The lists of cases (台账) by kind."""
    last: Period | None = None
    """What 环比 compares with, where it is not the whole period before."""
    missing: tuple[MissingDesk, ...] = ()
    only: Narrowed = WHOLE
    days: Mapping[date, Counts] = field(default_factory=dict)
    days_before: Mapping[date, Counts] = field(default_factory=dict)
    """The counts of each day, of last year's period too: what the charts are made of."""
    groups: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)
    """The cells of each table."""

    @property
    def compared(self) -> Period:
        """The days that 环比 compares with."""
        return self.last or self.period.before()

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "basis": self.basis,
            "kind": self.kind,
            "figures": {
                name: _plain(self.figures[name]) for name in (*COUNTED[:_MAIN], *RATES) if name not in _EXTRA
            },
            "further": {name: _plain(self.figures[name]) for name in (*COUNTED[_MAIN:], *_EXTRA)},
            "last_period": self._last_period(),
            "entered": self.entered,
            "lists": self.lists,
            "by": {name: self.by[name] for name in GROUPINGS},
            "by_hearing": {name: self.by[name] for name in HEARD_BY},
            "obligations": _obligations(self.owed, by_kind=False),
            "obligations_by_kind": _obligations(self.owed, by_kind=True),
            "steps": dict(self.owed.steps),
            "missing_desks": [
                {"desk": desk.letter, "after": desk.after.isoformat() if desk.after else None}
                for desk in self.missing
            ],
            "text": self.text,
        }
        if self.only:
            answer["only"] = {"desk": self.only.desk, "form": self.only.form}
        if self.parts:
            answer["periods"] = [_part_json(*part) for part in self.parts]
        return answer

    def _last_period(self) -> dict[str, Any]:
        before = self.compared
        return {
            "from": before.start.isoformat(),
            "to": before.end.isoformat(),
            "figures": {
                name: self.previous[name].as_json()
                | {key: value for key, value in self.figures[name].items() if key.endswith("环比")}
                for name in COUNTED
            },
        }


def _obligations(owed: Owed, *, by_kind: bool) -> dict[str, Any]:
    """What was owed and how it was kept: over all kinds, or each kind by itself."""
    by_what: dict[str, Kept] = {}
    kinds: dict[str, dict[str, Any]] = {}
    for (kind, what), kept in owed.kept.items():
        by_what[what] = by_what.get(what, Kept()).plus(kept)
        kinds.setdefault(kind, {})[what] = kept.as_json()
    return kinds if by_kind else {what: kept.as_json() for what, kept in sorted(by_what.items())}


def _plain(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure without its 环比, which stands under the last period."""
    return {key: value for key, value in figure.items() if not key.endswith("环比")}


def _part_json(label: str, period: Period, counts: Counts) -> dict[str, Any]:
    return {
        "label": label,
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "figures": {name: counts[name].as_json() for name in COUNTED},
    }


def report_figures(
    desk: Desk,
    start: date,
    end: date,
    basis: str = BASES[0],
    *,
    by: str | None = None,
    kind: str = BRIEFING,
    last: Period | None = None,
    link: LinkState | None = None,
    only: Narrowed = WHOLE,
) -> Report:
    """Figures of the days from start to end, both included; ``by`` adds its weeks, months, quarters or years.

    ``last``: what 环比 compares with, where it is not the period before; ``link``: how this desk stands with
    its hub, to say which desks may be missing; ``only``: of a part of the visits, which the text names.
    Refused: dates_reversed, not_one_of, too_many_parts.
    """
    if by is not None:
        _require_one_of("--by", by, PARTS)
    _require_one_of("--kind", kind, KINDS)
    first = first_figures(desk, start, end, basis, kind=kind, last=last, only=only)
    return whole_report(desk, first, by=by, link=link)


def first_figures(
    desk: Desk,
    start: date,
    end: date,
    basis: str = BASES[0],
    *,
    kind: str = BRIEFING,
    last: Period | None = None,
    only: Narrowed = WHOLE,
) -> Report:
    """The report as far as tiles and charts need it: no tables, text, lists or parts yet.

    Refused: dates_reversed, not_one_of.
    """
    desk.require("report")
    period = check_asked(start, end, basis)
    with desk.records.reading() as reads:
        days = reads.daily_counts(basis, period, only)
        days_before = reads.daily_counts(basis, period.year_before(), only)
        previous = _counted_before(reads, basis, period, last or period.before(), days_before, only)
        measured = reads.measured(period, desk.clock.now().date(), limits_of(desk), only)
    now, before = Counts.sum(days.values()), Counts.sum(days_before.values())
    return Report(
        period=period,
        basis=basis,
        kind=kind,
        figures=figures(now, before, measured, previous),
        now=now,
        before=before,
        previous=previous,
        measured=measured,
        last=last,
        only=only,
        days=days,
        days_before=days_before,
    )


def _counted_before(
    reads: Reads, basis: str, period: Period, last: Period, days: Mapping[date, Counts], only: Narrowed
) -> Counts:
    """What 环比 compares with; a year's is last year's, whose days are counted already."""
    year_before = period.year_before()
    if year_before.start <= last.start and last.end <= year_before.end:
        return Counts.sum(counts for day, counts in days.items() if last.start <= day <= last.end)
    return reads.visit_counts(basis, last, only)


def whole_report(
    desk: Desk, first: Report, *, by: str | None = None, link: LinkState | None = None
) -> Report:
    """The same with its tables, text, entered figures, lists and parts. Refused: too_many_parts."""
    period, basis, only = first.period, first.basis, first.only
    parts = list(period.parts(by)) if by else []
    if len(parts) > _MOST_PARTS:
        raise Refused(FieldError("--by", "too_many_parts", {"count": len(parts), "most": _MOST_PARTS}))
    with desk.records.reading() as reads:
        groups = reads.visit_groups(basis, period, only=only)
        entered = entered_in(reads, period)
        lists = lists_in(reads, period)
        counted = tuple((part.label(by or ""), part, reads.visit_counts(basis, part, only)) for part in parts)
        missing = missing_desks(desk, reads, period, link)
        owed = reads.owed(period, desk.clock.now().date(), only)
    tables = {name: grouped(groups[name]) for name in TABLES}
    first = replace(first, owed=owed)
    return replace(
        first,
        by=tables,
        text=_text(first, {name: tables[name] for name in GROUPINGS}),
        groups=groups,
        entered=entered,
        lists=lists,
        parts=counted,
        missing=missing,
    )


def _text(report: Report, tables: dict[str, dict[str, dict[str, int]]]) -> str:
    if report.kind == ANNUAL:
        return annual(report.period, report.figures, tables, report.owed.steps)
    by_what = "，".join(part for part in (f"按{report.basis}统计", narrowed_words(report.only)) if part)
    return briefing(report.period, by_what, report.figures, tables)


def check_asked(start: date, end: date, basis: str) -> Period:
    _require_one_of("--basis", basis, BASES)
    if end < start:
        raise Refused(FieldError("--to", "dates_reversed"))
    return Period(start, end)


def _require_one_of(option: str, chosen: str, choices: tuple[str, ...]) -> None:
    if chosen not in choices:
        raise Refused(FieldError(option, "not_one_of", {"choices": "、".join(choices)}))


def limits_of(desk: Desk) -> tuple[int, int, int]:
    """Days for the bureau's handling, the unit's, and for rating."""
    forward, notify = desk.settings["转送期限"], desk.settings["书面告知期限"]
    return forward, forward + notify, desk.settings["评价期限"]
