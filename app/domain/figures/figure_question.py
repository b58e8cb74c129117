"""A question asks the store for one figure; a figure row is one of the rows behind it."""

from __future__ import annotations

from datetime import date

from app.domain.dates.period import Period
from app.domain.value import Value


class Narrowed(Value, frozen=True):
    """A part of the visits: of one desk, of one form of reception. What is counted by matters (completions,
    ratings, obligations, steps) is then that of the matters with such a visit."""

    desk: str | None = None
    """Letter of the desk, or 台账."""
    form: str | None = None
    """One of indicators.FORMS, or NOT_HEARD."""

    def __bool__(self) -> bool:
        return self.desk is not None or self.form is not None


WHOLE = Narrowed()


class Question(Value, frozen=True):
    """Which figure, of which days by which date (登记日期 or 信访日期), and what its rules need."""

    basis: str
    period: Period
    limits: tuple[int, int, int]
    """Days for the bureau's handling, for the unit's, and for rating."""
    today: date
    path: tuple[str, ...]
    """Its name; a table and a cell of it; for 义务 its kind and what was owed."""
    only: Narrowed = WHOLE


class FigureRow(Value, frozen=True):
    """One row behind a figure: a visit or a matter, and whether it is in the numerator."""

    number: str
    matter_id: str
    name: str
    """Of the first person, unmasked: callers mask."""
    heads: int
    at: str
    counted: bool = True
    visit_id: str = ""
    """Of the visit, or of a matter's first one."""


class Total(Value, frozen=True):
    """The rows behind a figure, added up: how many, how many of them in the numerator, and their heads."""

    rows: int = 0
    counted: int = 0
    heads: int = 0
