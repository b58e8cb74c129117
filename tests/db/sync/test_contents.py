"""Attachments between two desks over real HTTP: lazily, resumed after a cut, by courier."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app.domain.entries.visit_entry import parse_visit
from app.errors import Unavailable
from app.events import Event, RowsPulled
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.attachments.list_attachments import AttachmentLine, list_attachments
from app.services.attachments.open_attachment import open_attachment
from app.services.visits.register_visit import register_visit
from db.exchange.content_wire import PIECE
from db.hub.serving.serve import Running
from db.sync import state
from db.sync.http import HttpHub
from tests.acceptance.proxy import CuttingProxy
from tests.app.services.office import visit_json
from tests.db.sync.conftest import Place, token_of
from tests.files import photo

MakePlace = Callable[[str], Place]


class Two:
    """Desks A and B of a centre, a clerk at each, and a visit that both know."""

    def __init__(self, places_of: MakePlace) -> None:
        self.one = places_of("A")
        self.one.hire("clerk", "陈登记（示例）", "登记员", "接谈员")
        self.one.link.exchange()
        self.other = places_of("B")
        self.one.become("clerk")
        self.other.become("clerk")
        entry = parse_visit(visit_json("2026-11-23 09:31"))
        self.matter = register_visit(self.one.desk, entry).matter
        self.sync()

    def sync(self) -> None:
        for place in (self.one, self.other):
            place.link.exchange()

    def attach(self, place: Place, content: bytes, name: str = "一（示例）.jpg") -> AttachmentLine:
        wanted = AttachWanted(number=self.matter, files=(FileGiven(name, content),))
        house = place.house
        return attach_files(place.desk, house.contents, house.pictures, wanted).lines[0]

    def line(self, place: Place) -> AttachmentLine:
        lines = list_attachments(place.desk, place.house.contents, self.matter, pictures=True)
        assert set(lines.small) == {line.row.id for line in lines.lines}
        return lines.lines[-1]

    def open(self, place: Place) -> bytes:
        id = self.line(place).row.id
        return open_attachment(place.desk, place.house.contents, id, place.link.fetch_content).content


@pytest.fixture
def two(places_of: MakePlace) -> Two:
    return Two(places_of)


def large() -> bytes:
    """A photograph of several pieces: what follows the picture is kept as it is."""
    return photo() + os.urandom(3 * PIECE)


def test_the_row_comes_first_and_the_content_when_it_is_opened(two: Two) -> None:
    content = large()
    two.attach(two.one, content)
    assert two.line(two.one).here
    two.sync()
    line = two.line(two.other)
    assert (line.here, line.where) == (False, "内容在汇聚点，打开时取来")
    assert two.open(two.other) == content
    assert two.line(two.other).here


def test_a_content_that_is_still_at_its_desk_is_said(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise Unavailable("hub_unreachable")

    two.attach(two.one, large())
    monkeypatch.setattr(HttpHub, "put_content", away)
    two.sync()
    assert two.one.link.state().contents == 1
    assert two.line(two.other).where == "在 A 台，还没有送到汇聚点"
    with pytest.raises(Unavailable) as caught:
        two.open(two.other)
    assert (caught.value.code, caught.value.facts) == ("content_elsewhere", {"desk": "A"})
    monkeypatch.undo()
    two.sync()
    assert two.one.link.state().contents == 0
    assert two.line(two.other).where == "内容在汇聚点，打开时取来"
    monkeypatch.setattr(HttpHub, "get_content", away)
    with pytest.raises(Unavailable, match="content_at_hub"):
        two.open(two.other)


def test_a_hub_of_an_earlier_version_takes_the_rows_and_the_contents_wait(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.attach(two.one, large())

    def unknown(*_: object) -> None:
        raise Unavailable("hub_speaks_otherwise")

    monkeypatch.setattr(HttpHub, "contents_held", unknown)
    assert two.one.link.exchange().set_aside == 0
    assert two.one.link.state().state == "已连接"
    two.other.link.exchange()
    assert two.line(two.other).where == "在 A 台，还没有送到汇聚点"


@pytest.fixture
def proxy(running: Running) -> Iterator[CuttingProxy]:
    host, port = running.url.removeprefix("http://").split(":")
    made = CuttingProxy(1, (host, int(port)))
    yield made
    made.close()


def test_a_connection_that_breaks_in_the_middle_goes_on(two: Two, proxy: CuttingProxy) -> None:
    """A proxy cuts the connection after each answer: every try goes on with the next piece."""
    content = large()
    two.attach(two.one, content)
    for place in (two.one, two.other):
        place.store.on_writer(lambda c: state.put(c, state.URL, proxy.url))
        place.link.close()
    asked: list[int] = []

    def cut_after(end: HttpHub, what: str) -> Callable[..., object]:
        original = getattr(HttpHub, what)

        def call(self: HttpHub, message: object) -> object:
            asked.append(message.begins)  # type: ignore[attr-defined]
            answer = original(self, message)
            proxy.cut_all()
            return answer

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpHub, "put_content", cut_after(HttpHub, "put_content"))
        for _ in range(12):
            two.one.link.exchange()
    assert asked == [0, PIECE, 2 * PIECE, 3 * PIECE]
    two.other.link.exchange()
    asked.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpHub, "get_content", cut_after(HttpHub, "get_content"))
        for _ in range(12):
            if two.other.link.fetch_content(two.line(two.other).row.content):
                break
    assert asked == [0, PIECE, 2 * PIECE, 3 * PIECE]
    assert two.open(two.other) == content


def test_in_the_background_open_cases_come_by_themselves(two: Two) -> None:
    content = large()
    two.attach(two.one, content)
    two.one.link.exchange()
    two.other.link.exchange()
    assert not two.line(two.other).here
    arrived = threading.Event()

    def hear(event: Event) -> None:
        if isinstance(event, RowsPulled) and "attachments" in event.tables:
            arrived.set()

    stop = two.other.link.start(hear)
    try:
        two.other.link.nudge()
        assert arrived.wait(30)
    finally:
        stop()
    assert two.line(two.other).here
    assert two.open(two.other) == content


def test_two_desks_put_the_same_content(two: Two) -> None:
    content = large()
    two.attach(two.one, content)
    two.attach(two.other, content, "二（示例）.jpg")
    two.sync()
    two.sync()
    lines = list_attachments(two.one.desk, two.one.house.contents, two.matter).lines
    assert [line.here for line in lines] == [True, True]
    assert len(list(two.one.house.contents.names())) == 1


def test_by_courier_with_the_content(two: Two, tmp_path: Path) -> None:
    content = large()
    two.attach(two.one, content)
    written = two.one.link.write_courier(tmp_path / "A.courier")
    assert (written["contents"], written["contents_left"]) == (1, 0)
    read = two.other.link.read_courier(tmp_path / "A.courier")
    assert read["contents"] == 1
    assert two.open(two.other) == content
    assert content[:64] not in (tmp_path / "A.courier").read_bytes()
    two.other.link.exchange()  # it hands the row on, and then the content
    two.other.link.exchange()
    two.one.link.exchange()
    assert two.one.link.write_courier(tmp_path / "B.courier")["contents"] == 0


def test_a_hub_that_lost_it_gets_it_again(two: Two, running: Running) -> None:
    content = large()
    two.attach(two.one, content)
    two.sync()
    with running.hub.storage.writing() as work:
        for table in ("contents", "content_pieces"):
            work.run(f"DELETE FROM {table}")
    running.hub.begin_anew("340700")
    two.sync()
    two.sync()
    assert two.open(two.other) == content


@pytest.mark.parametrize("route", ["contents", "content", "piece"])
def test_the_token_comes_before_a_byte_of_the_body(running: Running, two: Two, route: str) -> None:
    url = f"{running.url}/sync/1/{route}"
    endless = iter([b"x" * 1000] * 100)
    with httpx.Client(trust_env=False) as client:
        assert client.post(url, content=endless).status_code == 401
        assert (
            client.post(url, content=b"x", headers={"Authorization": "Bearer " + "a" * 43}).status_code == 401
        )
        good = {"Authorization": f"Bearer {token_of(two.one)}"}
        assert client.post(url, content=b"\x01rubbish", headers=good).status_code == 400
        assert client.post(url, content=bytes(PIECE * 2), headers=good).status_code == 413
