"""Makes, checks and upgrades the file of a store; refuses one that a newer program has written."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.errors import Unavailable
from db import capture, cases
from db.cipher import Connection, as_unavailable, connect
from db.home.files import file_faults, sync_folder
from db.inspection import steps_of
from db.step_names import NAMES, SET

UPGRADING = "upgrading"
"""Noted in the store from the first step of an upgrade until its triggers are in place."""


def create(path: Path, key: bytes, series: str) -> None:
    """A new encrypted file with every table, for one series of numbers."""
    if path.exists():
        raise Unavailable("store_exists")
    part = path.with_name(f".{path.name}.new")
    with file_faults():
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f"{part.name}*"):  # of a making that was cut
            left.unlink()
    connection = connect(part, key)
    try:
        upgrade(connection)
        with as_unavailable():
            set_meta(connection, "series", series)
    finally:
        connection.close()
    with file_faults():
        part.chmod(0o600)
        part.replace(path)
        sync_folder(path.parent)


def open_current(path: Path, key: bytes) -> Connection:
    """The writer's connection to a store whose schema is this program's own."""
    connection = connect(path, key)
    try:
        steps = applied(connection)
        if [step for step in steps if step not in known()]:
            raise Unavailable("store_newer")
        if len(steps) < len(NAMES) or _was_cut(connection):
            copy_aside(connection, path, f"upgrade-from-{len(steps):04}")
            with as_unavailable():
                set_meta(connection, UPGRADING, "1")
            upgrade(connection)
        with as_unavailable():
            capture.require(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def upgrade(connection: Connection) -> None:
    """Apply the pending steps, then make all triggers anew."""
    from sqlite_utils import Database  # start-up: a store that is of this program's schema needs neither

    from db.migrations import migrations

    with as_unavailable():
        migrations().apply(Database(connection, execute_plugins=False))  # nothing of anybody's plug-ins
        connection.execute("BEGIN IMMEDIATE")
        capture.install(connection)
        cases.adopt_old_statuses(connection)
        cases.rebuild(connection)
        connection.execute("DELETE FROM meta WHERE key = ?", (UPGRADING,))
        connection.execute("COMMIT")


def _was_cut(connection: Connection) -> bool:
    """Whether an upgrade ended between its steps and its triggers: the next one finishes it."""
    with as_unavailable():
        return connection.execute("SELECT 1 FROM meta WHERE key = ?", (UPGRADING,)).fetchone() is not None


def copy_aside(connection: Connection, path: Path, word: str) -> Path:
    """A copy of the whole file (WAL folded in) beside it, made before an upgrade."""
    copy = path.with_name(f"{path.name}.{word}")
    try:
        with as_unavailable():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        part = copy.with_name(f".{copy.name}.part")
        shutil.copy2(path, part)
        part.replace(copy)
    except OSError as error:
        raise Unavailable("disk_full") from error
    return copy


def known() -> list[str]:
    """Names of the steps this program has."""
    return list(NAMES)


def applied(connection: Connection) -> list[str]:
    """Names of the steps the file has. Unavailable('store_damaged') for a file that is no store of ours."""
    with as_unavailable():
        try:
            return steps_of(connection, SET)
        except LookupError:
            raise Unavailable("store_damaged") from None


def meta(connection: Connection, key: str) -> str:
    """A fact the store keeps about itself. KeyError if it was never set."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise KeyError(key)
    return str(row[0])


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Set or replace such a fact."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
