"""Reads what a store's file is made of: its tables and triggers, as sqlite-utils tells them.

Not the columns of one table, which a pull asks for at every page: there the bare PRAGMA takes half the time
(db.sync.columns, db.capture).
"""

from __future__ import annotations

from sqlite_utils import Database

from db.cipher import Connection


def read(connection: Connection) -> Database:
    """The file behind a connection, for looking at; nothing of anybody's plug-ins is loaded."""
    return Database(connection, execute_plugins=False)
