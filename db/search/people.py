"""Who may be the same person as someone who came before; a name alone never says so."""
# ruff: noqa: S608 - table and column names come from our own row classes; values are bound

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from app.domain.rows.visits import Person
from app.ports.records import LikeVisit, PersonMatch
from db.cipher import Connection
from db.mapping import shape

SAME_ID, SAME_NAME_PHONE = "证件号码一致", "姓名和电话一致"
SAME_PHONE, SAME_NAME_BIRTH = "电话一致", "姓名和出生日期一致"
RANKS = (SAME_ID, SAME_NAME_PHONE, SAME_NAME_BIRTH, SAME_PHONE)
CANDIDATES = 40
"""Newest rows looked at for each thing asked."""


def same_people(connection: Connection, like: LikeVisit, limit: int) -> list[PersonMatch]:
    """Person rows with the same ID number, phone, or name and birth; the surest first, then the newest."""
    people: dict[str, Person] = {}
    for person in _candidates(connection, like):
        people[person.id] = person
    matches: list[tuple[int, PersonMatch]] = []
    for person in people.values():
        if why := _why(person, like):
            matches += [(RANKS.index(why[0]), match) for match in _visits(connection, person, why)]
    matches.sort(key=_newest, reverse=True)
    matches.sort(key=_rank)
    return [match for _, match in matches[:limit]]


def _candidates(connection: Connection, like: LikeVisit) -> Iterable[Person]:
    seen = shape(Person)
    asked: list[tuple[str, list[str]]] = [
        ("id_number = ?", [id_number]) for id_number in like.id_numbers if id_number
    ]
    asked += [("phone = ?", [phone]) for phone in like.phones if phone]
    asked += [
        ("name = ? AND birth = ?", [name, birth.isoformat()])
        for name in like.names
        if name
        for birth in like.births
    ]
    for where, values in asked:
        sql = f"SELECT {seen.selected} FROM people WHERE {where} ORDER BY id DESC LIMIT {CANDIDATES}"
        for row in connection.execute(sql, values):
            yield seen.row(row)


def _why(person: Person, like: LikeVisit) -> tuple[str, ...]:
    """Every reason that holds, the surest first; nothing on empty fields."""
    named = _in(person.name, like.names)
    called = _in(person.phone, like.phones)
    reasons = []
    if _in(person.id_number, like.id_numbers):
        reasons.append(SAME_ID)
    if named and called:
        reasons.append(SAME_NAME_PHONE)
    if named and _in(person.birth, like.births):
        reasons.append(SAME_NAME_BIRTH)
    if called and not named:
        reasons.append(SAME_PHONE)
    return tuple(reasons)


def _in(value: str | date | None, asked: tuple[str, ...] | tuple[date, ...]) -> bool:
    return bool(value) and value in asked


def _visits(connection: Connection, person: Person, why: tuple[str, ...]) -> list[PersonMatch]:
    rows = connection.execute(
        "SELECT v.id, v.number, v.arrived_at FROM attendances a JOIN visits v ON v.id = a.visit_id"
        " WHERE a.person_id = ? AND NOT EXISTS (SELECT 1 FROM voids d WHERE d.visit_id = v.id)",
        (person.id,),
    )
    return [
        PersonMatch(person, visit_id, number, datetime.fromisoformat(at), why)
        for visit_id, number, at in rows
    ]


def _newest(ranked: tuple[int, PersonMatch]) -> datetime:
    return ranked[1].arrived_at


def _rank(ranked: tuple[int, PersonMatch]) -> int:
    return ranked[0]
