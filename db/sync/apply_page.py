"""Step: take a page into the store: acknowledgements, rows and cursor in one short transaction.

Rows with operations that the hub has not judged yet are left alone: the hub sends them again once it has.
Applying never captures: the revision changes with every row it writes (db.capture).
"""
# ruff: noqa: S608 - table and column names come from the store's own schema; values are bound

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

from db import boots, cases
from db.capture import CACHED
from db.cipher import Connection
from db.exchange.frame import Value
from db.exchange.wire import Page, Rows
from db.store import transaction
from db.sync import rereading, state
from db.sync.columns import columns_of, fillers
from db.sync.lacking import offer_columns
from db.sync.push import note_judged
from db.sync.refusing import TABLE, sound_rows

KEYS = 400
FEW_ROWS = 300
"""Rows that are applied in one transaction although a save waits, so that small pages show whole."""
UNJUDGED_YET = "seq > (SELECT acked FROM boots WHERE first_seq <= outbox.seq ORDER BY first_seq DESC LIMIT 1)"
UNJUDGED = -2
"""The revision of a row that came by courier before any hub had it."""


def nobody_waits() -> bool:
    """Apply all pages in one transaction."""
    return False


def apply_pages(
    connection: Connection,
    pages: Sequence[tuple[Page, int]],
    is_waited_for: Callable[[], bool] = nobody_waits,
) -> tuple[Counter[str], int]:
    """Apply pages, each with the cursor it was asked for, in one transaction.

    Rows written by table, and how many pages were taken: where ``is_waited_for``, no more after some hundred
    rows.
    A page for another cursor or epoch is a late one and thrown away.
    """
    done: Counter[str] = Counter()
    taken = 0
    with transaction(connection):
        for page, since in pages:
            taken += 1
            if state.number(connection, state.CURSOR) != since:
                continue
            if state.number(connection, state.EPOCH) != page.epoch:
                continue
            done += _apply(connection, page)
            if done.total() >= FEW_ROWS and is_waited_for():
                break
        cases.catch_up(connection)
    return done, taken


def _apply(connection: Connection, page: Page) -> Counter[str]:
    for author, last in page.last:
        note_judged(connection, author, last)
    done = put_page(connection, page)
    state.put(connection, state.CURSOR, page.upto)
    state.put(connection, state.NONCE, page.nonce)
    state.note_mark(connection, page.nonce)
    if not page.more:
        rereading.finish(connection)
    if done.total() >= FEW_ROWS:
        cases.catch_up(connection)  # what other desks did may wait for the commit; many rows' cases may not
    return done


def put_page(connection: Connection, page: Page) -> Counter[str]:
    """Write the rows of a page; how many of each table came in."""
    done: Counter[str] = Counter()
    for table, rows in _joined(page.tables):
        done[table] += put_rows(connection, table, rows)
    return done


def _joined(tables: Sequence[tuple[str, Rows]]) -> Sequence[tuple[str, Rows]]:
    """Rows of a table with the same columns in one: of new rows a hub sends what each desk sent it apart."""
    alike: dict[tuple[str, ...], list[tuple[str, Rows]]] = defaultdict(list)
    for table, rows in tables:
        alike[table, *rows.columns].append((table, rows))
    if len(alike) == len(tables):
        return tables
    return [(some[0][0], _one_of([rows for _, rows in some])) for some in alike.values()]


def _one_of(some: list[Rows]) -> Rows:
    values = [list(chain(*columns)) for columns in zip(*(rows.values for rows in some), strict=True)]
    pk, rev = (list(chain(*numbers)) for numbers in zip(*((rows.pk, rows.rev) for rows in some), strict=True))
    return Rows(some[0].columns, pk, rev, values)


def put_rows(connection: Connection, table: str, rows: Rows) -> int:
    """Write rows that are newer than ours and not being changed here; how many came in."""
    own = _synced_columns(connection, table)
    if not own:
        return 0  # a newer desk's table: db.sync.rereading gets its rows after the upgrade
    rows = sound_rows(connection, table, rows)
    places = [at for at, name in enumerate(rows.columns) if name in own and name not in ("id", "_rev")]
    names = [rows.columns[at] for at in places]
    pending = _pending(connection, table, rows.pk)
    if rereading.under_way(connection):
        rereading.make_room(connection, table, list(zip(rows.pk, rows.rev, strict=True)), pending)
    chosen = zip(rows.pk, rows.rev, *(rows.values[at] for at in places), strict=True)
    fill = fillers(connection, table, {"id", "_rev", *names})
    extra = tuple(fill.values())
    values: list[tuple[Value, ...]] = [(*row, *extra) for row in chosen if row[0] not in pending]
    if state.get(connection, state.RECOVERING):
        offer_columns(connection, table, own, rows)
    connection.executemany(_upsert(table, names, list(fill)), values)
    return len(values)


def _synced_columns(connection: Connection, table: str) -> set[str]:
    """The columns of a table whose rows travel; none of any other."""
    own = set(columns_of(connection, table)) if TABLE.fullmatch(table) else set()
    return own if "_rev" in own else set()


def put_new(
    connection: Connection, table: str, columns: list[str], pks: list[str], values: list[list[Value]]
) -> int:
    """Show rows that no hub has judged yet, unless they are here; any revision of the hub replaces them."""
    own = _synced_columns(connection, table)
    if not own:
        return 0
    sound = sound_rows(connection, table, Rows(columns, pks, [UNJUDGED] * len(pks), values))
    pks, values = sound.pk, sound.values
    names = [name for name in columns if name in own and name not in ("id", "_rev")]
    columns_given = [column for name, column in zip(columns, values, strict=True) if name in names]
    fill = fillers(connection, table, {"id", "_rev", *names})
    quoted = ", ".join(f'"{name}"' for name in ("id", "_rev", *names, *fill))
    marks = ", ".join("?" * (2 + len(names) + len(fill)))
    rows = zip(pks, [UNJUDGED] * len(pks), *columns_given, strict=True)
    done = connection.executemany(
        f'INSERT INTO "{table}" ({quoted}) SELECT {marks} WHERE NOT EXISTS'
        f' (SELECT 1 FROM "{table}" WHERE id = ?)',
        [(*row, *fill.values(), row[0]) for row in rows],
    )
    return int(done.rowcount)


def _upsert(table: str, names: list[str], filled: list[str]) -> str:
    quoted = [f'"{name}"' for name in ("id", "_rev", *names, *filled)]
    taken = [name for name in names if name not in CACHED.get(table, ())]
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in ("_rev", *taken))
    marks = ", ".join("?" * len(quoted))
    return (
        f'INSERT INTO "{table}" ({", ".join(quoted)}) VALUES ({marks})'
        f' ON CONFLICT (id) DO UPDATE SET {sets} WHERE excluded._rev > "{table}"._rev'
    )


def _pending(connection: Connection, table: str, pks: list[str]) -> set[str]:
    """The rows among these that have operations waiting for judgement."""
    if connection.execute("SELECT 1 FROM outbox LIMIT 1").fetchone() is None:
        return set()
    pending: set[str] = set()
    for start in range(0, len(pks), KEYS):
        part = pks[start : start + KEYS]
        marks = ", ".join("?" * len(part))
        sql = f"SELECT DISTINCT pk FROM outbox WHERE pk IN ({marks}) AND tbl = ? AND {UNJUDGED_YET}"
        pending |= {row[0] for row in connection.execute(sql, (*part, table))}
    if pending and state.get(connection, state.RECOVERING):
        connection.executemany(
            "INSERT OR IGNORE INTO hub_has (pk, tbl) VALUES (?, ?)", [(pk, table) for pk in pending]
        )
    return pending


def own_rows(connection: Connection) -> list[tuple[str, int]]:
    """What a pull leaves out: rows equal to this file's own copy; nothing where everything is read again."""
    everything = state.get(connection, state.RECOVERING) or rereading.under_way(connection)
    return [] if everything else boots.own_below(connection)
