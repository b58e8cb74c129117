"""How a date may be typed: 19650312, 650312, 3.12, +15, 今, 周五, in either width; no Qt."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.domain.identity import OLDEST
from app.domain.text.folding import HALF_WIDTH

_WIDE = HALF_WIDTH | {0x3002: 0x2E, 0x3001: 0x2E}
_DAYS = "一二三四五六日"
_NEAR = {
    "今": 0,
    "今天": 0,
    "今日": 0,
    "明": 1,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "昨": -1,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
}
_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])$")
_YEAR = re.compile(r"([0-9]{4})年?")
_PARTS = re.compile(r"(?:([0-9]{4}|[0-9]{2})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})日?$")


def weekday(day: date) -> str:
    """周一 … 周日."""
    return "周" + _DAYS[day.weekday()]


def short_day(day: date, today: date) -> str:
    """11-23, with the year when it is not this year's."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def day_words(day: date, today: date) -> str:
    """As dates stand on screens: 11-23 周一, with the year when it is not this year."""
    return f"{short_day(day, today)} {weekday(day)}"


def read_date(typed: str, today: date) -> date | None:
    """The date that was meant, or None if it cannot be read.

    Two-digit years are past ones (65 → 1965, 05 → 2005); a month and day alone are of this year;
    a weekday is the next one from today on.
    """
    text = typed.strip().translate(_WIDE).replace(" ", "")
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if re.fullmatch(r"[+-][0-9]{1,4}", text):
        return today + timedelta(days=int(text))
    if match := _WEEKDAY.match(text):
        return _next(match, today)
    if re.fullmatch(r"[0-9]{8}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"[0-9]{6}", text):
        return _day(_century(int(text[:2]), today), int(text[2:4]), int(text[4:]))
    if match := _PARTS.match(text):
        return _of_parts(match, today)
    return None


def read_birth(typed: str, today: date) -> date | None:
    """A date of birth: with its year, and not one to come; None otherwise (``birth_problem`` says why)."""
    return None if birth_problem(typed, today) or read_year(typed) else read_date(typed, today)


def read_year(typed: str) -> int | None:
    """The year alone, where no more is known of a birth: 1950, 1950年."""
    year = _YEAR.fullmatch(typed.strip().translate(_WIDE).replace(" ", ""))
    return int(year[1]) if year else None


def birth_problem(typed: str, today: date) -> tuple[str, dict[str, str]] | None:
    """What is wrong with a typed date of birth, as code and facts; None if it can be taken, or is empty."""
    text = typed.strip().translate(_WIDE).replace(" ", "")
    if not text:
        return None
    if year := read_year(text):
        right = today.year - OLDEST <= year <= today.year
        return None if right else ("birth_year_range", {"year": str(year), "today": str(today.year)})
    match = _PARTS.match(text)
    if match and not match[1]:
        return "birth_no_year", {"text": text}
    day = None if text in _NEAR or text[0] in "+-" or _WEEKDAY.match(text) else read_date(text, today)
    if day is None:
        return "birth_unclear", {}
    return ("birth_future", {"date": day.isoformat()}) if day > today else None


def _next(match: re.Match[str], today: date) -> date:
    wanted = _DAYS.index("日" if match[2] == "天" else match[2])
    if match[1]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _of_parts(match: re.Match[str], today: date) -> date | None:
    year = today.year
    if match[1]:
        year = int(match[1]) if len(match[1]) == 4 else _century(int(match[1]), today)
    return _day(year, int(match[2]), int(match[3]))


def _century(two: int, today: date) -> int:
    return 2000 + two if two <= today.year % 100 else 1900 + two


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
