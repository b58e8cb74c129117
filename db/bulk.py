"""Fills a store with very many records at once, for training and measuring (``simulate``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

from app.domain.rows.base import Row
from db import capture, cases, schema
from db.cipher import Connection, as_unavailable, keep_pages
from db.packing import Batch, packed
from db.search import index

VISITS_A_COMMIT = 20_000
HASH_BYTES, USUAL_HASH_BYTES = 64 * 1024 * 1024, 1024 * 1024
"""How much of the index FTS5 gathers in memory before it writes a segment."""
CACHE_KIB = 128 * 1024
"""Pages kept in memory meanwhile: each one that leaves is encrypted, each that comes back decrypted."""
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
    return load_packed(path, key, packed(batches, login), serials)


def load_packed(
    path: Path, key: bytes, batches: Iterable[Batch], serials: Callable[[], Mapping[str, int]]
) -> int:
    """The same with batches that are ready to insert (``db.packing``)."""
    connection = schema.open_current(path, key)
    try:
        with as_unavailable():
            return _load(connection, batches, serials)
    finally:
        connection.close()


def _load(connection: Connection, batches: Iterable[Batch], serials: Callable[[], Mapping[str, int]]) -> int:
    connection.execute("PRAGMA synchronous = NORMAL")
    keep_pages(connection, CACHE_KIB)
    connection.execute("BEGIN IMMEDIATE")
    capture.drop(connection)
    connection.execute("DROP INDEX outbox_pk")
    _gather(connection, HASH_BYTES)
    docs = count(connection.execute("SELECT coalesce(max(doc), 0) + 1 FROM search_docs").fetchone()[0])
    rows = since = 0
    for batch in batches:
        for sql, values in batch.inserts:
            connection.executemany(sql, values)
        connection.executemany(OUTBOX, batch.outbox)
        _index(connection, batch, docs)
        rows += batch.rows
        since += batch.visits
        if since >= VISITS_A_COMMIT:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
            since = 0
    connection.execute("CREATE INDEX outbox_pk ON outbox (pk)")
    connection.executemany("INSERT OR REPLACE INTO serials (series, value) VALUES (?, ?)", serials().items())
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    _gather(connection, USUAL_HASH_BYTES)
    capture.install(connection)
    cases.rebuild(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA analysis_limit = 400")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return rows


def _gather(connection: Connection, size: int) -> None:
    connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', ?)", (size,))


def _index(connection: Connection, batch: Batch, docs: Iterable[int]) -> None:
    entries = [
        (doc, entry.kind, entry.row_id, entry.text() or _read(connection, entry.kind, entry.row_id))
        for entry, doc in zip(batch.entries, docs, strict=False)
    ]
    connection.executemany(
        "INSERT INTO search_docs (doc, kind, row_id) VALUES (?, ?, ?)", (entry[:3] for entry in entries)
    )
    connection.executemany(
        "INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", ((entry[0], entry[3]) for entry in entries)
    )


def _read(connection: Connection, kind: str, row_id: str) -> str:
    return index.entries(connection, kind, [row_id]).get(row_id, "")
