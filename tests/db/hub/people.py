"""Desks for the hub's tests: a real store each, and synthetic people to write down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.rows.base import new_id
from app.domain.rows.clashes import Conflict
from app.domain.rows.visits import Person
from db.exchange.entering import Entry
from db.hub import places
from db.hub.hub import Hub
from db.store import Store
from db.sync import state
from db.sync.exchange import ExchangeCounts, exchange
from tests.db.hub.direct import DirectHub

KEY = bytes(range(32))
CENTRE = ("示例中心", "340700")


def person(name: str = "王小明（示例）", **fields: Any) -> Person:
    return Person(id=new_id(), name=name, id_type="无", no_id_reason="当场无证件", **fields)


def code_for(hub: Hub, letter: str, centre: str | None = None) -> str:
    with hub.storage.writing() as work:
        known = places.only_centre(work, centre)
        return places.new_code(work, letter, known.id if known else None, hub.clock())


class Window:
    """A desk with its own encrypted store, joined to the hub without a network."""

    def __init__(self, hub: Hub, folder: Path, letter: str, centre: tuple[str, str] = CENTRE) -> None:
        self.letter = letter
        self.store = Store.create(folder / f"{letter}-{new_id()[-6:]}.db", KEY, letter)
        known = None
        with hub.storage.reading() as work:
            known = work.first_row("SELECT code FROM centres WHERE code = ?", (centre[1],))
        code = code_for(hub, letter, centre[1] if known else None) if known else _founding(hub, letter)
        admitted = hub.enrol(Entry(code, centre[0], centre[1], letter))
        self.token = admitted.token
        self.end = DirectHub(hub, admitted.token)
        self.store.on_writer(lambda c: state.put(c, state.TOKEN, admitted.token))

    def sync(self) -> ExchangeCounts:
        return exchange(self.store, self.end)

    def add(self, *rows: Any) -> None:
        self.store.write(lambda w: (w.audit("clerk", "登记"), w.add(*rows)))

    def change(self, row: Any, **fields: Any) -> None:
        self.store.write(lambda w: (w.audit("clerk", "补正"), w.change(w.get(type(row), row.id), **fields)))

    def person(self, id: str) -> Person | None:
        with self.store.reading() as reads:
            return reads.get(Person, id)

    def conflicts(self) -> list[Conflict]:
        with self.store.reading() as reads:
            return reads.find(Conflict)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.store.on_writer(lambda c: c.execute(sql).fetchall())

    def close(self) -> None:
        self.store.close()


def _founding(hub: Hub, letter: str) -> str:
    with hub.storage.writing() as work:
        return places.new_code(work, letter, None, hub.clock())


MakeWindow = Callable[..., Window]
