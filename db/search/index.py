"""Keeps the search index in step with the records, in the same transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from db.cipher import Connection
from db.search import tokens

VISIT, MATTER, RECEPTION = "来访", "信访事项", "联合接访"
PARTIES = ("来访单位", "代理人", "监护人")
Person = tuple[str, str | None, str | None]
"""Name, document number, phone."""
AT_ONCE = 400
_NUMBERED = {MATTER: "matters", RECEPTION: "receptions"}


def last_listed(connection: Connection) -> int:
    """The place of the last record on the list: what other desks changed and a pull has not indexed yet."""
    return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM search_stale").fetchone()[0])


def catch_up(connection: Connection, after: int = 0) -> int:
    """Index anew the records that triggers have put on the list; call before the commit. How many.

    ``after``: only those listed after this place: a save does not wait for what thousands of rows from the
    hub brought, which is indexed by the pull.
    """
    stale = connection.execute("SELECT kind, row_id FROM search_stale WHERE rowid > ?", (after,)).fetchall()
    if stale:
        put(connection, stale)
        connection.execute("DELETE FROM search_stale WHERE rowid > ?", (after,))
    return len(stale)


def warm_up(connection: Connection) -> None:
    """Have the pinyin dictionaries and the top of the index in memory."""
    tokens.name("王")
    connection.execute("SELECT rowid FROM search_index WHERE search_index MATCH 'f王' LIMIT 1").fetchall()


def put(connection: Connection, records: Iterable[tuple[str, str]]) -> None:
    """Write the entries of records (kind, id), in place of older ones; none for what is not there (yet)."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, row_id in records:
        by_kind[kind].append(row_id)
    for kind, row_ids in by_kind.items():
        for start in range(0, len(row_ids), AT_ONCE):
            _put_some(connection, kind, row_ids[start : start + AT_ONCE])


def _put_some(connection: Connection, kind: str, row_ids: Sequence[str]) -> None:
    texts = entries(connection, kind, row_ids)
    docs: dict[str, int] = dict(
        connection.execute(
            f"SELECT row_id, doc FROM search_docs WHERE row_id IN ({_marks(row_ids)})",  # noqa: S608
            row_ids,
        ).fetchall()
    )
    known = [docs[row_id] for row_id in texts if row_id in docs]
    after = connection.execute("SELECT coalesce(max(doc), 0) + 1 FROM search_docs").fetchone()[0]
    fresh = {
        row_id: doc for doc, row_id in enumerate((row_id for row_id in texts if row_id not in docs), after)
    }
    connection.executemany(
        "INSERT INTO search_docs (doc, kind, row_id) VALUES (?, ?, ?)",
        [(doc, kind, row_id) for row_id, doc in fresh.items()],
    )
    connection.executemany("DELETE FROM search_index WHERE rowid = ?", [(doc,) for doc in known])
    docs |= fresh
    connection.executemany(
        "INSERT INTO search_index (rowid, tokens) VALUES (?, ?)",
        [(docs[row_id], text) for row_id, text in texts.items()],
    )


def entries(connection: Connection, kind: str, row_ids: Sequence[str]) -> dict[str, str]:
    """What the entries of some hundred records of a kind hold, by id; without those that are not there."""
    if kind == VISIT:
        return _visits(connection, row_ids)
    rows = connection.execute(
        f"SELECT id, number FROM {_NUMBERED[kind]} WHERE id IN ({_marks(row_ids)})",  # noqa: S608
        row_ids,
    )
    return {row_id: tokens.joined(tokens.number(number)) for row_id, number in rows}


def rebuild(connection: Connection) -> int:
    """Empty the index and write it anew from the records, oldest first. How many entries."""
    connection.execute("DELETE FROM search_docs")
    connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    connection.execute("DELETE FROM search_stale")
    connection.execute("INSERT INTO search_stale SELECT id, '信访事项' FROM matters ORDER BY id")
    connection.execute("INSERT INTO search_stale SELECT id, '联合接访' FROM receptions ORDER BY id")
    connection.execute("INSERT INTO search_stale SELECT id, '来访' FROM visits ORDER BY id")
    return catch_up(connection)


def visit_tokens(numbers: tuple[str, str], people: Iterable[Person], words: list[str | None]) -> list[str]:
    """Tokens of a visit: (number, query code), its people, its words."""
    pieces = [*tokens.number(numbers[0]), tokens.code(numbers[1])]
    for name, id_number, phone in people:
        pieces += (*tokens.name(name), *tokens.digits(id_number), *tokens.digits(phone))
    for text in dict.fromkeys(words):
        pieces += tokens.words(text)
    return pieces


def group_tokens(place: str | None, category: str | None) -> Iterator[str]:
    """Tokens that say where and what about, for the question 'has this matter come before?'."""
    if place:
        yield tokens.PLACE + tokens.compact(place)
    if category:
        yield tokens.CATEGORY + tokens.compact(category)


def _visits(connection: Connection, row_ids: Sequence[str]) -> dict[str, str]:
    came: dict[str, list[Person]] = defaultdict(list)
    people = connection.execute(
        "SELECT a.visit_id, p.name, p.id_number, p.phone FROM attendances a"  # noqa: S608
        f" JOIN people p ON p.id = a.person_id WHERE a.visit_id IN ({_marks(row_ids)})",
        row_ids,
    )
    for visit_id, *person in people:
        came[visit_id].append(tuple(person))
    rows = connection.execute(
        "SELECT v.id, v.number, v.query_code, v.organisation, v.proxy, v.guardian,"  # noqa: S608
        " coalesce(m.place, v.place), coalesce(m.category, v.category),"
        " v.confidential OR coalesce(m.confidential, 0), v.claim, v.facts, m.claim, m.facts"
        f" FROM visits v LEFT JOIN matters m ON m.id = v.matter_id WHERE v.id IN ({_marks(row_ids)})",
        row_ids,
    )
    texts = {}
    for (
        row_id,
        number,
        code,
        *parties,
        place,
        category,
        secret,
        claim,
        facts,
        matter_claim,
        matter_facts,
    ) in rows:
        people_named = [*came[row_id], *parties_named(parties).values()]
        pieces = visit_tokens(
            (number, code), people_named, [] if secret else [claim, facts, matter_claim, matter_facts]
        )
        texts[row_id] = tokens.joined(pieces if secret else [*pieces, *group_tokens(place, category)])
    return texts


def parties_named(columns: Iterable[str | None]) -> dict[str, Person]:
    """By what it is called: the organisation, proxy and guardian of a visit, from their columns' JSON."""
    labelled = zip(PARTIES, columns, strict=True)
    parties = {label: json.loads(text) for label, text in labelled if text}
    return {
        label: (party.get("name") or "", party.get("code"), party.get("phone"))
        for label, party in parties.items()
    }


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
