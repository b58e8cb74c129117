"""Step: show what came by courier, judged as the hub judges a push, with the roles of this desk's own rows.

No hub has seen a courier's words, so they change nothing that is law here: a row that may only be added is
never overwritten, accounts, settings and tables of the centre are not taken at all, and every row that was
touched is read again from the hub at the next exchange.
"""
# ruff: noqa: S608 - table and column names come from the store's own schema; values are bound

from __future__ import annotations

from collections.abc import Mapping

from app.domain.rows.centre import (
    Category,
    Desk,
    Division,
    Holiday,
    PersonKey,
    Roster,
    Setting,
    Staff,
    Unit,
)
from app.domain.rows.clashes import Conflict
from db.cipher import Connection
from db.exchange.batch import Operation, actions
from db.exchange.frame import Value
from db.exchange.scope import MUTABLE, Scope, SetAside, known_roles
from db.exchange.speaking import Speaking, keys_of, signed_fields
from db.exchange.wire import Push, Rows
from db.sync import rereading, state
from db.sync.apply_page import UNJUDGED, put_new
from db.sync.columns import columns_of
from db.sync.refusing import note_refused, sound_rows
from db.typed import faults_of_block

OF_THE_HUB = frozenset(
    kind.TABLE for kind in (Staff, Setting, Unit, Category, Division, Holiday, Roster, Conflict)
)
"""Tables that only a hub may bring: by them a desk judges others."""
AGAIN = "courier"


def show_rows(connection: Connection, letter: str, table: str, rows: Rows) -> int:
    """Show rows that the writer says it has from the hub; how many came in."""
    if table in OF_THE_HUB:
        return 0
    if table == Desk.TABLE:
        rows = _of_letter(rows, letter)
    elif table == PersonKey.TABLE:
        rows = _introduced(_scope(connection, letter).speaking, rows)
    shown = put_new(connection, table, rows.columns, rows.pk, rows.values)
    return shown + (_change_newer(connection, table, rows) if table in MUTABLE - {Desk.TABLE} else 0)


def show_push(connection: Connection, letter: str, push: Push) -> int:
    """Show the new rows of a message that the hub would take; what it would not is noted with its reason."""
    scope = _scope(connection, letter, push)
    shown = 0
    for action in actions(push, 0):
        if (why := _refusal(scope, action)) is None:
            shown += sum(_show(connection, operation) for operation in action if operation.new)
            continue
        for operation in action:
            note_refused(connection, operation.table, operation.pk, UNJUDGED, why.code, why.facts)
    return shown


def _refusal(scope: Scope, action: list[Operation]) -> SetAside | None:
    try:
        for operation in action:
            if operation.table in OF_THE_HUB:
                raise SetAside("courier_hub_only", table=operation.table)
            scope.check(operation)
            if operation.table == PersonKey.TABLE and scope.speaking.repeats(operation.values):
                raise SetAside("sync_exists", table=operation.table)
    except SetAside as why:
        return why
    return None


def _show(connection: Connection, operation: Operation) -> int:
    columns = list(operation.values)
    return put_new(
        connection, operation.table, columns, [operation.pk], [[operation.values[name]] for name in columns]
    )


def _scope(connection: Connection, letter: str, push: Push | None = None) -> Scope:
    """What the writer's desk may say, by this desk's own rows; signed, once anybody here has a key."""
    rows = connection.execute("SELECT login, roles, disabled FROM staff ORDER BY _rev, id").fetchall()
    staff: list[Mapping[str, Value]] = [
        {"login": login, "roles": roles, "disabled": disabled} for login, roles, disabled in rows
    ]
    columns = ("login", "public_key", "at")
    known = [
        dict(zip(columns, row, strict=True))
        for row in connection.execute("SELECT login, public_key, at FROM person_keys ORDER BY _rev, id")
    ]
    keys, introductions = keys_of(known), {signed_fields(row) for row in known}
    code = state.get(connection, state.CENTRE) or ""
    roles = known_roles(staff) or {"": ()}
    return Scope(letter, Speaking(roles, keys, introductions, push, code, letter), open=not keys)


def _of_letter(rows: Rows, letter: str) -> Rows:
    """The keys that the writer announces for its own letter; those of others only their desks announce."""
    if "letter" not in rows.columns:
        return _at(rows, [])
    letters = rows.values[rows.columns.index("letter")]
    return _at(rows, [at for at, key_letter in enumerate(letters) if key_letter == letter])


def _introduced(speaking: Speaking, rows: Rows) -> Rows:
    """The keys of persons that a 安全管理员 known here has signed, each for the first time."""
    keys = [dict(zip(rows.columns, row, strict=True)) for row in zip(*rows.values, strict=True)]
    wanted = {"login", "public_key", "by", "signature", "at"}
    return _at(
        rows,
        [
            at
            for at, row in enumerate(keys)
            if wanted <= row.keys()
            and not faults_of_block(PersonKey.TABLE, rows.columns, [[value] for value in row.values()])
            and speaking.introduces(row)
            and not speaking.repeats(row)
        ],
    )


def _at(rows: Rows, kept: list[int]) -> Rows:
    """The rows at these places."""
    return Rows(
        rows.columns,
        [rows.pk[at] for at in kept],
        [rows.rev[at] for at in kept],
        [[column[at] for at in kept] for column in rows.values],
    )


def _change_newer(connection: Connection, table: str, rows: Rows) -> int:
    """Show newer values of rows that may change; the hub's own replace them whatever they say."""
    rows = sound_rows(connection, table, rows)
    own = {*columns_of(connection, table)} - {"id", "_rev"}
    places = [at for at, name in enumerate(rows.columns) if name in own]
    if not places:
        return 0
    sets = ", ".join(f'"{rows.columns[at]}" = ?' for at in places)
    done = connection.executemany(
        f'UPDATE "{table}" SET {sets}, _rev = ? WHERE id = ? AND _rev >= 0 AND _rev < ?'
        " AND id NOT IN (SELECT pk FROM outbox WHERE tbl = ?)",
        [
            (*(rows.values[place][at] for place in places), UNJUDGED, pk, rev, table)
            for at, (pk, rev) in enumerate(zip(rows.pk, rows.rev, strict=True))
        ],
    )
    if done.rowcount:
        state.put(connection, rereading.READ_WITH, AGAIN)
    return int(done.rowcount)
