"""One history: a hub, two to five desks, and everything that can happen to them, all from one seed."""

from __future__ import annotations

import random
from collections import Counter
from unittest import mock

from app.domain.suites import GENERAL, NATIONAL
from app.errors import NotAllowed, Unavailable
from db.access.persons import Person, enrolment_words
from db.exchange import young
from db.exchange.entering import Entry, Wrap, Wraps
from db.exchange.proofs import Voice
from db.exchange.wire import SCHEMA
from db.hub import places
from db.hub.hub import Hub
from db.suites.suite import Suite, suite_named
from db.sync import history, state
from db.sync.apply_page import apply_pages
from db.sync.exchange import exchange
from db.sync.pull import pull_all
from tests.simulation import shelf
from tests.simulation.desk import Crash, SimDesk
from tests.simulation.handling import Handling
from tests.simulation.ledger import WRAP, Ledger, beginning
from tests.simulation.mallory import Mallory
from tests.simulation.network import SimEnd, Weather

START_MS = 1_795_000_000_000
DAY_MS = 86_400_000
QUIET_ROUNDS = 40
MENDINGS = 5
MOST_DESKS = 6
MIXES = (
    (SCHEMA - 1, SCHEMA),
    (SCHEMA, SCHEMA + 1),
    (SCHEMA - 1, SCHEMA, SCHEMA + 1),
    (SCHEMA - 2, SCHEMA - 1, SCHEMA, SCHEMA + 1),
)
"""Versions of desks at one hub; the oldest of the last mix may only send."""


MALLORY = 0.25
"""How many histories have a desk that is not believed; in them everybody signs."""


KEYS = {GENERAL: bytes(32), NATIONAL: bytes(31) + b"\x07"}
"""The clerk's private key, by suite."""


def _skew(rng: random.Random) -> int:
    """A clock that is days wrong, or ten years."""
    return rng.choice((-3650, -3, -1, 1, 3, 3650)) * rng.randrange(DAY_MS)


class World:
    """Everything of one seed. ``faults`` picks which of the rare disasters may come.

    ``suite``: by which everybody signs (app.domain.suites); without one a quarter of the histories signs.
    """

    def __init__(self, seed: int, handling: bool = True, suite: str = "") -> None:
        self.seed = seed
        self.handling = handling
        self.rng = rng = random.Random(seed)
        self.now = START_MS
        self.ledger = Ledger()
        self.hub_went_back = False
        self.desk_went_back = False
        self.upgraded: set[int] = set()
        """Places of the desks that got a newer program."""
        shelf.clear()
        self._hub_connection = shelf.hubs().borrow()
        self.hub = self._make_hub()
        self.signer: Person | None = None
        """Who signs at every desk, if anybody does."""
        self.mallory: Mallory | None = None
        if suite or random.Random(f"mallory {seed}").random() < MALLORY:
            self._let_mallory_in(suite_named(suite or GENERAL))
        self._hub_image: shelf.Contents | None = None
        harsh = rng.random()
        self.weather = Weather(*(harsh * rng.random() * 0.5 for _ in range(5)), 0.05 * harsh)
        self.weather.meanwhile = rng.random() * 0.4
        self.versions = rng.choice(MIXES) if rng.random() < 0.3 else (SCHEMA,)
        self.poison_chance = 0.15 if rng.random() < 0.25 else 0.0
        self.desks = [self._make_desk(place) for place in range(rng.randint(2, 5))]
        self.may_join = rng.random() < 0.3
        disaster = rng.random()
        self.may_lose_hub = disaster < 0.2
        self.may_lose_desk = 0.1 < disaster < 0.45
        self.torn: list[str] = []

    def _make_hub(self) -> Hub:
        return Hub(shelf.OneThread(self._hub_connection), lambda: self.now)

    def _make_desk(self, place: int) -> tuple[SimDesk, SimEnd]:
        rng = random.Random(self.rng.randrange(1 << 30))
        desk = SimDesk(place, self.rng.choice(self.versions), self.ledger, rng)
        end = SimEnd(lambda: self.hub, self._admit(desk), self.weather, rng)
        end.version = desk.version
        if self.mallory is not None:
            end.overheard = self.mallory.hear
        desk.poison_chance = self.poison_chance
        if self.handling:
            desk.handling = Handling(desk, f"handling {self.seed} {place}")
        desk.clock = lambda: self.now
        desk.skew = rng.choice((0, 0, _skew(rng)))
        desk.watch = self._watch
        end.meanwhile = lambda: self._meanwhile(desk)
        desk.start()
        desk.keep_image()
        return desk, end

    def _admit(self, desk: SimDesk) -> str:
        """A code from the administrator, a token for it."""
        token = self._token(desk.letter)
        state.put(desk.connection, state.TOKEN, token)
        return token

    def _token(self, letter: str) -> str:
        """By a code and, in a centre whose people sign, the clerk's proof."""
        with self.hub.storage.writing() as work:
            known = places.only_centre(work)
            code = places.new_code(work, letter, known.id if known else None, self.now)
        entry = Entry(code, "示例中心", "340700", letter)
        if self.signer is not None:
            entry.token = f"{self.rng.getrandbits(255):043x}"[:43]
            entry.login = self.signer.login
            entry.proof = self.signer.sign(enrolment_words(self.signer.suite, code, entry.token, None))
        return self.hub.enrol(entry).token

    def _let_mallory_in(self, suite: Suite) -> None:
        """A centre whose people sign: its beginning, and a desk's token in the wrong hands."""
        clerk = Person("clerk", suite.tag + KEYS[suite.name])
        with self.hub.storage.writing() as work:
            code = places.new_code(work, "Z", None, self.now)
        entry = Entry(code, "示例中心", "340700", "Z", token="z" * 43, key=clerk.public, history=9)
        entry.authors = ["founder-z"]
        token = self.hub.enrol(entry).token
        self.hub.push(token, beginning(clerk))
        self.hub.wraps(token, Wraps([Wrap("clerk", 1, WRAP)]))
        self.signer = clerk
        self.mallory = Mallory(lambda: self.hub, self._token("M"), self.seed)

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
            begun = history.begin(desk, end) if desk.joins else 0
            told = exchange(desk, end, voice=Voice(self.signer, "340700", desk.letter))
            older = self._fill(desk, end) if desk.joins else Counter()
        except Unavailable:
            return False
        except Crash:
            if desk.connection.in_transaction:
                desk.connection.execute("ROLLBACK")
            self._restart(desk, end)
            return False
        return not (told.pushed or told.audit or told.pulled.total() or older.total() or begun)

    def _fill(self, desk: SimDesk, end: SimEnd) -> Counter[str]:
        older = history.fill(desk, end, desk.rng.choice((1, 20, None)))
        if desk.full_from < 0 and state.history(desk.connection) == 100:
            desk.full_from = self.hub.top(end.token)
        return older

    def step(self) -> None:
        """Whatever happens next."""
        rng = self.rng
        if self.mallory is not None:
            self.mallory.act(self.hub_went_back)
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
            desk.skew = _skew(rng)
        elif kind < 0.93:
            self._change_of_desks(desk, end)
        elif kind < 0.955 and end.pages:
            apply_pages(desk.connection, [rng.choice(end.pages)])
        else:
            self._disaster(desk, end)

    def _restart(self, desk: SimDesk, end: SimEnd) -> None:
        """A new start of the program; answers to the old one reach nobody any more."""
        end.pages.clear()
        desk.start()

    def _change_of_desks(self, desk: SimDesk, end: SimEnd) -> None:
        """A desk is upgraded, or a new one joins: it starts with the newest rows and fills up."""
        if desk.version < max(self.versions):
            self._upgrade(desk, end, self.rng.choice([one for one in self.versions if one > desk.version]))
        elif self.may_join and len(self.desks) < MOST_DESKS:
            self.desks.append(self._make_desk(len(self.desks)))
            self.desks[-1][0].joins = True

    def _upgrade(self, desk: SimDesk, end: SimEnd, version: int) -> None:
        self.upgraded.add(desk.place)
        desk.upgrade(version)
        end.version = version
        self._restart(desk, end)

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
                self._admit_again()

    def _admit_again(self) -> None:
        """The desks that joined after the backup of the hub was made need a new code."""
        for desk, end in self.desks:
            try:
                self.hub.caller(end.token)
            except NotAllowed:
                end.token = self._admit(desk)

    def _watch(self, desk: SimDesk) -> None:
        """No desk ever shows a part of another desk's business action."""
        c = desk.connection
        if desk.changes == c.total_changes or c.in_transaction:
            return
        desk.changes = c.total_changes
        if not self.hub_went_back and len(self.torn) < 4:
            self.torn += desk.unsteady()
        if self.hub_went_back or self.desk_went_back or len(self.torn) > 3 or desk.cursor() == desk.watched:
            return
        if desk.joins and not 0 <= desk.full_from <= desk.cursor():
            return  # it fills from the newest row down; what changed meanwhile comes with the next pull
        desk.watched = desk.cursor()
        for place, group in self.ledger.groups[-6:]:
            if place != desk.place:
                here = [
                    c.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (id,)).fetchone() is not None
                    for id, table in group.items()
                    if table in desk.tables
                ]
                if any(here) and not all(here):
                    self.torn.append(f"desk {desk.letter} shows a part of {sorted(group)}")

    def run(self, steps: int) -> None:
        with mock.patch.object(young, "YOUNG", shelf.YOUNG):
            for _ in range(steps):
                self.step()
            self.quieten()

    def quieten(self) -> None:
        """Good weather until nobody has anything new, then mend what was set aside; AssertionError if not."""
        for desk, end in self.desks:
            while end.late:
                end.deliver_late()
            end.weather = Weather()
            if desk.version < SCHEMA - 1:
                self._exchange(desk, end)
                if "sync_desk_older" not in end.refused:
                    raise AssertionError("a desk that is too old was not told so")
                self._upgrade(desk, end, SCHEMA)
            elif desk.version < max(self.versions) and desk.rng.random() < 0.5:
                self._upgrade(desk, end, max(self.versions))
        for _ in range(MENDINGS):
            self._rest()
            self.torn += [wrong for desk, _ in self.desks for wrong in desk.aside_without_reason()]
            mended = [desk.mend() for desk, _ in self.desks]
            if not any(mended):
                return
        raise AssertionError("something is set aside again and again")

    def _rest(self) -> None:
        for _ in range(QUIET_ROUNDS):
            idle = [self._exchange(desk, end) for desk, end in self.desks]
            if all(idle):
                return  # nobody had anything, so nobody can have anything new
        raise AssertionError("the desks never come to rest")
