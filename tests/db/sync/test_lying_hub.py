"""A desk answers a hub's false answers with a sentence, and loses nothing of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.domain.rows.attachments import Attachment
from app.errors import NotAllowed, Refused, Unavailable
from app.words import sentence
from db.contents import SealedContents
from db.exchange import entering, frame, wire
from db.exchange.content_wire import UNNAMED, ContentsTold, ContentTaken
from db.hub.serving.serve import Running
from db.sync import contents, courier, history, state
from db.sync.conflicts import asides
from db.sync.http import HttpHub
from db.sync.joining import door_private
from db.sync.listening import HubListener
from tests.attack.at_hub import attachment
from tests.db.hub.direct import DirectHub
from tests.db.hub.people import KEY, Window, person
from tests.db.sync.conftest import LOGIN, Place

MakePlace = Callable[[str], Place]


@pytest.fixture
def window(running: Running, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Desks that speak with the hub without the network."""
    made: list[Window] = []

    def make(letter: str) -> Window:
        made.append(Window(running.hub, tmp_path, letter))
        return made[-1]

    yield make
    for one in made:
        one.close()


class Answers(DirectHub):
    """A hub with some answers of its own."""

    def __init__(self, end: DirectHub, **answers: Callable[..., Any]) -> None:
        super().__init__(end.hub, end.token)
        for name, answer in answers.items():
            setattr(self, name, answer)


def http(answer: httpx.Response) -> HttpHub:
    """A hub that answers everything so."""
    end = HttpHub("http://127.0.0.1:1")
    end.close()
    end._client = httpx.Client(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(lambda _: answer))
    return end


# accounts


def test_an_account_made_by_who_is_new_to_the_hub_is_not_lost(places_of: MakePlace) -> None:
    """Wraps go before rows: the hub does not know yet who vouches for the newest account."""
    one = places_of("A")
    one.hire("safe", "钱安全（示例）", "安全管理员")
    one.become("safe")
    one.hire("newest", "孙登记（示例）", "登记员")
    one.link.exchange()
    assert "newest" in one.house.vault.centre_wraps()["accounts"]
    one.link.exchange()
    other = places_of("B")
    for place in (one, other):
        place.become("newest")


UNKNOWN = '{"cipher": "ROT13", "nonce": "000000000000000000000000", "sealed": "00"}'


@pytest.mark.parametrize("body", ["", "x", "[]", "null", '{"nonce": 1}', "[" * 2000, UNKNOWN])
def test_a_wrap_that_no_key_file_can_hold_is_not_taken(
    places_of: MakePlace, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    one = places_of("A")
    held = one.house.vault.centre_wraps()
    lie = entering.Wraps([entering.Wrap(login, 1 << 50, body) for login in (LOGIN, "", "new")])
    monkeypatch.setattr(HttpHub, "wraps", lambda *_: lie)
    one.hire("clerk", "张三（示例）", "登记员")  # so that wraps are exchanged
    one.link.exchange()
    assert one.house.vault.centre_wraps()["accounts"][LOGIN] == held["accounts"][LOGIN]
    assert one.house.vault.centre_wraps()["recovery"] == held["recovery"]
    one.become("clerk")


def test_the_cost_of_a_password_that_cannot_be_is_said() -> None:
    for salt, memory in (("00", 64), ("00" * 16, 1), ("²", 64)):
        with pytest.raises(Unavailable, match="hub_speaks_otherwise"):
            door_private("secret", entering.DoorTold(salt, memory, 1, 1))


# numbers that are none


@pytest.mark.parametrize("text", ["²", "٣", "1.5", "", "-1", "9" * 5000])
def test_a_revision_that_is_no_number_is_said(text: str) -> None:
    with pytest.raises(Unavailable, match="hub_speaks_otherwise"):
        http(httpx.Response(200, text=text)).wait(0)


def test_the_listener_takes_no_other_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    answer = httpx.MockTransport(lambda _: httpx.Response(200, text="²"))
    listener = HubListener(lambda: ("http://127.0.0.1:1", "", None))
    listener._client = httpx.AsyncClient(base_url="http://127.0.0.1:1", transport=answer)

    async def hear() -> None:
        try:
            await listener.wait(0)
        finally:
            await listener.close()

    with pytest.raises(Unavailable, match="hub_unreachable"):
        asyncio.run(hear())


@pytest.mark.parametrize("mark", ["², 1", "9².1.x", "1.².x", "٣.1.x", ".", "x"])
def test_a_mark_that_is_none_is_not_kept(window: Callable[..., Window], mark: str) -> None:
    one = window("A")
    one.store.on_writer(lambda c: state.note_mark(c, mark))
    assert one.store.on_writer(lambda c: state.get(c, state.MARK)) is None


# reasons that this program does not know


@pytest.mark.parametrize(("status", "kind"), [(403, NotAllowed), (401, NotAllowed), (422, Unavailable)])
@pytest.mark.parametrize(("code", "facts"), [("of_tomorrow", {}), ("hub_listen", {}), ("", {"x": 1})])
def test_a_newer_hubs_reason_is_named_in_a_sentence(
    status: int, kind: type[NotAllowed | Unavailable], code: str, facts: dict[str, str | int]
) -> None:
    end = http(httpx.Response(status, content=frame.pack(wire.Refusal(code, facts))))
    with pytest.raises(kind) as caught:
        end.pull(0, [], wire.SCHEMA)
    assert caught.value.code == "hub_other_reason"
    assert code in sentence(caught.value.code, caught.value.facts)


def test_what_a_newer_hub_sets_aside_is_named_in_a_sentence(window: Callable[..., Window]) -> None:
    one = window("A")
    one.add(person())

    def push(given: wire.Push) -> wire.Pushed:
        aside = [wire.Aside(seq, "of_tomorrow", {"n": 1}) for seq in given.seq]
        return wire.Pushed(given.seq[-1], 1, [], aside)

    from db.sync.exchange import exchange

    exchange(one.store, Answers(one.end, push=push))
    found = one.store.on_writer(asides)
    assert {one.code for one in found} == {"hub_other_reason"}
    assert all("of_tomorrow" in sentence(one.code, one.facts) for one in found)


# answers to another question


def given(window: Window, folder: Path) -> tuple[SealedContents, str]:
    """A desk with an attachment that the hub does not hold yet."""
    sealed = SealedContents(folder / "files", KEY)
    name = sealed.keep(b"page" * 300).name
    row: Attachment = attachment(name, window.letter)
    window.add(row)
    window.sync()
    sql = "INSERT INTO local_contents (id, here, at, epoch) VALUES (?, 1, '', 0)"
    window.store.on_writer(lambda c: c.execute(sql, (name,)))
    return sealed, name


@pytest.mark.parametrize("held", [[], [-1, -1], [0, 0, 0]])
def test_an_answer_of_another_length_is_none(
    window: Callable[..., Window], tmp_path: Path, held: list[int]
) -> None:
    one = window("A")
    sealed, _ = given(one, tmp_path)
    end = Answers(one.end, contents_held=lambda _: ContentsTold(held))
    with pytest.raises(Unavailable, match="hub_speaks_otherwise"):
        contents.send(one.store, sealed, end)
    assert contents.send(one.store, sealed, one.end) == 1


@pytest.mark.parametrize("held", [1, 5, 1 << 40, UNNAMED, -7])
def test_sending_to_a_hub_that_never_has_enough_ends(
    window: Callable[..., Window], tmp_path: Path, held: int
) -> None:
    one = window("A")
    sealed, _ = given(one, tmp_path)
    end = Answers(one.end, put_content=lambda _: ContentTaken(held))
    with pytest.raises(Unavailable, match="hub_speaks_otherwise"):
        contents.send(one.store, sealed, end)
    assert contents.send(one.store, sealed, one.end) == 1


def test_a_history_without_an_end_is_broken_off(window: Callable[..., Window]) -> None:
    one, other = window("A"), window("B")
    one.add(person())
    one.sync()
    history.begin(other.store, other.end)

    def earlier(asked: wire.Earlier) -> wire.Page:
        page = DirectHub(other.end.hub, other.end.token).earlier(asked)
        return wire.Page(page.epoch, asked.upto + 1, page.nonce, True, page.top, [], page.tables)

    with pytest.raises(Unavailable, match="hub_speaks_otherwise"):
        history.fill(other.store, Answers(other.end, earlier=earlier))
    history.fill(other.store, other.end)
    assert other.ask("SELECT count(*) FROM people") == [(1,)]


def test_a_courier_file_with_a_letter_that_is_none_is_refused(
    places_of: MakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = places_of("A"), places_of("B")
    real, deep = courier.msgspec.msgpack.encode, b"\x91" * 5000 + b"\x90"
    for number, content in enumerate((deep, b"", b"\xc1", real(["x"]), real({}))):
        file = tmp_path / f"{number}.jft"

        def encode(message: Any, content: bytes = content) -> bytes:
            return content if isinstance(message, courier.Letter) else real(message)

        with monkeypatch.context() as patch:
            patch.setattr(courier.msgspec.msgpack, "encode", encode)
            one.link.write_courier(file)
        with pytest.raises(Refused) as caught:
            other.link.read_courier(file)
        assert [error.code for error in caught.value.errors] == ["courier_foreign"]
