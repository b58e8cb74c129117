"""Days as people name them: 月底前, 11月底前, 9月30日前, 下周五前; the day itself is included."""

from __future__ import annotations

import calendar as months
import re
from datetime import date, timedelta

from app.domain.dates.derivation import WEEKDAYS, Derivation, date_set_by_hand, with_weekday

AHEAD = 183
"""A day that has passed this year means next year's where that is no further off (days)."""
_END = r"(?:之前|以前|前|止)(?=$|[\s\0，。；、,;.:：!（(]|回@|办结|答复|反馈|回复|完成|报)"
_TERM = re.compile(
    r"(?<![0-9一二三四五六七八九十])(?:"
    r"(?:(?P<year>[0-9]{4})\s*[年/.-]\s*)?(?P<month>[0-9]{1,2})\s*(?:月|[/.-])\s*(?P<day>[0-9]{1,2})\s*[日号]?"
    r"|(?:(?P<end_year>[0-9]{4})\s*年\s*)?(?P<end_month>[0-9]{1,2})\s*月(?:底|末)"
    r"|(?P<which_month>本|这个?|当|下个?)?月(?:底|末)"
    r"|(?P<which_year>今|本|明)?年(?:底|末)"
    rf"|(?P<week>本|这|下下|下)?(?:周|星期|礼拜)(?P<weekday>[{WEEKDAYS}天末])"
    rf"){_END}"
)


def find_day_terms(text: str, start: int = 0) -> list[re.Match[str]]:
    """Every named day from a place on, in order; ``text`` is in half width."""
    return list(_TERM.finditer(text, start))


def resolve_day(term: str, today: date) -> date | None:
    """The day a term means for who says it today.

    A month or day that has passed means next year's if that is at most half a year off. None for a day that
    no calendar has, and for one that has passed.
    """
    match = _TERM.fullmatch(term)
    if match is None:
        return None
    if match["weekday"]:
        meant = _of_week(match["week"] or "", match["weekday"], today)
        return meant if meant >= today else None
    if match["month"]:
        return _of_year(match["year"], int(match["month"]), int(match["day"]), today)
    if match["end_month"]:
        return _of_year(match["end_year"], int(match["end_month"]), None, today)
    if "年" in term:
        return date(today.year + (match["which_year"] == "明"), 12, 31)
    later = (match["which_month"] or "").startswith("下")
    year, month = divmod(today.year * 12 + today.month - 1 + later, 12)
    return _day(year, month + 1, None)


def count_to(term: str, today: date) -> Derivation | None:
    """The date of a term with the sentence that echoes it; None as for ``resolve_day``."""
    due = resolve_day(term, today)
    if due is None:
        return None
    return date_set_by_hand(today, due, f"{today:%m-%d} 交办，{term}，含当日 = {with_weekday(due)}")


def _of_year(year: str | None, month: int, day: int | None, today: date) -> date | None:
    if year:
        resolved = _day(int(year), month, day)
        return resolved if resolved and resolved >= today else None
    resolved = _day(today.year, month, day)
    if resolved and resolved >= today:
        return resolved
    resolved = _day(today.year + 1, month, day)
    return resolved if resolved and (resolved - today).days <= AHEAD else None


def _day(year: int, month: int, day: int | None) -> date | None:
    """A day of a month, or its last one; None where the calendar has none."""
    if not 1 <= month <= 12:
        return None
    last = months.monthrange(year, month)[1]
    if day is None:
        return date(year, month, last)
    return date(year, month, day) if 1 <= day <= last else None


def _of_week(week: str, weekday: str, today: date) -> date:
    """The weekday of this week, of the next or of the one after; one named alone is the nearest to come."""
    place = {"天": 6, "末": 6}.get(weekday, WEEKDAYS.find(weekday))
    monday = today - timedelta(days=today.weekday())
    weeks = {"下": 1, "下下": 2}.get(week, 0)
    meant = monday + timedelta(days=place, weeks=weeks)
    return meant + timedelta(weeks=1) if not week and meant < today else meant
