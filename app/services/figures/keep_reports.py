"""Writes reports as files into a folder: one or several of a day at once, XLSX and PDF, with a trace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from app.desk import Desk
from app.domain.dates.period import PARTS, Period
from app.domain.figures.indicators import BASES
from app.ports.link import LinkState
from app.services.figures.figures_page import FiguresAsked
from app.services.figures.report_figures import ANNUAL, BRIEFING, Report, report_figures
from app.services.figures.report_files import write_ofd, write_pdf, write_xlsx
from app.services.sheets.export_file import new_file

WEEK, MONTH, QUARTER, YEAR = "周报", "月报", "季报", "年报"
REPORTS = (WEEK, MONTH, QUARTER, YEAR, ANNUAL)
"""What a bureau hands up; 年度报告 is that of 条例第41条."""
_CUT = {WEEK: "day", MONTH: "week", QUARTER: "month", YEAR: "month", ANNUAL: "month"}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def asked_for(kind: str, day: date, basis: str = BASES[0]) -> FiguresAsked:
    """The week, month, quarter or year of a day, up to that day; 环比 to the same day of the one before.

    KeyError for a kind that is none of REPORTS.
    """
    by = _CUT[kind]
    start, end = _span(kind, day)
    last = _span(kind, start - timedelta(days=1))[0]
    upto = min(last + (day - start), start - timedelta(days=1)) if day < end else start - timedelta(days=1)
    return FiguresAsked(Period(start, min(day, end)), Period(last, upto), by, basis, day < end)


def _span(kind: str, day: date) -> tuple[date, date]:
    """First and last day of the whole week, month, quarter or year of a day."""
    if kind == WEEK:
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    months = {MONTH: 1, QUARTER: 3}.get(kind, 12)
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    month = start.month + months
    after = date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return start, after - timedelta(days=1)


def keep_report(desk: Desk, report: Report, folder: Path, suffix: str) -> Path:
    """A report as a file, .xlsx or .pdf. Unavailable: out_unwritable, no_glyph."""
    return _write(desk, report, folder, suffix, report.kind)


def keep_reports(
    desk: Desk, kinds: Sequence[str], day: date, folder: Path, link: LinkState | None = None
) -> tuple[Path, ...]:
    """Several reports of a day, each as XLSX and PDF: their files. Unavailable as ``keep_report``."""
    files: list[Path] = []
    for kind in kinds:
        asked = asked_for(kind, day)
        report = report_figures(
            desk,
            asked.period.start,
            asked.period.end,
            by=asked.by if asked.by in PARTS else None,
            kind=ANNUAL if kind == ANNUAL else BRIEFING,
            last=asked.last,
            link=link,
        )
        files += [_write(desk, report, folder, suffix, kind) for suffix in (".xlsx", ".pdf")]
    return tuple(files)


_WRITERS = {".xlsx": write_xlsx, ".pdf": write_pdf, ".ofd": write_ofd}


def _write(desk: Desk, report: Report, folder: Path, suffix: str, name: str) -> Path:
    period = report.period
    stem = _UNSAFE.sub("_", f"{name} {period.start.isoformat()} 至 {period.end.isoformat()}")
    file = new_file(folder, stem, suffix)
    _WRITERS[suffix](desk, report, file)
    return file
