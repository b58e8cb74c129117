"""Numbers that stand on paper and the query code: made, checked, tidied up after typing, read aloud."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from datetime import date

from app.domain.check_digits import check_letter, is_checked
from app.domain.value import Value

VISIT, RECEPTION, MATTER = "LF", "JF", "XF"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""

_DASHES = re.compile(r"[\s\-‐-―−－_·.]+")
_TYPED_APART = re.compile(r"(LF|JF|XF)([0-9]{6})-([A-Z][0-9]*)-([0-9]{6})-([0-9]{3,})-([0-9A-Z])")
_TYPED_TOGETHER = re.compile(r"(LF|JF|XF)([0-9]{6})([A-Z])([0-9]{9,})([0-9A-Z])")
_LIKELY_YEARS = range(2020, 2060)
_LOOK_ALIKES = str.maketrans("OIL", "011")


class NumberParts(Value, frozen=True):
    """A visit (LF), reception (JF) or matter (XF) number taken apart."""

    kind: str
    code: str
    series: str
    day: date
    serial: int


def visit_number(code: str, series: str, day: date, serial: int) -> str:
    """LF340700-A-261123-007-K: centre, desk series, day, the day's serial, check character."""
    return _number(NumberParts(VISIT, code, series, day, serial))


def serial_key(kind: str, series: str, day: date) -> str:
    """Under which a series counts the numbers of a kind (LF, JF, XF) of one day."""
    return f"{kind}-{series}-{day:%y%m%d}"


def reception_number(code: str, series: str, day: date, serial: int) -> str:
    """JF340700-A-261123-001-…, in the form of a visit's number."""
    return _number(NumberParts(RECEPTION, code, series, day, serial))


def matter_number(code: str, series: str, day: date, serial: int) -> str:
    """XF340700-A-261123-007-…, in the form of a visit's number."""
    return _number(NumberParts(MATTER, code, series, day, serial))


def _number(parts: NumberParts) -> str:
    body = f"{parts.kind}{parts.code}-{parts.series}-{parts.day:%y%m%d}-{parts.serial:03d}"
    return f"{body}-{check_letter(body.replace('-', ''))}"


def document_number(word: str, mark: str, series: str, year: int, serial: int) -> str:
    """铜信受A〔2026〕1号: hexagonal brackets, no leading zeros, no 第 (GB/T 9704-2012)."""
    return f"{word}{mark}{series}〔{year}〕{serial}号"


BATCHES = "ledger"
"""Counts the batches of imported ledgers: a counter that stands on no paper."""
_DOCUMENT = re.compile(r"(.+?)([A-Z][0-9]{0,5})〔([0-9]{4})〕([0-9]{1,9})号?")
_BRACKETS = str.maketrans(dict.fromkeys("[(（【［", "〔") | dict.fromkeys("])）】］", "〕"))
_SERIES = re.compile(r"(.+)-([A-Z][0-9]{0,5})-([0-9]{4}|[0-9]{6})(?:-([0-9]{1,9}))?")


def number_series(text: str) -> tuple[str, int] | None:
    """Which series a number belongs to and its place in it, None if it is no number of ours.

    铜信受A〔2026〕1号 is the first of 铜信受-A-2026, LF340700-A-261123-007-N the 7th of LF-A-261123. Other
    brackets, a missing 号, and the form 铜信受-A-2026-1 are read too.
    """
    parts = parse_number(text)
    if parts:
        return serial_key(parts.kind, parts.series, parts.day), parts.serial
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
    document = _DOCUMENT.fullmatch(plain)
    if document:
        return f"{document[1]}-{document[2]}-{document[3]}", int(document[4])
    named = _SERIES.fullmatch(plain)
    return (plain[: named.start(4) - 1], int(named[4])) if named and named[4] else None


def series_number(series: str, serial: int, code: str) -> str:
    """铜信受-A-2026 and 1 as 铜信受A〔2026〕1号, as on paper; of an unknown series its name and the place."""
    named = _SERIES.fullmatch(series)
    if named is None or named[4]:
        return f"{series}-{serial}"
    head, desk, when = named[1], named[2], named[3]
    if len(when) == 4:
        return document_number(head, "", desk, int(when), serial)
    if head not in (VISIT, RECEPTION, MATTER):
        return f"{series}-{serial}"
    try:
        day = date(2000 + int(when[:2]), int(when[2:4]), int(when[4:]))
    except ValueError:
        return f"{series}-{serial}"
    return _number(NumberParts(head, code, desk, day, serial))


def new_query_code(choice: Callable[[str], str] = secrets.choice) -> str:
    """A fresh query code: 10 random letters (50 bits) and their check character, 7KQ4M-2XP9T-3.

    ``choice`` draws a letter; only synthetic stores give a seeded one.
    """
    body = "".join(choice(CROCKFORD) for _ in range(10))
    return _query_code(body)


def _query_code(body: str) -> str:
    return f"{body[:5]}-{body[5:]}-{check_letter(body, CROCKFORD)}"


def tidy_query_code(text: str) -> str | None:
    """The canonical form of a typed query code (any width, any case, O for 0, I or L for 1), else None."""
    letters = _plain(text).translate(_LOOK_ALIKES)
    if len(letters) != 11 or any(letter not in CROCKFORD for letter in letters):
        return None
    return _query_code(letters[:10]) if is_checked(letters, CROCKFORD) else None


def tidy_number(text: str) -> str | None:
    """The canonical form of a typed number, None if it is none: lower case, full width, no hyphens."""
    parts = parse_number(text)
    return _number(parts) if parts else None


def parse_number(text: str) -> NumberParts | None:
    """Take a number apart, however it was typed; None if its form, day or check character is wrong."""
    plain = _plain(text)
    if not plain.isascii() or not is_checked(plain):
        return None
    apart = _TYPED_APART.fullmatch(_DASHES.sub("-", unicodedata.normalize("NFKC", text).strip().upper()))
    if apart:
        return _parts(*apart.groups()[:5])
    together = _TYPED_TOGETHER.fullmatch(plain)
    return _likeliest(*together.groups()[:4]) if together else None


def _likeliest(kind: str, code: str, letter: str, digits: str) -> NumberParts | None:
    """Without hyphens a series such as A2 runs into the day: take the reading with a year of this program's
    life, then the one with a serial of three digits, then the shortest series."""
    readings = []
    for cut in range(len(digits) - 8):
        tail = digits[cut:]
        parts = _parts(kind, code, letter + digits[:cut], tail[:6], tail[6:])
        if parts:
            unlikely = parts.day.year not in _LIKELY_YEARS
            readings.append(((unlikely, len(tail) != 9, cut), parts))
    return min(readings, key=lambda reading: reading[0])[1] if readings else None


def _parts(kind: str, code: str, series: str, day: str, serial: str) -> NumberParts | None:
    """None where the pieces are not those of a number we would write."""
    if len(series) > 1 and (series[1] == "0" or series[1:] == "1"):
        return None
    if (len(serial) > 3 and serial[0] == "0") or not serial.strip("0"):
        return None
    try:
        born = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return None
    return NumberParts(kind, code, series, born, int(serial))


def _plain(text: str) -> str:
    return _DASHES.sub("", unicodedata.normalize("NFKC", text)).upper()


def spoken(number: str) -> str:
    """What is read out to the visitor: 'A 261123 007 N'; a query code in its groups; other text as it is."""
    parts = parse_number(number)
    if parts:
        return f"{parts.series} {parts.day:%y%m%d} {parts.serial:03d} {_number(parts)[-1]}"
    code = tidy_query_code(number)
    return code.replace("-", " ") if code else number
