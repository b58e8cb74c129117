"""Days and times as ledgers write them: 2021年3月5日9时, 21.3.5, 44260, ２０２１．３．５."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
OLDEST_YEAR = 1949
_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_SPELT = re.compile(
    "([〇零○O一二三四五六七八九]{4})年"
    "([一二三四五六七八九]|十[一二]?)月([一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?)[日号]"
)
_WEEKDAY = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")
_HALF = re.compile(r"(凌晨|早上|清晨|上午|中午|下午|傍晚|晚上|晚)")
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚"})
_SEP = r"\s*[-/.、,年\s]\s*"
_DAY = re.compile(rf"([0-9]{{4}}|[0-9]{{2}}){_SEP}([0-9]{{1,2}})\s*[-/.、,月\s]\s*([0-9]{{1,2}})\s*[日号]?")
_SOLID = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.([0-9]+))?")
_CLOCK = re.compile(
    r"([0-9]{1,2})\s*[:时点]\s*(?:([0-9]{1,2})\s*分?\s*)?(?::\s*([0-9]{1,2})(?:\.[0-9]+)?)?\s*秒?"
)
_TURNED = re.compile(r"[0-9]{1,2}[-/.](?:[0-9]{1,2}月?|[A-Za-z]{3})[-/.](?:[0-9]{4}|[0-9]{2})")
_LOOSE = re.compile(r"[0-9]{6,7}")
_PART = re.compile(r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*月?|[0-9]{1,2}\s*[月/.-]\s*[0-9]{1,2}\s*[日号]?")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
"""Excel's days 1954-10-03 to 2064-04-08."""


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says about a time: the day, the time of day if it has one, or why it cannot be told."""

    day: date | None = None
    clock: time | None = None
    code: str | None = None
    """moment_unreadable, moment_part, moment_doubtful, moment_no_such_day, moment_too_old."""
    rest: bool = False
    """Whether something of the cell is in neither day nor time (上午)."""

    def moment(self) -> datetime | None:
        """The instant; its first one where the day alone is known."""
        return None if self.day is None else datetime.combine(self.day, self.clock or time(), CHINA)


def read_moment(text: str) -> When:
    """Read a day, with or without a time, from a cell."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace("T", " ").strip().rstrip(".")
    plain = _in_figures(plain)
    plain = _WEEKDAY.sub(" ", plain).strip()
    half = _HALF.search(plain)
    spoken = _HALF.sub(" ", plain).strip()
    match = _SOLID.fullmatch(spoken) or _DAY.match(spoken)
    if match is None:
        return _other_forms(spoken)
    tail = re.sub(r"[+]08:?00$", "", spoken[match.end() :].strip()).strip()
    day = _day(*match.groups()[:3])
    if isinstance(day, str):
        return When(code=day)
    if not tail:
        return When(day, rest=half is not None)
    clock = _clock(tail, half[1] if half else "")
    return When(code="moment_unreadable") if clock is None else When(day, clock)


def is_serial(text: str) -> bool:
    """Whether a cell is nothing but a spreadsheet's number of a day."""
    serial = _SERIAL.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return serial is not None and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL


def _in_figures(text: str) -> str:
    """二〇二五年三月十五日 with its year, month and day in figures; every other text as it is."""
    match = _SPELT.match(text)
    if match is None:
        return text
    year, month, day = match.groups()
    figures = "".join(str(_DIGITS[digit]) for digit in year)
    return f"{figures}年{_spelt(month)}月{_spelt(day)}日{text[match.end() :]}"


def _spelt(word: str) -> int:
    """三, 十, 十五, 二十, 三十一, 廿六 as numbers."""
    tens, ten, ones = word.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + (_DIGITS[ones] if ones else 0)


def read_clock(text: str) -> time | None:
    """A time of day alone: 9:30, 9时30分, 下午3点."""
    plain = unicodedata.normalize("NFKC", text).strip()
    half = _HALF.search(plain)
    return _clock(_HALF.sub("", plain).strip(), half[1] if half else "")


def _day(year: str, month: str, day: str) -> date | str:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    try:
        read = date(whole, int(month), int(day))
    except ValueError:
        return "moment_no_such_day"
    return read if whole >= OLDEST_YEAR else "moment_too_old"


def _clock(text: str, half: str) -> time | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    if half in _AFTERNOON and hour < 12:
        hour += 12
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _other_forms(text: str) -> When:
    if is_serial(text):
        return _from_serial(float(text))
    if _TURNED.fullmatch(text) or _LOOSE.fullmatch(text):
        return When(code="moment_doubtful")
    return When(code="moment_part" if _PART.fullmatch(text) else "moment_unreadable")


def _from_serial(serial: float) -> When:
    moment = datetime(1899, 12, 30, tzinfo=CHINA) + timedelta(seconds=round(serial * 86_400))
    return When(moment.date(), moment.time() if moment.time() != time() else None)
