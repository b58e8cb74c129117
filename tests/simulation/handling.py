"""Clerks handle cases beside registering: join, split, take back, ask for a signature, sign.

Each act is one transaction of rows, as the services write them; what a case comes to every desk reads for
itself, and after quiet ``differing`` finds the cases that two desks read differently.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from app.domain.case import modes, names
from app.domain.case.casefile import CaseFile
from app.domain.rows.case import JOINED, SPLIT
from app.services.case.case_reader import CaseReader
from db.exchange.wire import SCHEMA
from db.reads import StoreReads
from tests.simulation.ledger import MATTER

if TYPE_CHECKING:
    from tests.simulation.desk import SimDesk

BY = {"by": "clerk"}
UNITS = ("市住建局", "市公安局", None)
LATEST_MOVE = (
    'SELECT matter_id FROM visit_moves WHERE visit_id = ? ORDER BY at DESC, "by" DESC, id DESC LIMIT 1'
)


class Handling:
    """The acts of one desk, by chances of its own: the other acts of a seed stay what they were."""

    def __init__(self, desk: SimDesk, seed: str) -> None:
        self.desk = desk
        self.rng = random.Random(seed)
        self.minute = 0

    def act(self) -> None:
        """Whatever is done with a case next; nothing where the desk has no case."""
        deeds = (self.step, self.join, self.split, self.take_back, self.ask, self.sign)
        self.rng.choices(deeds, (4, 3, 3, 2, 2, 2))[0]()

    def step(self) -> None:
        matter = self._any("matters")
        if matter is not None:
            with self.desk.action() as act:
                self._insert_step(act, matter, self.rng.choice(modes.NAMES))

    def join(self) -> None:
        """Put a visit to another matter of the desk's."""
        visit, matter = self._any("visits"), self._any("matters")
        if visit is not None and matter is not None and self._home(visit) != matter:
            with self.desk.action() as act:
                self._insert_move(act, visit, matter, JOINED)

    def split(self) -> None:
        """Bring a visit back to its own matter, or give it a new one."""
        visit = self._any("visits")
        if visit is None:
            return
        own = self._value("visits", visit, "matter_id")
        with self.desk.action() as act:
            if self._home(visit) == own:
                own = f"m-{self.desk.ledger.fresh()}"
                self.desk.serial += 1
                number = f"{self.desk.series}-{self.desk.serial}"
                self.desk.ledger.numbers.append(number)
                act.insert("matters", own, number=number, **self.desk.fresh_fields("matters"), **MATTER)
            self._insert_move(act, visit, own, SPLIT)
        self.desk.ledger.groups.append((self.desk.place, dict(act.made)))

    def take_back(self) -> None:
        """A step is withdrawn, also one that another desk takes back at the same time."""
        step = self._any("steps")
        if step is not None:
            matter = self._value("steps", step, "matter_id")
            with self.desk.action() as act:
                self._insert(act, "withdrawals", "w", matter_id=matter, step_id=step, reason="示例")

    def ask(self) -> None:
        matter = self._any("matters")
        if matter is not None:
            with self.desk.action() as act:
                self._insert(act, "requests", "q", matter_id=matter, act="办理", mode="不予受理", entry="{}")

    def sign(self) -> None:
        """A leader decides a request; what he approves is done in the same transaction."""
        request = self._any("requests")
        if request is None:
            return
        matter = self._value("requests", request, "matter_id")
        approved = self.rng.random() < 0.7
        with self.desk.action() as act:
            self._insert(act, "decisions", "d", request_id=request, matter_id=matter, approved=int(approved))
            if approved:
                self._insert_step(act, matter, "不予受理", approver="clerk")
        self.desk.ledger.groups.append((self.desk.place, dict(act.made)))

    # ------------------------------------------------------------------- rows

    def _insert_step(self, act: Any, matter: str, mode: str, **more: Any) -> None:
        unit = self.rng.choice(UNITS)
        self._insert(act, "steps", "s", matter_id=matter, mode=mode, unit=unit, detail="{}", **more)

    def _insert_move(self, act: Any, visit: str, matter: str, name: str) -> None:
        home = self._home(visit)
        self._insert(act, "visit_moves", "x", visit_id=visit, from_matter=home, matter_id=matter, act=name)

    def _insert(self, act: Any, table: str, kind: str, /, **values: Any) -> None:
        act.insert(table, f"{kind}-{self.desk.ledger.fresh()}", **values, at=self._now(), **BY)

    def _now(self) -> str:
        """A few minutes after the act before; two desks may say the same minute."""
        self.minute += self.rng.randrange(3)
        return f"2026-11-23T{9 + self.minute // 60 % 15:02}:{self.minute % 60:02}:00+08:00"

    def _any(self, table: str) -> str | None:
        found = [row[0] for row in self.desk.connection.execute(f'SELECT id FROM "{table}" ORDER BY id')]
        return self.rng.choice(found) if found else None

    def _value(self, table: str, id: str, name: str) -> str:
        (value,) = self.desk.connection.execute(
            f'SELECT "{name}" FROM "{table}" WHERE id = ?', (id,)
        ).fetchone()
        return str(value)

    def _home(self, visit: str) -> str:
        last = self.desk.connection.execute(LATEST_MOVE, (visit,)).fetchone()
        return str(last[0]) if last else self._value("visits", visit, "matter_id")


def cases_of(desk: SimDesk) -> dict[str, CaseFile]:
    """Every case as the desk reads it, by the id of its matter."""
    reads = StoreReads(desk.connection)
    ids = [row[0] for row in desk.connection.execute("SELECT id FROM matters ORDER BY id")]
    return dict(CaseReader(reads).cases(ids))


def case_problems(desks: list[SimDesk], at_hub: Mapping[str, CaseFile]) -> Iterator[str]:
    """Cases that two desks, or a desk and the hub, read differently, and what no case may hold.

    Desks with older programs are left out.
    """
    reading = [desk for desk in desks if desk.version >= SCHEMA]
    if not reading:
        return
    first, *others = reading
    cases = cases_of(first)
    read_elsewhere = [(desk.letter, cases_of(desk)) for desk in others]
    for reader, theirs in (*read_elsewhere, ("the hub", at_hub)):
        for id in sorted(cases.keys() | theirs.keys()):
            if cases.get(id) != theirs.get(id):
                yield f"{first.letter} and {reader} read {id} differently"
    for id, case in cases.items():
        yield from (f"{id}: {wrong}" for wrong in _wrong_in(case))


def _wrong_in(case: CaseFile) -> Iterator[str]:
    if any(not owed.who for owed in case.obligations):
        yield "something is owed by nobody"
    if case.is_open and case.visits and not (case.binding or case.owner or case.holders):
        yield "it is open, and nobody's"
    if bool(case.contradictions) != case.contradicted:
        yield "a contradiction is not listed"
    disputed = {id for pair in case.contradictions for id in (pair.first, pair.second)}
    closed = case.stages.closed
    if closed is not None and closed.id in disputed and case.status in names.CLOSED:
        yield "it is closed by an act that contradicts another"
    if not case.visits and case.status not in (names.MERGED, names.TAKEN_BACK):
        yield f"it has no visit and is {case.status}"
    if not case.visits and case.running:
        yield "it has no visit and owes something"
