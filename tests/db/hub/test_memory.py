"""A hub process remembers of a centre what it read, only while the database is proved to be the same one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace

from app.domain.rows.base import new_id
from app.domain.rows.centre import Holiday, Staff
from app.errors import NotAllowed
from db.exchange.entering import Entry
from db.hub import judging, places
from db.hub.greet import SEEN_MS
from db.hub.hub import Hub
from db.sync.hello import compose
from tests.db.hub.people import CENTRE, code_for, person

AT = datetime(2026, 8, 3, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def staff(login: str, *roles: str) -> Staff:
    return Staff(id=new_id(), login=login, name=f"{login}（示例）", roles=roles, at=AT)


def known_roles(hub: Hub) -> dict[str, tuple[str, ...]]:
    """The roles by which the hub judged last, as it remembers them."""
    known = next(iter(hub._memory._known.values()))
    assert known.accounts is not None
    return known.accounts.roles


def test_accounts_are_read_once_while_nothing_of_them_changes(
    hub: Hub, window: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    read, good = [], judging.read_accounts
    monkeypatch.setattr(judging, "read_accounts", lambda *about: read.append(1) or good(*about))
    one = window("A")
    for _ in range(3):
        one.add(person())
        one.sync()
    assert len(read) == 1
    one.add(staff("clerk2", "登记员"))
    one.sync()
    one.add(person())
    one.sync()
    assert len(read) == 2
    assert "clerk2" in known_roles(hub)


def test_what_another_process_judged_is_read_anew(
    open_hub: Callable[[], Hub], window: Callable[..., Any]
) -> None:
    here, there = open_hub(), open_hub()
    one = window("A", hub=here)
    one.add(person())
    one.sync()
    assert "clerk2" not in known_roles(here)
    other = window("B", hub=there)
    other.add(staff("clerk2", "登记员"))
    other.sync()
    one.add(person())
    one.sync()
    assert "clerk2" in known_roles(here)


def test_nothing_is_remembered_of_a_database_that_was_put_back(hub: Hub, window: Callable[..., Any]) -> None:
    """An older copy may go on by itself up to the same revision, with other shapes and accounts."""
    one = window("A")
    one.add(person())
    one.sync()
    with hub.storage.writing() as work:
        centre = places.only_centre(work)
        assert centre is not None
        assert hub._memory.of(work, centre).accounts is not None
        work.run("UPDATE batches SET nonce = 'another' WHERE rev = ?", (centre.top,))
        known = hub._memory.of(work, centre)
        assert (known.accounts, dict(known.shapes), known.word) == (None, {}, "another")


def test_a_shape_that_another_centre_brought_is_not_believed_of_an_older_copy(
    open_hub: Callable[[], Hub], window: Callable[..., Any]
) -> None:
    """This centre stands as it did; of what another one added since the number means something else."""
    one, other = window("A"), window("A", centre=("另一个示例中心", "340800"))
    one.add(person())
    one.sync()
    other.add(Holiday(id=new_id(), day=date(2026, 10, 1), kind="休", name="国庆节"))
    other.sync()
    hub = one.end.hub = open_hub()
    one.add(person())
    one.sync()
    with hub.storage.writing() as work:
        centre = places.only_centre(work, "340700")
        assert centre is not None
        shapes = hub._memory.of(work, centre).shapes
        gone = max(shapes)
        assert shapes[gone][0] == Holiday.TABLE
        work.run("UPDATE shapes SET columns = 'units id name' WHERE id = ?", (gone,))
        assert dict(hub._memory.of(work, centre).shapes) == {}


def test_a_token_that_was_good_opens_nothing_once_it_is_not(hub: Hub, window: Callable[..., Any]) -> None:
    one = window("A")
    one.sync()
    hub.caller(one.token)
    with hub.storage.writing() as work:
        places.revoke(work, "A", hub.clock())
    assert hub.known_caller(one.token) is not None  # a body is still read for it, for some seconds
    one.add(person())
    with pytest.raises(NotAllowed, match="hub_revoked"):
        one.sync()
    with pytest.raises(NotAllowed, match="hub_revoked"):
        hub.pull(one.token, 0, [], 1)


def test_a_desk_that_leaves_is_forgotten_at_once(hub: Hub, window: Callable[..., Any]) -> None:
    one = window("A")
    hub.caller(one.token)
    hub.leave(one.token)
    assert hub.known_caller(one.token) is None


def test_a_desk_that_spoke_just_now_is_noted_again_after_a_while(
    hub: Hub, window: Callable[..., Any]
) -> None:
    now = 1_800_000_000_000
    hub.clock = lambda: now
    one = window("A")

    def seen() -> int:
        with hub.storage.reading() as work:
            return places.caller_of(work, one.token).seen_at

    one.sync()
    assert seen() == now
    now += SEEN_MS - 1
    one.sync()
    assert seen() == now - SEEN_MS + 1
    now += 1
    one.sync()
    assert seen() == now


def test_a_desk_that_spoke_just_now_goes_on_with_what_the_one_before_it_wrote(
    hub: Hub, window: Callable[..., Any]
) -> None:
    """Its letter's old machine is cut off only after it has spoken for the first time."""
    one = window("A")
    one.add(person())
    one.sync()
    old, hello = one.token, replace(one.store.on_writer(lambda c: compose(c, "")), acked=[])
    new = hub.enrol(Entry(code_for(hub, "A", CENTRE[1]), *CENTRE, "A")).token
    assert hub.hello(new, hello).last == []
    hub.leave(old)
    assert [name for name, _ in hub.hello(new, hello).last] == [hello.author]
