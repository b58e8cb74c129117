"""Figures that the centre's own registrations cannot give: entered by hand, with their source."""

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
