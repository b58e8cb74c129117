"""Writes that wait together: one commit for all, a refusal undoes its own part alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from app.errors import NotAllowed, Unavailable
from db.hub.hub import Hub
from db.hub.storage import Work
from db.hub.together import MOST, Together

CENTRE = 1


class Counted:
    """A storage that counts its commits, and can have them fail."""

    def __init__(self, storage: Any) -> None:
        self._storage = storage
        self.commits = self.begun = 0
        self.is_full = self.is_away = False

    @contextmanager
    def writing(self) -> Iterator[Work]:
        self.begun += 1
        if self.is_away:
            raise Unavailable("hub_database", why="没有回答")
        with self._storage.writing() as work:
            yield work
            if self.is_full:
                raise Unavailable("hub_disk_full")
        self.commits += 1

    def codes(self) -> set[str]:
        with self._storage.reading() as work:
            return {hash for (hash,) in work.all("SELECT hash FROM codes")}


def note(name: str) -> Callable[[Work], str]:
    """A write that leaves a trace of its name."""

    def do(work: Work) -> str:
        work.run("INSERT INTO codes (hash, letter, expires_at) VALUES (?, 'A', 0)", (name,))
        return name

    return do


class Crowd:
    """Writes that come while another has the turn."""

    def __init__(self, hub: Hub) -> None:
        self.storage = Counted(hub.storage)
        self.together = Together(self.storage.writing)
        self._begun, self._go_on = threading.Event(), threading.Event()
        self._threads = ThreadPoolExecutor(16)

    def hold(self, then: Callable[[Work], Any]) -> Future[Any]:
        def wait(work: Work) -> Any:
            self._begun.set()
            assert self._go_on.wait(30)
            return then(work)

        held = self._threads.submit(self.together.write, CENTRE, wait)
        assert self._begun.wait(30)
        return held

    def come(self, *works: Callable[[Work], Any], size: int = 1) -> list[Future[Any]]:
        queue = self.together._queues[CENTRE]
        come = []
        for count, do in enumerate(works, len(queue.waiting) + 1):
            come.append(self._threads.submit(self.together.write, CENTRE, do, size))
            while len(queue.waiting) < count:
                threading.Event().wait(0.001)
        return come

    def go_on(self) -> None:
        self._go_on.set()
        self._threads.shutdown()


@pytest.fixture
def crowd(hub: Hub) -> Iterator[Crowd]:
    made = Crowd(hub)
    yield made
    made.go_on()


def test_what_waits_is_committed_at_once(crowd: Crowd) -> None:
    first = crowd.hold(note("first"))
    others = crowd.come(*map(note, "abcde"))
    crowd.go_on()
    assert [first.result(), *(one.result() for one in others)] == ["first", *"abcde"]
    assert crowd.storage.commits == 2
    assert crowd.storage.codes() == {"first", *"abcde"}


def test_a_refusal_undoes_its_own_part_alone(crowd: Crowd) -> None:
    def refused(work: Work) -> None:
        note("refused")(work)
        raise NotAllowed("hub_author")

    crowd.hold(note("first"))
    before, middle, after = crowd.come(note("before"), refused, note("after"))
    crowd.go_on()
    assert (before.result(), after.result()) == ("before", "after")
    with pytest.raises(NotAllowed, match="hub_author"):
        middle.result()
    assert crowd.storage.commits == 2
    assert crowd.storage.codes() == {"first", "before", "after"}


def test_a_fault_is_heard_by_whose_it_is(crowd: Crowd) -> None:
    def faulty(work: Work) -> None:
        work.run("INSERT INTO no_such_table VALUES (1)")

    crowd.hold(note("first"))
    before, middle, after = crowd.come(note("before"), faulty, note("after"))
    crowd.go_on()
    assert (before.result(), after.result()) == ("before", "after")
    with pytest.raises(Exception, match="no_such_table"):
        middle.result()
    assert crowd.storage.codes() == {"first", "before", "after"}


def test_nobody_is_answered_when_the_commit_fails(crowd: Crowd) -> None:
    first = crowd.hold(note("first"))
    others = crowd.come(*map(note, "abc"))
    crowd.storage.is_full = True
    crowd.go_on()
    for waiting in (first, *others):
        with pytest.raises(Unavailable, match="hub_disk_full"):
            waiting.result()
    assert crowd.storage.codes() == set()


def test_a_database_that_is_away_is_waited_for_once(crowd: Crowd) -> None:
    """Each wait takes the time of a pool that has no connection, and all of them held one turn."""
    first = crowd.hold(note("first"))
    others = crowd.come(*map(note, "abcdefgh"))
    crowd.storage.is_away = True
    crowd.go_on()
    assert first.result() == "first"
    for waiting in others:
        with pytest.raises(Unavailable, match="hub_database"):
            waiting.result()
    assert crowd.storage.begun == 3  # the first, all at once, one of them alone


def test_large_messages_do_not_pile_up_before_a_small_one(crowd: Crowd) -> None:
    crowd.hold(note("first"))
    crowd.come(*map(note, "abcd"), size=MOST // 2 + 1)
    crowd.go_on()
    assert crowd.storage.commits == 3  # the first, two of one and a half the size, twice
    assert crowd.storage.codes() == {"first", *"abcd"}
