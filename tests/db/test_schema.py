"""The schema: what the steps make is the reference file, and every field of a row has its column."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
import sqlite_utils.utils

import app.domain.rows
from app.domain.rows.base import Keep, Row
from db import capture
from db.cipher import connect
from db.mapping import KINDS, shape
from db.migrations import STEPS, migrations
from db.step_names import NAMES
from db.store import Store

REFERENCE = Path(__file__).with_name("schema.sql")
SQL_TYPES = {"str": "TEXT", "int": "INTEGER", "bool": "INTEGER", "date": "TEXT", "datetime": "TEXT"}


def schema_text(store: Store) -> str:
    with store.reading() as reads:
        rows = reads.connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'search_index_%' AND type <> 'trigger' ORDER BY type DESC, name"
        ).fetchall()
    return ";\n\n".join(row[0] for row in rows) + ";\n"


def test_steps_make_the_reference_schema(store: Store) -> None:
    assert schema_text(store) == REFERENCE.read_text(encoding="utf-8")


def test_every_kind_of_row_is_known_to_the_mapping() -> None:
    for module in pkgutil.iter_modules(app.domain.rows.__path__):
        importlib.import_module(f"app.domain.rows.{module.name}")
    kinds = {kind for kind in Row.__subclasses__() if hasattr(kind, "TABLE")}
    assert {kind.__name__ for kind in kinds} == {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TABLE)
def test_fields_are_columns(store: Store, kind: type[Row]) -> None:
    with store.reading() as reads:
        found = reads.connection.execute(f'PRAGMA table_info("{kind.TABLE}")').fetchall()
        indexed = [
            tuple(row[2] for row in reads.connection.execute(f'PRAGMA index_info("{one[1]}")'))
            for one in reads.connection.execute(f'PRAGMA index_list("{kind.TABLE}")')
        ]
    columns = {name: (sql_type, bool(required)) for _, name, sql_type, required, _, _ in found}
    if kind.KEEP is not Keep.LOCAL:
        assert columns.pop("_rev") == ("INTEGER", True)
    assert columns == {
        column.name: (SQL_TYPES.get(column.type.__name__, "TEXT"), not column.optional)
        for column in shape(kind).columns
    }
    for wanted in kind.INDEXES:
        assert any(one[: len(wanted)] == wanted for one in indexed), wanted


def test_step_names_are_unique_and_recorded(store: Store) -> None:
    with store.reading() as reads:
        rows = reads.connection.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid").fetchall()
    assert [row[0] for row in rows] == [step.__name__ for step in STEPS] == list(NAMES)
    assert len(migrations()._migrations) == len(STEPS)


def test_sqlite_utils_runs_on_the_encrypted_engine() -> None:
    assert sqlite_utils.utils.sqlite3.OperationalError is sqlcipher3.dbapi2.OperationalError


def test_a_transform_that_drops_triggers_is_noticed(home: Path, key: bytes, store: Store) -> None:
    store.close()
    connection = connect(store.path, key)
    assert capture.missing(connection) == []
    sqlite_utils.Database(connection)["roster"].transform(rename={"leader": "boss"})
    assert "capture_roster_insert" in capture.missing(connection)
    capture.install(connection)
    assert capture.missing(connection) == []
    connection.close()
