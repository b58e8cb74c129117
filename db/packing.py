"""Makes new rows ready to insert: their values, outbox rows and search entries, without a store."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from app.domain.rows.base import Keep, Row, new_id
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Attendance, Person, Visit
from db.mapping import shape
from db.search import index, tokens

MATTERS_KEPT = 8_000
"""Newest matters remembered for the visits that come again about them."""


class Parts(NamedTuple):
    """What the search entry of a visit is made of."""

    numbers: tuple[str, str]
    people: list[tuple[str, str | None, str | None]]
    words: list[str | None]
    place: str | None
    category: str | None

    def text(self) -> str:
        """What is handed to the index."""
        pieces = [*index.visit_tokens(self.numbers, self.people, self.words)]
        return tokens.joined([*pieces, *index.group_tokens(self.place, self.category)])


class Entry(NamedTuple):
    """One entry of the search index; nothing made where it takes rows that only the store has."""

    kind: str
    row_id: str
    made: str | Parts | None

    def text(self) -> str | None:
        """What is handed to the index, as far as it is known here."""
        return self.made.text() if isinstance(self.made, Parts) else self.made


class Batch(NamedTuple):
    """One batch as plain values, which pass cheaply between processes."""

    inserts: list[tuple[str, list[tuple[Any, ...]]]]
    outbox: list[tuple[Any, ...]]
    entries: list[Entry]
    rows: int
    visits: int


def packed(
    batches: Iterable[Sequence[Row]], login: str | None, leave_each: int | None = None
) -> Iterator[Batch]:
    """The batches ready to insert, one by one; ``login`` stands in their outbox rows.

    Every ``leave_each``-th batch leaves the words of its search entries to who inserts it.
    """
    matters: dict[str, Matter] = {}
    for position, batch in enumerate(batches):
        matters.update((row.id, row) for row in batch if isinstance(row, Matter))
        entries = list(_entries(batch, matters))
        if leave_each is None or position % leave_each:
            entries = [Entry(entry.kind, entry.row_id, entry.text()) for entry in entries]
        visits = sum(entry.kind == index.VISIT for entry in entries)
        yield Batch(_inserts(batch), list(_outbox(batch, login)), entries, len(batch), visits)
        for known in list(islice(matters, max(0, len(matters) - MATTERS_KEPT))):
            del matters[known]


def _inserts(batch: Sequence[Row]) -> list[tuple[str, list[tuple[Any, ...]]]]:
    by_kind: dict[type[Row], list[Row]] = defaultdict(list)
    for row in batch:
        by_kind[type(row)].append(row)
    shapes: list[tuple[Any, list[Row]]] = [(shape(kind), rows) for kind, rows in by_kind.items()]
    return [(seen.insert, [seen.values(row) for row in rows]) for seen, rows in shapes]


def _outbox(batch: Sequence[Row], login: str | None) -> Iterator[tuple[Any, ...]]:
    now, txn, before = time.time_ns() // 1_000_000, new_id(), None
    for row in batch:
        kind = type(row)
        if kind is Matter or (kind is Visit and before is not Matter):
            txn = new_id()
        if row.KEEP is not Keep.LOCAL:
            yield row.TABLE, row.id, now, txn, login
        before = kind


def _entries(batch: Sequence[Row], matters: Mapping[str, Matter]) -> Iterator[Entry]:
    """Search entries of the batch out of its own rows and the matters remembered."""
    people = {row.id: row for row in batch if isinstance(row, Person)}
    came: dict[str, list[Person]] = defaultdict(list)
    for row in batch:
        if isinstance(row, Attendance):
            came[row.visit_id].append(people[row.person_id])
    for row in batch:
        if isinstance(row, Visit):
            matter = matters.get(row.matter_id)
            yield Entry(index.VISIT, row.id, _parts(row, matter, came[row.id]) if matter else None)
        elif isinstance(row, Matter | Reception):
            kind = index.MATTER if isinstance(row, Matter) else index.RECEPTION
            yield Entry(kind, row.id, tokens.joined(tokens.number(row.number)))


def _parts(visit: Visit, matter: Matter, came: list[Person]) -> Parts:
    numbers = (visit.number, visit.query_code)
    people = [(person.name, person.id_number, person.phone) for person in came]
    if visit.confidential or matter.confidential:
        return Parts(numbers, people, [], None, None)
    words = [visit.claim, visit.facts, matter.claim, matter.facts]
    return Parts(numbers, people, words, matter.place or visit.place, matter.category or visit.category)
