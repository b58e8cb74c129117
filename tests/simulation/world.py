"""One history: a hub, two to five desks, and everything that can happen to them, all from one seed."""

from __future__ import annotations

import random

from app.errors import Unavailable
from db.hub import places
from db.hub.hub import Hub
from db.sync import state
from db.sync.apply_page import apply_pages
from db.sync.exchange import exchange
from db.sync.pull import pull_all
from db.sync.wire import Entry
from tests.simulation import shelf
from tests.simulation.desk import Crash, Ledger, SimDesk
from tests.simulation.network import SimEnd, Weather

START_MS = 1_795_000_000_000
DAY_MS = 86_400_000
QUIET_ROUNDS = 40


class World:
    """Everything of one seed. ``faults`` picks which of the rare disasters may come."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rng = rng = random.Random(seed)
        self.now = START_MS
        self.ledger = Ledger()
        self.hub_went_back = False
        self.desk_went_back = False
        shelf.desks().clear()
        shelf.hubs().clear()
        self._hub_connection = shelf.hubs().borrow()
        self.hub = self._make_hub()
        self._hub_image: shelf.Contents | None = None
        harsh = rng.random()
        self.weather = Weather(*(harsh * rng.random() * 0.5 for _ in range(5)), 0.05 * harsh)
        self.weather.meanwhile = rng.random() * 0.4
        self.desks = [self._make_desk(place) for place in range(rng.randint(2, 5))]
        disaster = rng.random()
        self.may_lose_hub = disaster < 0.2
        self.may_lose_desk = 0.1 < disaster < 0.45
        self.torn: list[str] = []

    def _make_hub(self) -> Hub:
        return Hub(shelf.OneThread(self._hub_connection), lambda: self.now)

    def _make_desk(self, place: int) -> tuple[SimDesk, SimEnd]:
        rng = random.Random(self.rng.randrange(1 << 30))
        desk = SimDesk(place, shelf.desks().borrow(), self.ledger, rng)
        with self.hub.storage.writing() as work:
            known = places.only_centre(work)
            code = places.new_code(work, desk.letter, known.id if known else None, self.now)
        admitted = self.hub.enrol(Entry(code, "示例中心", "340700", desk.letter))
        end = SimEnd(lambda: self.hub, admitted.token, self.weather, rng)
        state.put(desk.connection, state.TOKEN, admitted.token)
        desk.clock = lambda: self.now
        desk.skew = rng.choice((0, 0, rng.randrange(-3 * DAY_MS, 3 * DAY_MS)))
        desk.watch = self._watch
        end.meanwhile = lambda: self._meanwhile(desk)
        desk.start()
        desk.keep_image()
        return desk, end

    def _meanwhile(self, desk: SimDesk) -> None:
        """Between a request and its answer the clerk goes on, or another desk is quicker."""
        rng = desk.rng
        other, end = desk.rng.choice(self.desks)
        own = next(one for known, one in self.desks if known is desk)
        kept, end.weather, own.weather = self.weather, Weather(), Weather()
        if rng.random() < 0.6:
            desk.act()
        if rng.random() < 0.4 and other is not desk:
            self._exchange(other, end)
        if rng.random() < 0.5:
            self._pull_beside(desk, own)
            if rng.random() < 0.6:
                desk.amend()
        end.weather = own.weather = kept

    def _pull_beside(self, desk: SimDesk, end: SimEnd) -> None:
        """A second program on the same store is at its pull while this one waits for an answer."""
        if state.number(desk.connection, state.EPOCH) and not state.get(desk.connection, state.RECOVERING):
            pull_all(desk, end)

    def _exchange(self, desk: SimDesk, end: SimEnd) -> bool:
        """One exchange; whether it ended well and moved nothing."""
        self.now += 50
        try:
            told = exchange(desk, end)
        except Unavailable:
            return False
        except Crash:
            if desk.connection.in_transaction:
                desk.connection.execute("ROLLBACK")
            self._restart(desk, end)
            return False
        return not told.pushed and not told.audit and not sum(told.pulled.values())

    def step(self) -> None:
        """Whatever happens next."""
        rng = self.rng
        desk, end = rng.choice(self.desks)
        self.now += rng.randrange(1, 5_000)
        kind = rng.random()
        if kind < 0.42:
            desk.act()
        elif kind < 0.80:
            desk.crash_chance = 0.1 if rng.random() < 0.15 else 0.0
            self._exchange(desk, end)
            desk.crash_chance = 0.0
        elif kind < 0.86:
            end.deliver_late()
        elif kind < 0.89:
            self._restart(desk, end)
        elif kind < 0.91:
            desk.skew = rng.randrange(-3 * DAY_MS, 3 * DAY_MS)
        elif kind < 0.94 and end.pages:
            apply_pages(desk.connection, [rng.choice(end.pages)])
        else:
            self._disaster(desk, end)

    def _restart(self, desk: SimDesk, end: SimEnd) -> None:
        """A new start of the program; answers to the old one reach nobody any more."""
        end.pages.clear()
        desk.start()

    def _disaster(self, desk: SimDesk, end: SimEnd) -> None:
        rng = self.rng
        if self.may_lose_desk and rng.random() < 0.5:
            if rng.random() < 0.5:
                desk.keep_image()
            else:
                self.desk_went_back = True
                end.pages.clear()
                desk.go_back()
        if self.may_lose_hub and rng.random() < 0.6:
            if self._hub_image is None or rng.random() < 0.4:
                self._hub_image = shelf.contents(self._hub_connection)
            else:
                self.hub_went_back = True
                shelf.put_back(self._hub_connection, self._hub_image)
                self.hub = self._make_hub()

    def _watch(self, desk: SimDesk) -> None:
        """No desk ever shows a part of another desk's business action."""
        c = desk.connection
        if desk.changes == c.total_changes or c.in_transaction:
            return
        desk.changes = c.total_changes
        if self.hub_went_back or self.desk_went_back or len(self.torn) > 3 or desk.cursor() == desk.watched:
            return
        desk.watched = desk.cursor()
        for place, group in self.ledger.groups[-6:]:
            if place != desk.place:
                here = [
                    c.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (id,)).fetchone() is not None
                    for id, table in group.items()
                ]
                if any(here) and not all(here):
                    self.torn.append(f"desk {desk.letter} shows a part of {sorted(group)}")

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.step()
        self.quieten()

    def quieten(self) -> None:
        """Good weather until nobody has anything new. AssertionError if that never comes."""
        for _, end in self.desks:
            while end.late:
                end.deliver_late()
            end.weather = Weather()
        for _ in range(QUIET_ROUNDS):
            idle = [self._exchange(desk, end) for desk, end in self.desks]
            if all(idle):
                return  # nobody had anything, so nobody can have anything new
        raise AssertionError("the desks never come to rest")
