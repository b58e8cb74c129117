"""A hello, a push and the question for a page in one message: the same as three, and no more believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from app.errors import NotAllowed
from db.exchange import frame, wire
from db.exchange.entering import Wrap, Wraps
from db.exchange.wire import ROUND_ROWS, SCHEMA, Hello, Pull, Push, Round, Rounded, Welcome
from db.hub import places
from db.hub.hub import Hub
from db.hub.postgres import PostgresWork
from db.hub.serving import serve, web
from db.sync import http
from db.sync.hello import compose
from db.sync.push import next_batch
from tests.db.hub.direct import DirectHub
from tests.db.hub.people import Window, person


class Counting(DirectHub):
    """Writes down what is asked of the hub."""

    def __init__(self, end: DirectHub) -> None:
        super().__init__(end.hub, end.token)
        self.asked: list[str] = []

    def hello(self, hello: Hello) -> Welcome:
        self.asked.append("hello")
        return super().hello(hello)

    def push(self, push: Push) -> wire.Pushed:
        self.asked.append("push")
        return super().push(push)

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> wire.Page:
        self.asked.append("pull")
        return super().pull(since, mine, schema)

    def round(self, asked: Round) -> Rounded:
        self.asked.append("round")
        return super().round(asked)


def counted(window: Window) -> list[str]:
    """What an exchange asks of the hub."""
    window.end = Counting(window.end)
    window.sync()
    return window.end.asked


def hello_of(window: Window) -> Hello:
    return window.store.on_writer(lambda c: compose(c, ""))


def test_an_exchange_of_little_is_one_message(window: Callable[..., Window]) -> None:
    first, second = window("A"), window("B")
    assert counted(first)[0] == "hello"  # it has no place in the epoch yet
    second.sync()
    new = person()
    first.add(new)
    assert counted(first) == ["round"]
    assert counted(second) == ["round"]
    assert second.person(new.id) is not None
    assert counted(second) == ["round"]  # nothing new


def test_more_than_a_round_goes_its_ordinary_way(window: Callable[..., Window]) -> None:
    first, second = window("A"), window("B")
    first.sync()
    second.sync()
    people = [person() for _ in range(ROUND_ROWS + 1)]
    first.add(*people)
    assert counted(first) == ["hello", "push", "pull"]
    assert counted(second) == ["round", "pull"]
    assert all(second.person(new.id) is not None for new in people)


def test_in_a_new_epoch_a_round_is_a_hello(hub: Hub, window: Callable[..., Window]) -> None:
    first, second = window("A"), window("B")
    old, new = person(), person()
    first.add(old)
    first.sync()
    second.sync()
    hub.begin_anew()
    first.add(new)
    push = first.store.on_writer(next_batch)
    answer = hub.round(first.token, Round(hello_of(first), push, Pull(0, [], SCHEMA)))
    assert (answer.welcome.epoch, answer.pushed, answer.page) == (2, None, None)
    first.sync()
    second.sync()
    assert second.person(new.id) is not None
    with hub.storage.reading() as work:
        assert work.all("SELECT count(*) FROM rows WHERE tbl = 'people'") == [(2,)]


def test_a_refused_push_leaves_the_hello(hub: Hub, window: Callable[..., Window]) -> None:
    """A name that is another desk's: the desk hears of it when it pushes by itself, and takes another."""
    first, second = window("A"), window("B")
    for one in (first, second):
        one.add(person())
        one.sync()
    second.add(person())
    push = second.store.on_writer(next_batch)
    assert push is not None
    push.author = hello_of(first).author
    answer = hub.round(second.token, Round(hello_of(second), push, Pull(0, [], SCHEMA)))
    assert answer.welcome.epoch == 1
    assert (answer.pushed, answer.page) == (None, None)
    with pytest.raises(NotAllowed, match="hub_author"):
        hub.push(second.token, push)


def test_a_page_that_is_refused_leaves_the_judgement(hub: Hub, window: Callable[..., Window]) -> None:
    one = window("A")
    one.sync()
    one.add(person())
    push = one.store.on_writer(next_batch)
    answer = hub.round(one.token, Round(hello_of(one), push, Pull(0, [], SCHEMA + 9)))
    assert answer.pushed is not None
    assert answer.page is None


def test_a_desk_that_is_cut_off_gets_nothing(hub: Hub, window: Callable[..., Window]) -> None:
    one = window("A")
    one.sync()
    one.add(person())
    with hub.storage.writing() as work:
        places.revoke(work, "A", hub.clock())
    push = one.store.on_writer(next_batch)
    with pytest.raises(NotAllowed, match="hub_revoked"):
        hub.round(one.token, Round(hello_of(one), push, Pull(0, [], SCHEMA)))


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.parametrize("way", ["push", "round"])
def test_a_desk_that_is_cut_off_while_its_message_waits_for_others_gets_nothing(
    open_hub: Callable[[], Hub], window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    here, there = open_hub(), open_hub()
    one = window("A", hub=here)
    one.sync()
    one.add(person())
    push = one.store.on_writer(next_batch)
    assert push is not None
    good = PostgresWork.lock

    def wait(work: PostgresWork, centre: int) -> None:
        """Another process has the centre's sequencer; meanwhile the administrator stops the desk."""
        monkeypatch.setattr(PostgresWork, "lock", good)
        with there.storage.writing() as theirs:
            places.revoke(theirs, "A", there.clock())
        good(work, centre)

    monkeypatch.setattr(PostgresWork, "lock", wait)
    asked: Any = push if way == "push" else Round(hello_of(one), push, Pull(0, [], SCHEMA))
    with pytest.raises(NotAllowed, match="hub_revoked"):
        getattr(here, way)(one.token, asked)
    with here.storage.reading() as work:
        assert work.all("SELECT count(*) FROM rows WHERE tbl = 'people'") == [(0,)]


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_an_account_that_is_disabled_while_a_wrap_of_it_waits_gets_none(
    open_hub: Callable[[], Hub], window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = open_hub(), open_hub()
    one = window("A", hub=here)
    one.sync()
    wrap = Wrap("clerk", 1_800_000_000_000, '{"nonce": "000000000000000000000000", "sealed": "00"}')
    good = PostgresWork.lock

    def wait(work: PostgresWork, centre: int) -> None:
        """Another process has the centre's sequencer and takes the account's wrap away."""
        monkeypatch.setattr(PostgresWork, "lock", good)
        with there.storage.writing() as theirs:
            theirs.run("INSERT INTO wraps VALUES (?, 'clerk', ?, NULL)", (centre, wrap.at + 1))
        good(work, centre)

    monkeypatch.setattr(PostgresWork, "lock", wait)
    assert here.wraps(one.token, Wraps([wrap])).wraps == [Wrap("clerk", wrap.at + 1, None)]


def test_a_hub_of_an_earlier_build_is_asked_as_before(tmp_path: Path) -> None:
    older = msgspec.msgpack.encode((1, 0, [], (0, 2), 0, 0, False, ""))
    assert not msgspec.msgpack.decode(older, type=Welcome).rounds
    running = serve.start("127.0.0.1:0", None, tmp_path)
    window = Window(running.hub, tmp_path, "A")
    end = http.HttpHub(running.url, window.token)
    try:
        assert not end.takes_rounds()  # it has not said so yet
        window.sync()
        end.hello(hello_of(window))
        assert end.takes_rounds()
        window.add(person())
        push = window.store.on_writer(next_batch)
        asked = Round(hello_of(window), push, Pull(0, [], SCHEMA))
        assert end.round(asked).pushed is not None
        head = {"Authorization": f"Bearer {window.token}"}
        half: Any = frame.pack(asked)[:-9]
        assert httpx.post(f"{running.url}/sync/1/round", content=half, headers=head).status_code == 400
    finally:
        end.close()
        window.close()
        running.stop()


def test_a_process_of_an_earlier_build_behind_the_same_address_is_asked_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the processes of one hub are upgraded one after the other, either of them may answer."""
    route = web.Route

    def without_rounds(path: str, *given: Any, **more: Any) -> Any:
        return route(path.replace("/round", "/none"), *given, **more)

    monkeypatch.setattr(web, "Route", without_rounds)
    running = serve.start("127.0.0.1:0", None, tmp_path)
    window = Window(running.hub, tmp_path, "A")
    end = http.HttpHub(running.url, window.token)
    try:
        window.end = end  # type: ignore[assignment]
        window.sync()
        end._takes_rounds = True  # as the newer process has said
        window.add(person())
        window.sync()
        assert window.ask("SELECT count(*) FROM outbox") == [(0,)]
    finally:
        end.close()
        window.close()
        running.stop()
