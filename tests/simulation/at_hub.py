"""Reads every case out of the hub's own rows, by the reader that the desks use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.case.casefile import CaseFile
from app.services.case.case_reader import CaseReader
from db.cipher import Connection
from db.exchange.wire import SCHEMA
from db.reads import StoreReads
from db.sync.columns import columns_of, fillers
from tests.simulation import shelf

Rows = Mapping[str, Mapping[str, Any]]


def cases_at_hub(rows: Mapping[str, Rows]) -> dict[str, CaseFile]:
    """The hub's rows by table and id, put into an empty store of this version and read as cases."""
    connection = shelf.desks(SCHEMA).borrow()
    for table, held in rows.items():
        if known := columns_of(connection, table):
            for pk, values in held.items():
                _put(connection, table, pk, {name: values[name] for name in values if name in known})
    reader = CaseReader(StoreReads(connection))
    return dict(reader.cases(sorted(rows["matters"])))


def _put(connection: Connection, table: str, pk: str, values: Mapping[str, Any]) -> None:
    told = {name: value for name, value in values.items() if value is not None}
    row = {"id": pk, **told, **fillers(connection, table, {"id", *told})}
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [*row.values()])
