"""An administrator lets desks in and stops them: by his own signature, once, not by the desk's word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from app.domain.rows.audit import AuditEntry
from app.errors import NotAllowed, Refused, Unavailable
from app.services.sync.govern_desks import give_code, stop_desk
from db.exchange.codes import hashed_code
from db.exchange.frame import BadWire
from db.exchange.orders import CODE, STOP, Order, signed_order
from db.hub.places import caller_of
from db.hub.serving.serve import Running
from db.sync.http import HttpHub
from home import Home
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, token_of

MakePlace = Callable[[str], Place]
HASH = hashed_code("ABCD-EFGH-JKMN-PQRS")


@pytest.fixture
def first(places_of: MakePlace) -> Place:
    """Desk A with its administrator, whose account the hub knows."""
    place = places_of("A")
    place.hire("clerk", "张三（示例）", "登记员")
    place.link.exchange()
    return place


@contextmanager
def end_of(running: Running, token: str) -> Iterator[HttpHub]:
    end = HttpHub(running.url, token)
    yield end
    end.close()


def ordered(running: Running, place: Place, kind: str, letter: str, code: str = "", at: int = 0) -> Order:
    """What the person signed in at that desk signs, at the hub's moment unless another is named."""
    order = signed_order(place.house._entrance.voice(), kind, letter, at or running.hub.clock(), code)
    assert order is not None
    return order


def test_a_desk_comes_in_by_a_code_of_the_window_and_goes_by_its_order(
    running: Running, first: Place, tmp_path
) -> None:
    code = give_code(first.desk, first.link, "B")
    house = Home(tmp_path / "new")
    house.enrolment.enrol(running.url, code, LOGIN, PASSWORD)
    house.close()
    second = Place(tmp_path / "new")
    second.link.exchange()
    assert stop_desk(first.desk, first.link, "B") == 1
    with pytest.raises(NotAllowed, match="hub_revoked"):
        second.link.exchange()
    second.house.close()
    with pytest.raises(Unavailable, match="hub_no_desk"):
        stop_desk(first.desk, first.link, "B")
    with first.store.reading() as reads:
        acts = [(row.act, row.success) for row in reads.find(AuditEntry) if row.record == "B 台"]
    assert acts == [("发加入码", True), ("停用工位", True), ("停用工位", False)]


def test_the_hub_never_learns_the_code(running: Running, first: Place) -> None:
    code = give_code(first.desk, first.link, "B")
    with running.hub.storage.reading() as work:
        (kept,) = work.all("SELECT hash FROM codes WHERE letter = 'B'")
    assert kept[0] == hashed_code(code)


def test_what_is_said_once_more_does_nothing_more(
    running: Running, first: Place, places_of: MakePlace
) -> None:
    order = ordered(running, first, CODE, "C", HASH)
    with end_of(running, token_of(first)) as end:
        assert end.order(order).number == end.order(order).number == 1
        with running.hub.storage.writing() as work:
            work.run("UPDATE codes SET used_at = 1 WHERE hash = ?", (HASH,))
        with pytest.raises(NotAllowed, match="hub_order"):
            end.order(order)
        stop = ordered(running, first, STOP, "B", at=running.hub.clock() - 60_000)
        second = places_of("B")
        with pytest.raises(Unavailable, match="hub_no_desk"):
            end.order(stop)
    second.link.exchange()


@pytest.mark.parametrize("kind", [CODE, STOP])
def test_nobody_else_orders(running: Running, first: Place, places_of: MakePlace, kind: str) -> None:
    """A clerk, a stolen token with a forged name, another desk, another letter, another moment."""
    hash = HASH if kind == CODE else ""
    second = places_of("B")
    real = ordered(running, second, kind, "A", hash)
    second.become("clerk")
    clerk = ordered(running, second, kind, "A", hash)
    named = Order(kind, "A", clerk.at, hash, LOGIN, clerk.signature)
    letter = Order(kind, "C", real.at, hash, LOGIN, real.signature)
    later = Order(kind, "A", real.at + 1, hash, LOGIN, real.signature)
    unknown = Order(kind, "A", real.at, hash, "nobody", real.signature)
    unsigned = Order(kind, "A", real.at, hash, LOGIN, b"")
    for token, orders, code in (
        (token_of(second), (clerk, named, letter, later, unknown, unsigned), "hub_order"),
        (token_of(first), (real,), "hub_order"),
        ("x" * 43, (real,), "hub_token"),
    ):
        with end_of(running, token) as end:
            for order in orders:
                with pytest.raises(NotAllowed, match=code):
                    end.order(order)
    with running.hub.storage.reading() as work:
        assert caller_of(work, token_of(first)).letter == "A"
        assert not work.all("SELECT 1 FROM codes WHERE hash = ?", (HASH,))


def test_an_old_order_is_refused(running: Running, first: Place) -> None:
    with end_of(running, token_of(first)) as end:
        for at in (running.hub.clock() - 11 * 60_000, running.hub.clock() + 11 * 60_000):
            with pytest.raises(Unavailable, match="hub_order_clock"):
                end.order(ordered(running, first, CODE, "B", HASH, at=at))


@pytest.mark.parametrize(
    ("kind", "letter", "code"),
    [("", "B", ""), ("wipe", "B", ""), (CODE, "BB", HASH), (CODE, "b", HASH), (CODE, "Ｂ", HASH),
     (CODE, "B", ""), (CODE, "B", HASH.upper()), (STOP, "B", HASH), (STOP, "", "")],
)  # fmt: skip
def test_what_is_no_order(running: Running, first: Place, kind: str, letter: str, code: str) -> None:
    with pytest.raises(BadWire, match="order"):
        running.hub.order(token_of(first), ordered(running, first, kind, letter, code))


def test_a_clerk_and_a_desks_own_letter_are_refused_here(first: Place) -> None:
    with pytest.raises(Refused) as error:
        stop_desk(first.desk, first.link, "A")
    assert error.value.errors[0].code == "desk_own"
    desk = first.become("clerk")
    for act in (give_code, stop_desk):
        with pytest.raises(NotAllowed, match="role_missing"):
            act(desk, first.link, "B")


def test_a_desk_without_a_hub_says_so(places_of: MakePlace, tmp_path) -> None:
    home = tmp_path / "alone"
    home.mkdir()
    house = Home(home)
    house.create("示例中心", "340700", "A", LOGIN, PASSWORD)
    house.close()
    place = Place(home)
    with pytest.raises(Unavailable, match="hub_unset"):
        give_code(place.desk, place.link, "B")
    place.house.close()
