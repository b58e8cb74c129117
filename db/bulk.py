"""Fills a store with very many records at once, for training and measuring (``simulate``)."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.domain.rows.base import Keep, Row, new_id
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Attendance, Person, Visit
from db import capture, schema
from db.cipher import Connection, told
from db.mapping import shape
from db.search import index, tokens

VISITS_A_COMMIT = 20_000
HASH_BYTES, USUAL_HASH_BYTES = 64 * 1024 * 1024, 1024 * 1024
"""How much of the index FTS5 gathers in memory before it writes a segment."""
OUTBOX = "INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login) VALUES (?, ?, NULL, NULL, ?, ?, ?)"


def load(
    path: Path,
    key: bytes,
    batches: Iterable[Sequence[Row]],
    *,
    login: str | None = None,
    serials: Callable[[], Mapping[str, int]] = dict,
) -> int:
    """Put batches of new rows into a store that nobody has open; how many rows.

    The rows are as in ``Writes.add``: with their outbox rows (one business action from each matter or visit
    to the next) and their search entries; ``serials`` is asked after the last batch.
    A load that is cut leaves a store that refuses to open.
    """
    connection = schema.open_current(path, key)
    try:
        with told():
            return _load(connection, batches, login, serials)
    finally:
        connection.close()


def _load(
    connection: Connection,
    batches: Iterable[Sequence[Row]],
    login: str | None,
    serials: Callable[[], Mapping[str, int]],
) -> int:
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    capture.drop(connection)
    connection.execute("DROP INDEX outbox_pk")
    _gather(connection, HASH_BYTES)
    count = since = 0
    for batch in batches:
        _insert(connection, batch)
        _outbox(connection, batch, login)
        since += _index(connection, batch)
        count += len(batch)
        if since >= VISITS_A_COMMIT:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
            since = 0
    connection.execute("CREATE INDEX outbox_pk ON outbox (pk)")
    connection.executemany("INSERT OR REPLACE INTO serials (series, value) VALUES (?, ?)", serials().items())
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    _gather(connection, USUAL_HASH_BYTES)
    capture.install(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA analysis_limit = 400")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def _gather(connection: Connection, size: int) -> None:
    connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', ?)", (size,))


def _insert(connection: Connection, batch: Sequence[Row]) -> None:
    by_kind: dict[type[Row], list[Row]] = defaultdict(list)
    for row in batch:
        by_kind[type(row)].append(row)
    for kind, rows in by_kind.items():
        seen: Any = shape(kind)
        connection.executemany(seen.insert, [seen.values(row) for row in rows])


def _outbox(connection: Connection, batch: Sequence[Row], login: str | None) -> None:
    connection.executemany(OUTBOX, _entries(batch, login))


def _entries(batch: Sequence[Row], login: str | None) -> Iterator[tuple[Any, ...]]:
    now, txn, before = time.time_ns() // 1_000_000, new_id(), None
    for row in batch:
        kind = type(row)
        if kind is Matter or (kind is Visit and before is not Matter):
            txn = new_id()
        if row.KEEP is not Keep.LOCAL:
            yield row.TABLE, row.id, now, txn, login
        before = kind


def _index(connection: Connection, batch: Sequence[Row]) -> int:
    """Search entries of the batch out of its own rows; how many visits."""
    people = {row.id: row for row in batch if isinstance(row, Person)}
    matters = {row.id: row for row in batch if isinstance(row, Matter)}
    came: dict[str, list[Person]] = defaultdict(list)
    for row in batch:
        if isinstance(row, Attendance):
            came[row.visit_id].append(people[row.person_id])
    visits = 0
    for row in batch:
        if isinstance(row, Matter | Reception):
            kind = index.MATTER if isinstance(row, Matter) else index.RECEPTION
            index.add(connection, kind, row.id, tokens.joined(tokens.number(row.number)))
        elif isinstance(row, Visit):
            visits += 1
            matter = matters.get(row.matter_id)
            if matter is None:  # a return visit: the words of a matter that came earlier count too
                index.put(connection, index.VISIT, row.id)
            else:
                index.add(connection, index.VISIT, row.id, _visit_text(row, matter, came[row.id]))
    return visits


def _visit_text(visit: Visit, matter: Matter, came: list[Person]) -> str:
    people = [(person.name, person.id_number, person.phone) for person in came]
    secret = visit.confidential or matter.confidential
    words = [] if secret else [visit.claim, visit.facts, matter.claim, matter.facts]
    found = [*index.visit_tokens((visit.number, visit.query_code), people, words)]
    if not secret:
        found += index.group_tokens(matter.place or visit.place, matter.category or visit.category)
    return tokens.joined(found)
