"""Certificate numbers and telephone numbers: what is wrong with them and what they tell."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from app.domain.check_digits import is_county, resident_digit
from app.domain.value import Value

Finding = tuple[str, dict[str, Any]]
"""A code with its facts."""

RESIDENT, SETTLED, FOREIGNER = "居民身份证", "港澳台居民居住证", "外国人永久居留身份证"
CHECKED_TYPES = frozenset({RESIDENT, SETTLED, FOREIGNER})
LATIN_TYPES = CHECKED_TYPES | {"护照", "港澳居民来往内地通行证", "台湾居民来往大陆通行证"}
"""Certificates whose numbers have letters and digits alone; 军官证 and 户口簿 may have words."""
"""Types whose numbers carry an ISO 7064 MOD 11-2 check character (GB 11643-1999); others are not checked."""

OLDEST = 120
_PREFIXES = {SETTLED: ("81", "82", "83"), FOREIGNER: ("9",)}
_OLD_FOREIGNER = re.compile(r"[A-Z]{3}[0-9]{12}")
_SEPARATORS = re.compile(r"[\s\-‐-―−·.]+")


class IdVerdict(Value, frozen=True):
    """What a number says: normalised, with errors and warnings, and sex and birth where it holds them."""

    number: str
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    sex: str | None = None
    birth: date | None = None


def tidy_id(number: str) -> str:
    """The number in half width and capitals, without spaces and hyphens."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", number)).upper()


def check_id(id_type: str, number: str, today: date) -> IdVerdict:
    """Check a number as its certificate type asks (GB 11643-1999; DOMAIN.md section 5.3).

    Errors: id_length, id_characters, id_check_digit, id_date, id_future. Warnings: id_legacy (15 digits),
    id_prefix, id_division_unknown, id_age. Passports, passes and the like are only normalised.
    """
    number = tidy_id(number)
    if id_type not in CHECKED_TYPES:
        return IdVerdict(number)
    if id_type == RESIDENT and len(number) == 15 and number.isascii() and number.isdigit():
        return _legacy(number, today)
    if id_type == FOREIGNER and _OLD_FOREIGNER.fullmatch(number):
        return IdVerdict(number, warnings=(("id_legacy", {"length": 15}),))
    if len(number) != 18:
        return IdVerdict(number, errors=(("id_length", {"expected": 18, "actual": len(number)}),))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return IdVerdict(number, errors=(("id_characters", {}),))
    return _eighteen(id_type, number, today)


def _eighteen(id_type: str, number: str, today: date) -> IdVerdict:
    errors: list[Finding] = []
    if resident_digit(number) != number[-1]:
        errors.append(("id_check_digit", {}))
    birth = _day(number[6:14])
    errors += _birth_errors(number[6:14], birth, today)
    warnings = _prefix_warnings(id_type, number) + _age_warnings(birth, today)
    sex = "男" if int(number[16]) % 2 else "女"
    if errors:
        return IdVerdict(number, tuple(errors), tuple(warnings))
    return IdVerdict(number, (), tuple(warnings), sex, birth)


def _legacy(number: str, today: date) -> IdVerdict:
    """The 15 digits of before 1999: no century, no check character."""
    birth = _day("19" + number[6:12])
    errors = _birth_errors("19" + number[6:12], birth, today)
    warnings: list[Finding] = [("id_legacy", {"length": 15})]
    warnings += _prefix_warnings(RESIDENT, number) + _age_warnings(birth, today)
    if errors:
        return IdVerdict(number, tuple(errors), tuple(warnings))
    return IdVerdict(number, (), tuple(warnings), "男" if int(number[14]) % 2 else "女", birth)


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _birth_errors(digits: str, birth: date | None, today: date) -> list[Finding]:
    written = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if birth is None:
        return [("id_date", {"date": written})]
    return [("id_future", {"date": written})] if birth > today else []


def _age_warnings(birth: date | None, today: date) -> list[Finding]:
    age = age_on(birth, today) if birth else 0
    return [("id_age", {"age": age})] if age > OLDEST else []


def _prefix_warnings(id_type: str, number: str) -> list[Finding]:
    expected = _PREFIXES.get(id_type)
    if expected:
        return [] if number.startswith(expected) else [("id_prefix", {"expected": "、".join(expected)})]
    known = division_known(number[:6])
    return [] if known else [("id_division_unknown", {"division": number[:6]})]


def division_known(code: str) -> bool:
    """Whether a six-digit code was ever given to a county (GB/T 2260 with its abolished codes)."""
    if code[:2] in _PREFIXES[SETTLED]:
        return True
    return is_county(code)


def age_on(birth: date, day: date) -> int:
    """Full years of age."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ABROAD = re.compile(r"\+[0-9]{7,15}")
_SERVICE = re.compile(r"[48]00[0-9]{7}")


def check_phone(text: str) -> tuple[str, str | None, dict[str, Any]]:
    """Normalise a mobile or fixed telephone number: (number, error code or None, facts).

    Codes: phone_length (a mobile number of other than 11 digits), phone_form. 0562-2800000 keeps its hyphen;
    numbers of other countries begin with +.
    """
    typed = unicodedata.normalize("NFKC", text).strip().upper()
    number = re.sub(r"[\s()\-‐-―−.]", "", typed)
    number = re.sub(r"^(\+|00)86", "", number)
    if _MOBILE.fullmatch(number) or _ABROAD.fullmatch(number) or _SERVICE.fullmatch(number):
        return number, None, {}
    if re.fullmatch(r"1[0-9]*", number):
        if len(number) != 11:
            return number, "phone_length", {"expected": 11, "actual": len(number)}
        return number, "phone_form", {}
    return _landline(typed, number)


def _landline(typed: str, number: str) -> tuple[str, str | None, dict[str, Any]]:
    parts = re.fullmatch(
        r"(0[0-9]{2,3})[\s-]*([2-9][0-9]{6,7})(?:[^0-9]+([0-9]{1,6}))?",
        typed.replace("(", "").replace(")", "-"),
    )
    if parts:
        tail = f"转{parts[3]}" if parts[3] else ""
        return f"{parts[1]}-{parts[2]}{tail}", None, {}
    if re.fullmatch(r"[2-9][0-9]{6,7}", number):
        return number, None, {}
    return number, "phone_form", {}
