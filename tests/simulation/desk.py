"""One simulated desk: the real tables and triggers in memory, a clerk who writes, a program that crashes."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from app.domain.case import modes
from db import boots
from db.sync import state
from db.sync.apply_page import UNJUDGED_YET
from db.sync.columns import columns_of
from db.sync.retry import retry_all
from tests.simulation import shelf
from tests.simulation.handling import Handling
from tests.simulation.ledger import (
    ATTENDANCE,
    FIELDS,
    HOT,
    MATTER,
    NOW,
    NOWHERE,
    PERSON,
    VISIT,
    Ledger,
    Write,
)

T = TypeVar("T")
HANDLED = 0.5
"""How often an act is followed by one of a case."""
REASONS = ("sync_other_desk", "sync_unknown_row")
"""A visit of a series that is not the desk's own, and changes of what was set aside with it."""


class Crash(BaseException):
    """The program was killed between two writes."""


class SimDesk:
    """db.sync.pull.Writer over one connection; ``on_writer`` may crash before or after its job."""

    def __init__(self, place: int, version: int, ledger: Ledger, rng: random.Random) -> None:
        self.place = place
        self.version = version
        self.letter = "ABCDEFG"[place]
        self.series = self.letter
        self.generation = 1
        self.connection = shelf.desks(version).borrow()
        self.ledger = ledger
        self.rng = rng
        self.skew = 0
        self.clock: Callable[[], int] = int
        self.crash_chance = 0.0
        self.watch: Callable[[SimDesk], None] = _nobody
        self.starts = 0
        self.image: tuple[shelf.Contents, int] | None = None
        self.serial = 0
        self.poison_chance = 0.0
        self.handling: Handling | None = None
        """What its clerk does with cases; None in histories that were kept from before there was any."""
        self.joins = False
        """Whether it came later and starts from the hub's newest rows."""
        self.full_from = -1
        """The hub's revision when the last of the older rows had come."""
        self.own: dict[tuple[str, str, str], tuple[int, str]] = {}
        """What this desk wrote and the hub has not judged: by table, row and field the sequence and value."""
        self.revisions: dict[tuple[str, str], int] = {}
        self.watched = -1
        self.changes = -1
        self.waited = False
        self._look()

    def _look(self) -> None:
        """Which tables this version has, and which of the fields that clerks change."""
        self.tables = frozenset(shelf.tables(self.connection))
        self.fields = [(table, name) for table, name in FIELDS if name in columns_of(self.connection, table)]

    def upgrade(self, version: int) -> None:
        """The next start is one of a newer program."""
        newer = shelf.desks(version).borrow()
        shelf.put_back(newer, shelf.contents(self.connection))
        self.connection, self.version = newer, version
        self._look()

    def start(self) -> None:
        """A start of the program: a new author."""
        self.starts += 1
        boots.begin(
            self.connection, f"desk-{self.letter}-{self.rng.randrange(16**6):06x}-{self.starts}".lower()
        )

    def on_writer(self, job: Callable[[Any], T]) -> T:
        if self.crash_chance and self.rng.random() < self.crash_chance:
            raise Crash
        answer = job(self.connection)
        self.watch(self)
        if self.crash_chance and self.rng.random() < self.crash_chance:
            raise Crash
        return answer

    def bringing_in(self) -> AbstractContextManager[None]:
        return nullcontext()

    def is_waited_for(self) -> bool:
        """Every other time."""
        self.waited = not self.waited
        return self.waited

    def keep_image(self) -> None:
        """Copy the file as it is now."""
        self.image = (shelf.contents(self.connection), boots.next_seq(self.connection))

    def go_back(self) -> None:
        """Put the kept copy back, as ``restore`` does: a new series of numbers and a new start."""
        assert self.image is not None
        image, seq = self.image
        for write in self.ledger.writes:
            if write.desk == self.place and write.seq >= seq:
                write.rolled_back = True
        shelf.put_back(self.connection, image)
        self.own.clear()
        self.revisions.clear()
        self.generation += 1
        self.series = f"{self.letter}{self.generation}"
        self.serial = 0
        self.start()

    def unsteady(self) -> list[str]:
        """I6: what was written here and is not judged yet shows; no row is older than it was a moment ago."""
        c = self.connection
        waiting = {seq for (seq,) in c.execute(f"SELECT seq FROM outbox WHERE {UNJUDGED_YET}")}
        self.own = {key: told for key, told in self.own.items() if told[0] in waiting}
        wrong = []
        for (table, row, name), (_, value) in self.own.items():
            shown = c.execute(f'SELECT "{name}" FROM "{table}" WHERE id = ?', (row,)).fetchone()
            if shown != (value,):
                wrong.append(f"{self.letter}: {row}.{name} shows {shown} and not its own {value}")
        for table in ("people", "matters"):
            for row, rev in c.execute(f'SELECT id, _rev FROM "{table}"').fetchall():
                if rev < self.revisions.get((table, row), rev):
                    wrong.append(f"{self.letter}: {row} went back to revision {rev}")
                self.revisions[table, row] = rev
        return wrong

    def register(self) -> None:
        """A visit with its matter, person, attendance and step: one business action."""
        pk = self.ledger.fresh
        matter, person, visit, attendance, step = (f"{kind}-{pk()}" for kind in ("m", "p", "v", "a", "s"))
        self.serial += 1
        number = f"{self.series}-{self.serial}"
        self.ledger.numbers.append(number)
        told = {table: self.fresh_fields(table) for table in ("matters", "people")}
        series = NOWHERE if self.rng.random() < self.poison_chance else self.series
        with self.action() as act:
            act.insert("matters", matter, number=number, **told["matters"], **MATTER)
            act.insert("people", person, **told["people"], **PERSON)
            act.insert(
                "visits", visit, number=number, query_code=number, matter_id=matter, desk=series, **VISIT
            )
            act.insert("attendances", attendance, visit_id=visit, person_id=person, **ATTENDANCE)
            act.insert("steps", step, matter_id=matter, mode="登记", at=NOW, by="clerk", detail="{}")
            if "hobbies" in self.tables:
                act.insert("hobbies", f"h-{pk()}", person_id=person)
        known_by_all = {id: table for id, table in act.made.items() if table != "hobbies"}
        self.ledger.groups.append((self.place, known_by_all))

    def fresh_fields(self, wanted: str) -> dict[str, str]:
        """A new value for each field of the table that clerks change."""
        return {name: self.ledger.fresh() for table, name in self.fields if table == wanted}

    def aside_without_reason(self) -> list[str]:
        """Business actions that the hub set aside although nothing in or under them is wrong."""
        c = self.connection
        return [
            f"{self.letter}: {table} {pk} was set aside: {code}"
            for table, pk, code in c.execute("SELECT tbl, pk, code FROM set_aside ORDER BY seq").fetchall()
            if code not in REASONS
        ]

    def mend(self) -> bool:
        """The clerk corrects what the hub set aside and has all of it sent again; whether there was any."""
        c = self.connection
        if not state.set_aside(c):
            return False
        wrong = c.execute(
            "SELECT v.id FROM visits v JOIN set_aside s ON s.pk = v.id AND s.tbl = 'visits' WHERE v.desk = ?",
            (NOWHERE,),
        ).fetchall()
        with self.action():
            for (visit,) in wrong:
                c.execute("UPDATE visits SET desk = ? WHERE id = ?", (self.series, visit))
        retry_all(c)
        return True

    def amend(self) -> None:
        """One or two fields of a record that is here, of this desk or another."""
        table, name = self.rng.choice(self.fields)
        row = self._any(table)
        if row is None:
            return
        with self.action() as act:
            act.update(table, row, name, self.ledger.fresh())
            others = [field for kind, field in self.fields if kind == table and field != name]
            if others and self.rng.random() < 0.3:
                act.update(table, row, others[0], self.ledger.fresh())

    def advance(self) -> None:
        """A step of handling: a fact; what it makes of its matter every desk reads for itself."""
        row = self._any("matters")
        if row is None:
            return
        mode = self.rng.choice(modes.NAMES)
        with self.action() as act:
            act.insert(
                "steps", f"s-{self.ledger.fresh()}", matter_id=row, mode=mode, at=NOW, by="clerk", detail="{}"
            )

    def settle(self) -> None:
        """Decide a conflict: keep what shows, or write anew what was lost."""
        found = self.connection.execute(
            "SELECT id, tbl, row_id, field FROM conflicts WHERE state = '待处理'"
        ).fetchall()
        if not found:
            return
        id, table, row, name = self.rng.choice(sorted(found))
        with self.action() as act:
            if (table, name) in self.fields and self.rng.random() < 0.5 and self._holds(table, row):
                act.update(table, row, name, self.ledger.fresh())
            self.connection.execute("UPDATE conflicts SET state = '已保留' WHERE id = ?", (id,))

    def _holds(self, table: str, row: str) -> bool:
        """Whether a row is here: a desk that is being filled may have its conflict alone."""
        found = self.connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (row,))
        return found.fetchone() is not None

    def act(self) -> None:
        """Whatever a clerk does next."""
        deeds = (self.register, self.amend, self.advance, self.settle, self.mend)
        self.rng.choices(deeds, (3, 5, 2, 1, 0.5))[0]()
        if self.handling is not None and self.handling.rng.random() < HANDLED:
            self.handling.act()

    def _any(self, table: str) -> str | None:
        found = [row[0] for row in self.connection.execute(f'SELECT id FROM "{table}" ORDER BY id')]
        if found and self.rng.random() < HOT:
            return found[0]  # everybody is busy with the same record
        return self.rng.choice(found) if found else None

    def action(self) -> Action:
        """One transaction of the clerk's."""
        return Action(self)

    def cursor(self) -> int:
        return state.number(self.connection, state.CURSOR)


class Action:
    """One transaction of the clerk's: rows, outbox and what the ledger keeps of it."""

    def __init__(self, desk: SimDesk) -> None:
        self.desk = desk
        self.made: dict[str, str] = {}
        self._noted: list[tuple[str, str, str, str, str | None]] = []

    def __enter__(self) -> Action:
        c = self.desk.connection
        c.execute("BEGIN IMMEDIATE")
        self._first = boots.next_seq(c)
        c.execute("UPDATE action SET txn = ?", (f"t-{self.desk.ledger.fresh()}-{self.desk.starts}",))
        return self

    def __exit__(self, *_: object) -> None:
        c = self.desk.connection
        now = self.desk.clock() + self.desk.skew
        c.execute("UPDATE outbox SET login = 'clerk', ms = ? WHERE seq >= ?", (now, self._first))
        c.execute("UPDATE action SET txn = NULL")
        c.execute("COMMIT")
        seqs = dict(c.execute("SELECT pk, min(seq) FROM outbox WHERE seq >= ? GROUP BY pk", (self._first,)))
        for table, row, name, value, saw in self._noted:
            self.desk.own[table, row, name] = (seqs[row], value)
            author = boots.author_at(c, seqs[row])[0]
            write = Write(row, name, value, saw, self.desk.place, author, seqs[row])
            self.desk.ledger.writes.append(write)
        for row, table in self.made.items():
            author = boots.author_at(c, seqs[row])[0]
            made = Write(row, "id", row, None, self.desk.place, author, seqs[row])
            self.desk.ledger.writes.append(made)
            self.desk.ledger.rows[row] = (table, made)

    def insert(self, table: str, pk: str, **values: Any) -> None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * (len(values) + 1))
        self.desk.connection.execute(
            f'INSERT INTO "{table}" (id, {names}) VALUES ({marks})', (pk, *values.values())
        )
        self.made[pk] = table
        for name, value in values.items():
            if (table, name) in FIELDS:
                self._noted.append((table, pk, name, value, None))

    def update(self, table: str, pk: str, name: str, value: str) -> None:
        c = self.desk.connection
        saw = c.execute(f'SELECT "{name}" FROM "{table}" WHERE id = ?', (pk,)).fetchone()[0]
        c.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE id = ?', (value, pk))
        self._noted.append((table, pk, name, value, saw))


def _nobody(_desk: SimDesk) -> None:
    """Nobody watches."""
