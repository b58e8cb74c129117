"""Mutated answers against a desk: an exchange ends with a sentence or goes on, the next good one heals."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import JiefangtaiError, Unavailable
from db.hub.hub import Hub
from db.hub.sqlite import open_file
from db.sync import history, wire
from db.sync.direct import DirectHub
from db.sync.exchange import exchange
from db.sync.wire import BadWire, Stale
from tests.attack.mutate import mutated_message
from tests.db.hub.people import Window, person

STATE = ("meta", "boots")
KINDS = ("hello", "push", "pull", "earlier")


class LyingHub(DirectHub):
    """The hub's answers to one kind of question are mutated on their way."""

    def __init__(self, end: DirectHub, kind: str, rng: random.Random) -> None:
        super().__init__(end.hub, end.token)
        self._kind = kind
        self._rng = rng

    def hello(self, hello: wire.Hello) -> wire.Welcome:
        return self._changed("hello", super().hello(hello))

    def push(self, push: wire.Push) -> wire.Pushed:
        return self._changed("push", super().push(push))

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> wire.Page:
        return self._changed("pull", super().pull(since, mine, schema))

    def earlier(self, asked: wire.Earlier) -> wire.Page:
        return self._changed("earlier", super().earlier(asked))

    def _changed(self, kind: str, answer: Any) -> Any:
        if kind != self._kind:
            return answer
        try:
            return wire.unpack(mutated_message(answer, self._rng), type(answer))
        except BadWire as error:  # as db.sync.http tells it
            raise Unavailable("hub_speaks_otherwise") from error


def attack_desk(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the exchanges ended, by kind of answer; and what must not have happened."""
    hub = Hub(open_file(folder / "hub.db", folder / "hub.key"))
    made = [Window(hub, folder, letter) for letter in "AB"]
    rng = random.Random(seed)
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    try:
        for kind in KINDS:
            for number in range(count):
                told = _one(made, kind, rng, number)
                ends[f"{kind} {told}"] += 1
                if told.startswith("!") and len(wrong) < 20:
                    wrong.append(f"{kind} {number}: {told}")
        return ends, wrong + _after(made)
    finally:
        for one in made:
            one.close()
        hub.close()


def _one(made: list[Window], kind: str, rng: random.Random, number: int) -> str:
    one, other = made
    if number % 10 == 0:
        one.add(person(phone=str(number)))
        one.sync()
    other.add(person("李四（示例）"))
    lying = LyingHub(other.end, kind, rng)
    ask: Callable[[], Any] = lambda: exchange(other.store, lying)  # noqa: E731 - one of two questions
    if kind == "earlier":
        other.store.on_writer(lambda c: c.execute("DELETE FROM meta WHERE key = 'sync_history'"))
        ask = lambda: (history.begin(other.store, lying), history.fill(other.store, lying, 50))  # noqa: E731
    before = other.store.on_writer(_remembered)
    try:
        ask()
    except (JiefangtaiError, Stale, BadWire) as error:  # BadWire: what the hub says of our next question
        return getattr(error, "code", type(error).__name__)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"! {type(error).__name__} {str(error)[:200]}"
    finally:
        other.store.on_writer(lambda c: _remember(c, before))
    return "went on"


def _remembered(connection: Any) -> dict[str, list[Any]]:
    """What the desk knows of the hub, before it was lied to."""
    return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in STATE}


def _remember(connection: Any, before: dict[str, list[Any]]) -> None:
    for table, rows in before.items():
        connection.execute(f"DELETE FROM {table}")
        for row in rows:
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)


def _after(made: list[Window]) -> list[str]:
    """The store is whole, and no column of a known table holds what it must not."""
    wrong = []
    for desk in made:
        if desk.ask("PRAGMA integrity_check") != [("ok",)]:
            wrong.append(f"desk {desk.letter} is not whole")
        with desk.store.reading() as reads:
            reads.find(type(person()))
    return wrong
