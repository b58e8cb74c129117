"""Numbers, telephones and counts as ledgers write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.domain.identity import check_phone

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RUINED = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]+")
_ERRORS = frozenset(
    ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
_FORMULA = re.compile(r'="?([^"]*)"?')
_MASKED = re.compile(r"[*＊×xX]{3,}")
_BETWEEN = re.compile(r"[、，,;；/\n]+|\s{2,}|\s(?=1[3-9][0-9]{9}(?![0-9]))")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_COUNT = re.compile(r"([0-9]{1,7})(?:\.0+)?\s*(?:人次|人|名|个|位)?")
_AND_OTHERS = re.compile(r"(.+?)等\s*([0-9]{1,4})\s*(?:人|名|位)")
_NAMES_BETWEEN = re.compile(r"\s*[、,，;；/]\s*|\s+(?=[\u4e00-\u9fff]{2,4}(?:\s|$))")
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,5}")
RESIDENT_FORM = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")


def plain_number(text: str) -> str:
    """A number as it was meant: without unseen marks, quotes and the formula that kept it text."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    formula = _FORMULA.fullmatch(plain)
    plain = formula[1] if formula else plain
    return re.sub(r"[\s'\"`‘’“”]+", "", plain).upper()


def is_ruined(text: str) -> bool:
    """Whether a spreadsheet has put a long number into powers of ten."""
    return bool(_RUINED.fullmatch(plain_number(text)))


def is_error(text: str) -> bool:
    """Whether a spreadsheet wrote that it could not reckon a cell."""
    return text.startswith("#") and text in _ERRORS


def is_masked(text: str) -> bool:
    """Whether part of the number is stars."""
    return bool(_MASKED.search(text))


@dataclass(frozen=True, slots=True)
class Phones:
    """The telephones of a cell; ``whole`` tells whether they are all that it says."""

    numbers: tuple[str, ...]
    whole: bool


def read_phones(text: str) -> Phones:
    """The telephone numbers that a cell holds, in its order."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip().strip("'\"")
    if _RUINED.fullmatch(plain) or is_masked(plain):
        return Phones((), False)
    alone = _phone(plain)
    if alone is not None:
        return Phones((alone,), True)
    parts = [part.strip() for part in _BETWEEN.split(plain) if part.strip()]
    read = [_phone(part) for part in parts]
    if len(parts) > 1 and all(read):
        return Phones(tuple(dict.fromkeys(number for number in read if number)), True)
    numbers = [
        number for part in parts for number in ([_phone(part)] if _phone(part) else _MOBILE.findall(part))
    ]
    return Phones(tuple(dict.fromkeys(number for number in numbers if number)), False)


def _phone(text: str) -> str | None:
    plain = re.sub(r"\.0+$", "", text)
    plain = re.sub(r"^86(?=1[3-9][0-9]{9}$)", "", plain)
    plain = re.sub(r"^00(?=[1-9])(?!86)", "+", plain)
    number, code, _ = check_phone(plain)
    return number if code is None else None


def read_count(text: str) -> int | None:
    """A number of people: 38, 38人, 38人次; None for what is no plain count."""
    match = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a cell, and how many people it speaks of where it says so (张三等5人)."""

    names: tuple[str, ...]
    headcount: int | None = None


def read_names(text: str) -> Names:
    """One name as a rule; several where the cell clearly parts them."""
    counted = _AND_OTHERS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    plain = counted[1] if counted else text.strip()
    headcount = int(counted[2]) if counted else None
    parts = [part for part in _NAMES_BETWEEN.split(plain) if part]
    if len(parts) > 1 and all(_HAN_NAME.fullmatch(part) for part in parts):
        return Names(tuple(parts), headcount)
    return Names((plain,), headcount)
