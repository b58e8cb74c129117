"""The virtual network between a desk and the hub: requests and answers get lost, doubled, late."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.errors import NotAllowed, Unavailable
from db.exchange import entering, frame, wire
from db.exchange.batch import operations
from db.exchange.frame import BadWire, Stale
from db.hub.hub import Hub
from tests.db.hub.direct import carried


@dataclass(slots=True)
class Weather:
    """How likely each fault is, for one history."""

    lose_request: float = 0.0
    lose_answer: float = 0.0
    double: float = 0.0
    late: float = 0.0
    meanwhile: float = 0.0
    cut: float = 0.0


class SimEnd:
    """db.sync.ends.HubEnd for one desk in such weather."""

    def __init__(self, hub: Callable[[], Hub], token: str, weather: Weather, rng: random.Random) -> None:
        self._hub = hub
        self.token = token
        self.weather = weather
        self.rng = rng
        self.reached: set[tuple[str, str, frame.Value]] = set()
        """Everything that the hub has judged and not set aside: row, field and value."""
        self.loosely_dated: set[str] = set()
        """New rows that came in a message which may lack later changes of them (db.hub.judge)."""
        self.late: list[Callable[[], Any]] = []
        self.pages: list[tuple[wire.Page, int]] = []
        self.meanwhile: Callable[[], None] = _nothing
        self.overheard: Callable[[frame.Message], None] = _unheard
        self.version = wire.SCHEMA
        self.refused: set[str] = set()
        """Why the hub refused to be read."""

    def hello(self, hello: wire.Hello) -> wire.Welcome:
        hello.schema = self.version
        self.overheard(hello)
        return self._asked(lambda: self._hub().hello(self.token, hello))

    def push(self, push: wire.Push) -> wire.Pushed:
        if self.rng.random() < self.weather.cut:
            self._cut(push)
        push.schema = self.version
        self.overheard(push)
        return self._asked(lambda: self._judged(push))

    def _judged(self, push: wire.Push) -> wire.Pushed:
        judged = judged_of(self._hub(), push.author)
        answer = self._hub().push(self.token, push)
        self._note_reached(push, judged, answer)
        return answer

    def _note_reached(self, push: wire.Push, judged: int, answer: wire.Pushed) -> None:
        if (push.upto_author, push.upto) != (push.author, push.seq[-1]):
            self.loosely_dated.update(push.pk)
        aside = {one.seq for one in answer.aside}
        for one in operations(push):
            if one.seq > judged and one.seq not in aside:  # what is repeated is not judged again
                self.reached.update((one.pk, name, value) for name, value in one.values.items())
                if one.new:
                    self.reached.add((one.pk, "id", one.pk))

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> wire.Page:  # noqa: ARG002
        limit = self.rng.choice((1, 3, 7, 500))
        version = self.version
        try:
            page = self._asked(lambda: self._hub().pull(self.token, since, mine, version, limit))
        except Unavailable as error:
            self.refused.add(error.code)
            raise
        if self.rng.random() < self.weather.cut:
            self._cut(page)
        if not page.more:  # a part of an answer is never applied alone
            self.pages.append((page, since))
        return page

    def takes_rounds(self) -> bool:
        return self.rng.random() < 0.7

    def round(self, asked: wire.Round) -> wire.Rounded:
        if self.rng.random() < self.weather.cut:
            self._cut(asked)
        asked.hello.schema = asked.pull.schema = self.version
        self.overheard(asked.hello)
        if asked.push is not None:
            asked.push.schema = self.version
            self.overheard(asked.push)
        rounded = self._asked(lambda: self._rounded(asked))
        if self.rng.random() < self.weather.cut:
            self._cut(rounded)
        if rounded.page is not None and not rounded.page.more:
            self.pages.append((rounded.page, asked.pull.since))
        return rounded

    def _rounded(self, asked: wire.Round) -> wire.Rounded:
        judged = judged_of(self._hub(), asked.push.author) if asked.push is not None else 0
        answer = self._hub().round(self.token, asked)
        if asked.push is not None and answer.pushed is not None:
            self._note_reached(asked.push, judged, answer.pushed)
        return answer

    def carry(self, carried: wire.Carried) -> wire.Pushed:
        return self._asked(lambda: self._hub().carry(self.token, carried))

    def wait(self, since: int) -> int:  # noqa: ARG002 - nobody waits here
        return self._hub().top(self.token)

    def wraps(self, wraps: entering.Wraps) -> entering.Wraps:
        return self._asked(lambda: self._hub().wraps(self.token, wraps))

    def digest(self, table: str) -> wire.Buckets:
        return self._hub().digest(self.token, table)

    def enrol(self, entry: entering.Entry) -> entering.Admitted:
        return self._hub().enrol(entry)

    def door(self, asked: entering.DoorAsked) -> entering.DoorTold:
        return self._hub().door(asked)

    def earlier(self, asked: wire.Earlier) -> wire.Page:
        return self._asked(lambda: self._hub().earlier(self.token, asked))

    def later(self, work: Callable[[], Any]) -> Callable[[], Any]:
        """At once: a history is the same every time it is played."""
        answer = work()
        return lambda: answer

    def close(self) -> None:
        """Nothing is open."""

    def deliver_late(self) -> None:
        """A request that was given up long ago reaches the hub now; nobody waits for its answer."""
        if self.late:
            request = self.late.pop(self.rng.randrange(len(self.late)))
            try:
                request()
            except (Stale, Unavailable, NotAllowed):
                return

    def _cut(self, message: frame.Message) -> None:
        """Only the first bytes arrive: the other end must say so and do nothing."""
        body = frame.pack(message)
        try:
            frame.unpack(body[: self.rng.randrange(len(body))], type(message))
        except BadWire:
            raise Unavailable("hub_unreachable") from None
        raise AssertionError("half a message was taken for a whole one")

    def _asked(self, ask: Callable[[], Any]) -> Any:
        weather, rng = self.weather, self.rng
        if rng.random() < weather.lose_request:
            if rng.random() < weather.late:
                self.late.append(ask)
            raise Unavailable("hub_unreachable")
        answer = ask()
        if rng.random() < weather.double:
            answer = ask()
        if rng.random() < weather.late:
            self.late.append(ask)
        if rng.random() < weather.meanwhile:
            self.meanwhile()
        if rng.random() < weather.lose_answer:
            raise Unavailable("hub_unreachable")
        return carried(answer) if rng.random() < 0.1 else answer


def judged_of(hub: Hub, author: str) -> int:
    """Up to where an author's operations are judged."""
    with hub.storage.reading() as work:
        found = work.first_row("SELECT last FROM authors WHERE name = ?", (author,))
    return int(found[0]) if found else 0


def _unheard(_message: frame.Message) -> None:
    """Nobody listens."""


def _nothing() -> None:
    """A quiet moment."""
