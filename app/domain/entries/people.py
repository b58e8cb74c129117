"""信访人 as written down at the window: what may be left out, what a number says, what does not agree."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.entries.entry import Problems, Reader, json_value
from app.domain.identity import OLDEST, RESIDENT, check_id, check_phone
from app.domain.ledger.vocabulary import absent_reason
from app.domain.terms import ABSENT_REASONS, ID_TYPES, SEXES
from app.domain.value import Value

NO_ID = "无"
ANONYMOUS = "匿名"
"""Stands for a name that was not given (absent: 姓名)."""
CHINA = "中国"
_DOMESTIC = frozenset({RESIDENT, "军官证", "户口簿"})


class PersonEntry(Value, frozen=True, kw_only=True):
    """One person of a visit, as CLI.md's ``people`` has it."""

    name: str | None = None
    sex: str | None = None
    birth: date | None = None
    birth_year: int | None = None
    """Where no more is known of the birth than its year."""
    ethnic: str | None = None
    nationality: str | None = None
    id_type: str | None = None
    id_number: str | None = None
    no_id_reason: str | None = None
    phone: str | None = None
    address: str | None = None
    representative: bool = False

    def as_json(self) -> dict[str, Any]:
        """The JSON object that ``read_person`` reads back to the same entry."""
        return {name: json_value(getattr(self, name)) for name in PersonEntry.__dataclass_fields__}


def read_person(reader: Reader) -> PersonEntry:
    """One person from its JSON object; what is wrong with its shape goes to the reader's problems."""
    person = PersonEntry(
        name=reader.text("name", 60),
        sex=reader.choice("sex", SEXES),
        birth=reader.day("birth"),
        birth_year=reader.whole("birth_year"),
        ethnic=reader.text("ethnic", 20),
        nationality=reader.text("nationality", 40),
        id_type=reader.choice("id_type", ID_TYPES),
        id_number=reader.text("id_number", 40),
        no_id_reason=reader.text("no_id_reason", 200),
        phone=reader.text("phone", 40),
        address=reader.text("address", 200),
        representative=reader.truth("representative"),
    )
    reader.finish()
    return person


class PersonCheck(Value, frozen=True):
    """What the check of one person is given: its path, the day, the reasons for what is missing."""

    path: str
    today: date
    absent: Mapping[str, str]
    """Field name to reason, of this person."""
    ethnics: Collection[str]
    problems: Problems
    warnings: Problems

    def field(self, name: str) -> str:
        return f"{self.path}.{name}"


def check_person(person: PersonEntry, check: PersonCheck) -> PersonEntry:
    """The person normalised: number, phone, ethnic group tidied, sex and birth filled in by the number."""
    if person.name is None and "name" not in check.absent:
        check.problems.required(check.field("name"), None, or_absent=True)
    person = _check_certificate(person, check)
    person = _check_phone(person, check)
    person = _check_ethnic(person, check)
    if person.birth and person.birth > check.today:
        check.problems.add(check.field("birth"), "birth_future", date=person.birth.isoformat())
    person = _check_birth_year(person, check)
    nationality = person.nationality
    if nationality is None and "nationality" not in check.absent and person.id_type in _DOMESTIC:
        nationality = CHINA
    return replace(person, name=person.name or ANONYMOUS, nationality=nationality)


def _check_birth_year(person: PersonEntry, check: PersonCheck) -> PersonEntry:
    """The year alone, where no date of birth is known that says it better."""
    year = person.birth_year
    if year is not None and not check.today.year - OLDEST <= year <= check.today.year:
        check.problems.add(check.field("birth_year"), "birth_year_range", year=year, today=check.today.year)
    return replace(person, birth_year=None) if person.birth is not None else person


def _check_certificate(person: PersonEntry, check: PersonCheck) -> PersonEntry:
    if person.id_type == NO_ID:
        return _without_certificate(person, check)
    if person.id_type is None:
        return _untyped(person, check)
    if person.id_number is None:
        if "id_number" not in check.absent:
            check.problems.required(check.field("id_number"), None, or_absent=True)
        return person
    if absent_reason(person.id_number) is not None:
        check.problems.add(check.field("id_number"), "id_is_no_number", given=person.id_number)
        return person
    verdict = check_id(person.id_type, person.id_number, check.today)
    for code, facts in verdict.errors:
        check.problems.add(check.field("id_number"), code, **facts)
    for code, facts in verdict.warnings:
        check.warnings.add(check.field("id_number"), code, **facts)
    if not verdict.number:
        check.problems.add(check.field("id_number"), "empty_text")
    return _with_facts(replace(person, id_number=verdict.number), verdict.sex, verdict.birth, check)


def _untyped(person: PersonEntry, check: PersonCheck) -> PersonEntry:
    """No type said: 居民身份证 where there is a number, 无 where none was asked for (条例第19条)."""
    if check.problems.has(check.field("id_type")):
        return person
    if person.id_number is not None:
        return _check_certificate(replace(person, id_type=RESIDENT), check)
    reason = person.no_id_reason or check.absent.get("id_number")
    if reason is None:
        check.warnings.add(check.field("id_number"), "no_certificate")
    return replace(person, id_type=NO_ID, no_id_reason=reason)


def _without_certificate(person: PersonEntry, check: PersonCheck) -> PersonEntry:
    if person.id_number is not None:
        check.problems.add(check.field("id_number"), "id_number_without_type")
    reason = person.no_id_reason or check.absent.get("id_number")
    if reason is None and not check.problems.has(check.field("no_id_reason")):
        check.problems.add(check.field("no_id_reason"), "no_id_reason_required")
    return replace(person, no_id_reason=reason)


def _with_facts(person: PersonEntry, sex: str | None, birth: date | None, check: PersonCheck) -> PersonEntry:
    """Sex and birth from the number where none are given; what was given stands, a difference is said."""
    if sex and person.sex and sex != person.sex:
        check.warnings.add(check.field("sex"), "sex_differs", given=person.sex, number=sex)
    if birth and person.birth and birth != person.birth:
        check.warnings.add(
            check.field("birth"), "birth_differs", given=person.birth.isoformat(), number=birth.isoformat()
        )
    return replace(person, sex=person.sex or sex, birth=person.birth or birth)


def _check_phone(person: PersonEntry, check: PersonCheck) -> PersonEntry:
    if person.phone is None:
        return person
    number, code, facts = check_phone(person.phone)
    if code:
        check.problems.add(check.field("phone"), code, **facts)
        return person
    return replace(person, phone=number)


def _check_ethnic(person: PersonEntry, check: PersonCheck) -> PersonEntry:
    if person.ethnic is None or not check.ethnics:
        return person
    for name in (person.ethnic, person.ethnic.removesuffix("族")):
        if name in check.ethnics:
            return replace(person, ethnic=name)
    check.problems.add(check.field("ethnic"), "ethnic_unknown", given=person.ethnic)
    return person


def check_absent_reason(field: str, reason: str, problems: Problems) -> None:
    """A reason for a missing field is one of 不详, 不愿提供, 当场无证件."""
    if reason not in ABSENT_REASONS:
        choices = " ".join(ABSENT_REASONS)
        problems.add(f"absent.{field}", "not_a_choice", choices=choices, given=reason)


def is_identified(name: str | None, address: str | None) -> bool:
    """Whether name and address of a visitor are known (条例第23条第2款: no notice is owed to another)."""
    return name not in (None, ANONYMOUS) and address is not None
