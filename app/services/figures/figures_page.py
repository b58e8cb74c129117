"""Reads the page of figures: the report, its tables with last year's, days, and the bars of a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.figures.chart import Pair
from app.domain.figures.figure_question import WHOLE, Narrowed
from app.domain.figures.indicators import (
    AGAIN,
    AGAIN_RATE,
    BASES,
    COUNTED,
    RATED,
    TABLES,
    VISITS,
    Counts,
    Tally,
    rates,
)
from app.domain.figures.rates import Rate
from app.domain.rows import centre
from app.ports.link import Link
from app.services.figures.report_figures import Report, first_figures, limits_of, whole_report

BY_DESK = "登记台"
_CUTS = ((10, "day"), (62, "week"), (800, "month"))


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """Which days by which date, cut how in the chart, and what 环比 compares with."""

    period: Period
    last: Period
    by: str
    """day, week, month, quarter or year."""
    basis: str = BASES[0]
    short: bool = False
    """The period is not over: its last part ends today."""
    only: Narrowed = WHOLE


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """Everything of a period in one snapshot; numbers, no words but the briefing's."""

    asked: FiguresAsked
    report: Report
    days: Mapping[date, Counts]
    before: Mapping[date, Counts]
    """Days of last year's period."""
    tables: Mapping[str, Mapping[str, Tally]]
    tables_before: Mapping[str, Mapping[str, Tally]]
    whole: bool = True
    """False: tiles and chart alone, the tables are still being counted."""
    desks: tuple[str, ...] = ()
    """Letters of the centre's desks; 台账 where visits of an old ledger are counted."""


def read_first(desk: Desk, asked: FiguresAsked) -> FiguresShown:
    """Tiles and chart of a period, before its tables are counted. NotAllowed: role_missing."""
    period = asked.period
    report = first_figures(desk, period.start, period.end, asked.basis, last=asked.last, only=asked.only)
    return FiguresShown(asked, report, report.days, report.days_before, {}, {}, whole=False)


def read_rest(desk: Desk, first: FiguresShown, link_of: Callable[[], Link]) -> FiguresShown:
    """The same with its tables, the briefing and what is missing."""
    asked = first.asked
    report = whole_report(desk, first.report, link=link_of().state())
    with desk.records.reading() as reads:
        before = reads.visit_groups(asked.basis, asked.period.year_before(), only=asked.only)
        letters = {row.letter for row in reads.find(centre.Desk)}
    desks = tuple(sorted(letters)) + tuple(sorted(set(report.groups[BY_DESK]) - letters))
    return FiguresShown(asked, report, report.days, report.days_before, report.groups, before, desks=desks)


def read_tables(
    desk: Desk, asked: FiguresAsked, figure: str
) -> tuple[dict[str, dict[str, Tally]], dict[str, dict[str, Tally]]]:
    """The tables of another counted figure, this period's and last year's. NotAllowed: role_missing."""
    desk.require("report")
    with desk.records.reading() as reads:
        now = reads.visit_groups(asked.basis, asked.period, figure, TABLES, asked.only)
        before = reads.visit_groups(asked.basis, asked.period.year_before(), figure, TABLES, asked.only)
    return now, before


def counted_pairs(shown: FiguresShown, figure: str, heads: bool) -> list[Pair]:
    """The bars of a counted figure, in 批次 or 人次."""
    pairs = []
    for part in parts_of(shown.asked):
        now, before = _tally(shown.days, part, figure), _tally(shown.before, part.year_before(), figure)
        pair = (now.heads, before.heads) if heads else (now.batches, before.batches)
        pairs.append(_pair(shown.asked, part, *pair, *(f"{value:,}" for value in pair)))
    return pairs


def report_pairs(report: Report) -> list[Pair]:
    """The bars of 来访 for a report on paper, cut as its length asks."""
    asked = FiguresAsked(report.period, report.compared, cut_of(report.period), report.basis)
    shown = FiguresShown(asked, report, report.days, report.days_before, {}, {})
    return counted_pairs(shown, VISITS, heads=False)


def cut_of(period: Period) -> str:
    """Into what a period is cut for its chart, so that there are some dozen bars."""
    days = (period.after - period.start).days
    return next((by for most, by in _CUTS if days <= most), "year")


def rate_pairs(desk: Desk, asked: FiguresAsked, path: tuple[str, ...]) -> list[Pair]:
    """The bars of a rate in percent, counted part by part. NotAllowed: role_missing."""
    desk.require("report")
    pairs = []
    with desk.records.reading() as reads:
        for part in parts_of(asked):
            values = []
            for period in (part, part.year_before()):
                measured = reads.measured(period, desk.clock.now().date(), limits_of(desk), asked.only)
                again = path[0] == AGAIN_RATE
                counts = reads.visit_counts(asked.basis, period, asked.only) if again else Counts()
                values.append(_rate(rates(counts, measured), path))
            now, before = values
            pairs.append(
                _pair(
                    asked,
                    part,
                    100 * (now.value or 0),
                    100 * (before.value or 0),
                    _short(now),
                    _short(before),
                )
            )
    return pairs


def parts_of(asked: FiguresAsked) -> list[Period]:
    """The parts of the period that the chart has bars for."""
    return list(asked.period.parts(asked.by))


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """All cells of a table together."""
    batches = heads = 0
    for tally in tallies:
        batches, heads = batches + tally.batches, heads + tally.heads
    return Tally(batches, heads)


def is_counted(figure: str) -> bool:
    """Whether a figure is counted in 批次 and 人次, and no rate."""
    return figure in COUNTED


def counted_of(figure: str) -> str:
    """The counted figure whose tables stand beside a tile; 来访 beside most rates."""
    return figure if figure in COUNTED else AGAIN if figure == AGAIN_RATE else VISITS


def _rate(by_name: Mapping[str, Rate | dict[str, Rate]], path: tuple[str, ...]) -> Rate:
    rate = by_name[path[0]]
    return rate if isinstance(rate, Rate) else rate[path[1] if len(path) > 1 else RATED[0]]


def _short(rate: Rate) -> str:
    """The percentage without its sign, which stands in the chart's head line."""
    return rate.text.removesuffix("%")


def _tally(days: Mapping[date, Counts], part: Period, figure: str) -> Tally:
    return sum_of(counts[figure] for day, counts in days.items() if part.start <= day <= part.end)


def _pair(
    asked: FiguresAsked, part: Period, now: float, before: float, now_words: str, before_words: str
) -> Pair:
    ends_early = asked.short and part.end == asked.period.end
    second = f"至 {part.end.day} 日" if ends_early and asked.by in ("month", "quarter", "year") else ""
    return Pair(short_label(part, asked.by), now, before, now_words, before_words, second)


def short_label(part: Period, by: str) -> str:
    """How a part is called under its bar: 3 月, 11-02, 第 1 季."""
    if by == "month":
        return f"{part.start.month} 月"
    if by == "quarter":
        return f"第 {(part.start.month - 1) // 3 + 1} 季"
    return str(part.start.year) if by == "year" else f"{part.start:%m-%d}"
