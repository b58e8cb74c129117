"""Tells hits of one name apart: who matched, year of birth, last four, county, head-count."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.masks import mask_name
from app.domain.rows.visits import Attendance, Person, Visit
from app.domain.text.pinyin import readings
from app.domain.value import Value
from app.ports.records import Reads

_COUNTY = re.compile(r"^(?:.{2,8}?(?:省|自治区))?(?:.{2,8}?市)?(.{1,8}?[县区市旗])")


class HitPerson(Value, frozen=True, kw_only=True):
    """One visitor as everyone at the desk may see him."""

    masked_name: str
    birth_year: int | None
    last_four: str
    county: str
    headcount: int
    """Of the visit he came with."""
    first: bool
    """He is the one the visit is listed under."""


def tell_apart(reads: Reads, visits: Iterable[Visit], text: str) -> dict[str, HitPerson]:
    """By visit id: the person the text means, else the first one."""
    by_id = {visit.id: visit for visit in visits}
    seats = sorted(reads.among(Attendance, "visit_id", by_id), key=_position)
    people = {row.id: row for row in reads.among(Person, "id", {seat.person_id for seat in seats})}
    came: dict[str, list[Person]] = {}
    for seat in seats:
        if seat.person_id in people:
            came.setdefault(seat.visit_id, []).append(people[seat.person_id])
    return {id: _of(by_id[id], persons, text.strip()) for id, persons in came.items()}


def _of(visit: Visit, persons: list[Person], text: str) -> HitPerson:
    place = next((n for n, person in enumerate(persons) if _means(person, text)), 0)
    person = persons[place]
    number = person.id_number or ""
    return HitPerson(
        masked_name=mask_name(person.name),
        birth_year=person.birth.year if person.birth else person.birth_year,
        last_four=number[-4:] if len(number) >= 15 else "",
        county=county_of(person.address or ""),
        headcount=visit.headcount,
        first=place == 0,
    )


def county_of(address: str) -> str:
    """枞阳县 of 安徽省铜陵市枞阳县示例镇…; empty where none can be read."""
    match = _COUNTY.match(address)
    return match[1] if match else ""


def _means(person: Person, text: str) -> bool:
    if not text:
        return False
    if text in person.name:
        return True
    wanted = text.replace(" ", "").lower()
    if wanted.isascii() and wanted.isalpha():
        sounds = readings(person.name)
        return any(sound.startswith(wanted) for sound in (*sounds.initials, *sounds.full))
    numbers = (person.id_number or "", person.phone or "")
    return len(wanted) >= 4 and any(number.upper().endswith(wanted.upper()) for number in numbers)


def _position(seat: Attendance) -> int:
    return seat.position
