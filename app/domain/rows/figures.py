"""Figures entered by hand, with their source, and which reports of figures have left the program."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from app.domain.rows.base import Row


class EnteredFigure(Row, frozen=True, kw_only=True):
    """A figure as another body counts it (赴省, 进京, all channels); the newest of the same days counts."""

    TABLE: ClassVar[str] = "entered_figures"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("start", "end"),)

    figure: str
    start: date
    end: date
    batches: int | None = None
    """批次, or 件次 where letters and calls are counted too."""
    heads: int | None = None
    source: str
    at: datetime
    by: str


class ReportOut(Row, frozen=True, kw_only=True):
    """That the figures of some days were written to a file: a correction of these days differs from it."""

    TABLE: ClassVar[str] = "reports_out"

    kind: str
    """通报 or 年度报告."""
    start: date
    end: date
    basis: str
    """登记日期 or 信访日期: which day of a visit puts it into the days of the report."""
    of_desk: str | None = None
    """Letter of the desk, or 台账, whose visits alone it counts."""
    of_form: str | None = None
    """The form of reception whose visits alone it counts."""
    at: datetime
    by: str
