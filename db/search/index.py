"""Keeps the search index in step with the records, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from db.cipher import Connection
from db.search import tokens

VISIT, MATTER, RECEPTION = "来访", "信访事项", "联合接访"


def catch_up(connection: Connection) -> int:
    """Index anew every record that a trigger has put on the list; call before the commit. How many."""
    stale = connection.execute("SELECT row_id, kind FROM search_stale").fetchall()
    for row_id, kind in stale:
        put(connection, kind, row_id)
    if stale:
        connection.execute("DELETE FROM search_stale")
    return len(stale)


def warm_up(connection: Connection) -> None:
    """Have the pinyin dictionaries and the top of the index in memory."""
    tokens.name("王")
    connection.execute("SELECT rowid FROM search_index WHERE search_index MATCH 'f王' LIMIT 1").fetchall()


def put(connection: Connection, kind: str, row_id: str) -> None:
    """Write the entry of one record, in place of an older one; nothing if the record is not there (yet)."""
    text = tokens.joined(tokens_of(connection, kind, row_id))
    if not text:
        return
    known = connection.execute("SELECT doc FROM search_docs WHERE row_id = ?", (row_id,)).fetchone()
    if known:
        connection.execute("DELETE FROM search_index WHERE rowid = ?", known)
        connection.execute("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", (known[0], text))
    else:
        add(connection, kind, row_id, text)


def add(connection: Connection, kind: str, row_id: str, text: str) -> None:
    """Write the entry of a record that has none yet."""
    sql = "INSERT INTO search_docs (kind, row_id) VALUES (?, ?)"
    doc = connection.execute(sql, (kind, row_id)).lastrowid
    connection.execute("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", (doc, text))


def tokens_of(connection: Connection, kind: str, row_id: str) -> Iterator[str]:
    """What the entry of a record has to hold, read from the tables; nothing if it is not there."""
    return _READERS[kind](connection, row_id)


def rebuild(connection: Connection) -> int:
    """Empty the index and write it anew from the records, oldest first. How many entries."""
    connection.execute("DELETE FROM search_docs")
    connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    connection.execute("DELETE FROM search_stale")
    connection.execute("INSERT INTO search_stale SELECT id, '信访事项' FROM matters ORDER BY id")
    connection.execute("INSERT INTO search_stale SELECT id, '联合接访' FROM receptions ORDER BY id")
    connection.execute("INSERT INTO search_stale SELECT id, '来访' FROM visits ORDER BY id")
    return catch_up(connection)


def visit_tokens(
    numbers: tuple[str, str], people: list[tuple[str, str | None, str | None]], words: list[str | None]
) -> list[str]:
    """Tokens of a visit: (number, query code), its people as (name, id number, phone), its words."""
    found = [*tokens.number(numbers[0]), tokens.code(numbers[1])]
    for name, id_number, phone in people:
        found += (*tokens.name(name), *tokens.digits(id_number), *tokens.digits(phone))
    for text in dict.fromkeys(words):
        found += tokens.words(text)
    return found


def group_tokens(place: str | None, category: str | None) -> Iterator[str]:
    """Tokens that say where and what about, for the question 'has this matter come before?'."""
    if place:
        yield tokens.PLACE + tokens.compact(place)
    if category:
        yield tokens.CATEGORY + tokens.compact(category)


def _visit(connection: Connection, row_id: str) -> Iterator[str]:
    row = connection.execute(
        "SELECT v.number, v.query_code, v.claim, v.facts, m.claim, m.facts,"
        " coalesce(m.place, v.place), coalesce(m.category, v.category),"
        " v.confidential OR coalesce(m.confidential, 0)"
        " FROM visits v LEFT JOIN matters m ON m.id = v.matter_id WHERE v.id = ?",
        (row_id,),
    ).fetchone()
    if row is None:
        return
    people = connection.execute(
        "SELECT p.name, p.id_number, p.phone FROM attendances a JOIN people p ON p.id = a.person_id"
        " WHERE a.visit_id = ?",
        (row_id,),
    ).fetchall()
    secret = row[8]
    yield from visit_tokens((row[0], row[1]), people, [] if secret else list(row[2:6]))
    if not secret:
        yield from group_tokens(row[6], row[7])


def _matter(connection: Connection, row_id: str) -> Iterator[str]:
    row = connection.execute("SELECT number FROM matters WHERE id = ?", (row_id,)).fetchone()
    if row is not None:
        yield from tokens.number(row[0])


def _reception(connection: Connection, row_id: str) -> Iterator[str]:
    row = connection.execute("SELECT number FROM receptions WHERE id = ?", (row_id,)).fetchone()
    if row is not None:
        yield from tokens.number(row[0])


_READERS: dict[str, Callable[[Connection, str], Iterator[str]]] = {
    VISIT: _visit,
    MATTER: _matter,
    RECEPTION: _reception,
}
