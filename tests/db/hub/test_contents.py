"""Contents of attachments through the real hub, over both databases: resumed, proved, bounded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.rows.attachments import Attachment, LocalContent
from app.domain.rows.base import new_id
from app.errors import NotAllowed, Unavailable
from db.contents import SealedContents
from db.exchange.content_wire import (
    MOST_CONTENT,
    PIECE,
    UNNAMED,
    WHOLE,
    ContentPiece,
    ContentsAsked,
    ContentWanted,
)
from db.exchange.frame import BadWire
from db.hub import contents as at_hub
from db.hub import places
from db.hub.check import check_hub
from db.hub.hub import Hub
from db.hub.migrations import CONTENTS_STEP, migrate
from db.sync import contents as step
from tests.db.hub.people import Window

MakeWindow = Callable[..., Window]
CENTRE = b"c" * 32
WHEN = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
LARGE = 3 * PIECE + 100


class Broken:
    """A hub's end that breaks after so many pieces; ``spoil`` changes bytes on the way."""

    def __init__(self, window: Window, pieces: int, *, spoil: bool = False) -> None:
        self.end, self.pieces, self.spoil = window.end, pieces, spoil
        self.begun: list[int] = []

    def contents_held(self, asked: Any) -> Any:
        return self.end.contents_held(asked)

    def put_content(self, piece: ContentPiece) -> Any:
        self._count(piece.begins)
        return self.end.put_content(piece)

    def get_content(self, wanted: ContentWanted) -> ContentPiece:
        self._count(wanted.begins)
        piece = self.end.get_content(wanted)
        return _flipped(piece) if self.spoil else piece

    def _count(self, begins: int) -> None:
        if self.pieces == 0:
            raise Unavailable("hub_unreachable")
        self.pieces -= 1
        self.begun.append(begins)


def _flipped(piece: ContentPiece) -> ContentPiece:
    body = bytes([piece.body[0] ^ 1]) + piece.body[1:]
    return ContentPiece(piece.name, piece.size, piece.begins, body)


class Desk:
    """A window with contents."""

    def __init__(self, window: Window, folder: Path) -> None:
        self.window, self.store = window, window.store
        self.contents = SealedContents(folder / f"{window.letter}-files", CENTRE)

    def attach(self, content: bytes) -> str:
        kept = self.contents.keep(content)
        row = Attachment(
            id=new_id(), matter_id="m1", place="事项", name="一（示例）.jpg", kind="image/jpeg",
            size=len(content), content=kept.name, desk=self.window.letter, at=WHEN, by="clerk",
        )  # fmt: skip
        self.window.add(row)
        with self.store.reading() as reads:
            known = reads.get(LocalContent, kept.name)
        if known is None:
            self.store.write(lambda w: w.add(LocalContent(id=kept.name, here=True, at=WHEN)))
        return kept.name

    def send(self, end: Any = None) -> int:
        return step.send(self.store, self.contents, end or self.window.end)

    def fetch(self, name: str, end: Any = None) -> bool:
        return step.fetch(self.store, self.contents, end or self.window.end, name)

    def parts(self) -> list[Path]:
        return list(self.contents.folder.rglob("*.part"))

    def known(self, name: str) -> LocalContent | None:
        with self.store.reading() as reads:
            return reads.get(LocalContent, name)


@pytest.fixture
def desk(window: MakeWindow, tmp_path: Path) -> Callable[[str], Desk]:
    return lambda letter: Desk(window(letter), tmp_path)


def test_from_one_desk_to_another(desk: Callable[[str], Desk]) -> None:
    one, other = desk("A"), desk("B")
    content = os.urandom(LARGE)
    name = one.attach(content)
    assert one.send() == 0  # the row comes first
    one.window.sync()
    assert one.send() == 1
    assert one.send() == 0
    other.window.sync()
    assert other.known(name) is None
    assert step.look(other.store, other.window.end) == 1
    assert (other.known(name).here, other.known(name).epoch) == (False, 1)
    assert other.fetch(name)
    assert other.contents.read(name) == content
    assert other.known(name).here
    assert other.parts() == []


def test_a_connection_that_breaks_goes_on_where_it_stopped(desk: Callable[[str], Desk]) -> None:
    one, other = desk("A"), desk("B")
    content = os.urandom(LARGE)
    name = one.attach(content)
    one.window.sync()
    begun: list[int] = []
    for _ in range(4):
        broken = Broken(one.window, 1)
        with suppress(Unavailable):
            one.send(broken)
        begun += broken.begun
    assert begun == [0, PIECE, 2 * PIECE, 3 * PIECE]
    other.window.sync()
    begun = []
    while not other.contents.holds(name):
        broken = Broken(other.window, 1)
        with suppress(Unavailable):
            other.fetch(name, broken)
        begun += broken.begun
    assert begun == [0, PIECE, 2 * PIECE, 3 * PIECE]
    assert other.contents.read(name) == content


def test_the_same_content_of_two_desks_is_sent_and_stored_once(hub: Hub, desk: Callable[[str], Desk]) -> None:
    one, other = desk("A"), desk("B")
    content = os.urandom(LARGE)
    name = one.attach(content)
    assert other.attach(content) == name
    one.window.sync()
    other.window.sync()
    with pytest.raises(Unavailable):
        other.send(Broken(other.window, 2))  # both have begun
    assert one.send() == 1
    late = Broken(other.window, 9)
    assert other.send(late) == 1
    assert late.begun == []
    with hub.storage.reading() as work:
        assert work.first_row("SELECT count(*), sum(bytes) FROM content_pieces") == (
            4,
            len(one.contents.sealed(name)),
        )
        assert work.first_row("SELECT count(*) FROM content_sendings") == (0,)


def test_wrong_bytes_on_the_way_are_thrown_away_at_both_ends(desk: Callable[[str], Desk]) -> None:
    one, other = desk("A"), desk("B")
    name = one.attach(os.urandom(LARGE))
    one.window.sync()
    one.send()
    other.window.sync()
    with pytest.raises(Unavailable, match="content_wrong"):
        other.fetch(name, Broken(other.window, 99, spoil=True))
    assert (other.parts(), other.contents.holds(name)) == ([], False)
    assert other.fetch(name)


def test_a_malicious_desk_cannot_put_other_bytes_under_a_name(hub: Hub, desk: Callable[[str], Desk]) -> None:
    one, evil, other = desk("A"), desk("B"), desk("C")
    content = os.urandom(LARGE)
    name = one.attach(content)
    one.window.sync()
    evil.window.sync()
    size = len(one.contents.sealed(name))
    held = 0
    while held < size - PIECE:
        held = evil.window.end.put_content(ContentPiece(name, size, held, os.urandom(PIECE))).held
    last = evil.window.end.put_content(ContentPiece(name, size, held, os.urandom(size - held)))
    assert last.held == 0
    assert evil.window.end.contents_held(ContentsAsked([name])).held == [0]
    evil.window.end.put_content(ContentPiece(name, size, 0, os.urandom(PIECE)))
    assert one.send() == 1
    other.window.sync()
    assert other.fetch(name)
    assert other.contents.read(name) == content
    with hub.storage.reading() as work:
        owners = work.all("SELECT DISTINCT desk FROM content_pieces")
    assert len(owners) == 1


def test_garbage_under_its_own_name_cannot_be_opened_and_says_so(desk: Callable[[str], Desk]) -> None:
    evil, other = desk("A"), desk("B")
    garbage = os.urandom(500)
    name = hashlib.sha256(garbage).hexdigest()
    evil.contents.put(name, garbage)
    row = Attachment(
        id=new_id(), matter_id="m1", place="事项", name="x", kind="image/jpeg", size=5, content=name,
        desk="A", at=WHEN, by="clerk",
    )  # fmt: skip
    evil.window.add(row)
    evil.store.write(lambda w: w.add(LocalContent(id=name, here=True, at=WHEN)))
    evil.window.sync()
    assert evil.send() == 1
    other.window.sync()
    assert other.fetch(name)
    with pytest.raises(Unavailable, match="content_foreign"):
        other.contents.read(name)


BAD: list[tuple[str, ContentPiece]] = [
    ("content", ContentPiece("../x", 10, 0, b"0123456789")),
    ("content", ContentPiece("A" * 64, 10, 0, b"0123456789")),
    ("content", ContentPiece("0" * 64, 0, 0, b"")),
    ("content", ContentPiece("0" * 64, MOST_CONTENT + 1, 0, bytes(PIECE))),
    ("content", ContentPiece("0" * 64, 10, -1, b"0123456789")),
    ("content", ContentPiece("0" * 64, 10, 5, b"0123456789")),
    ("content", ContentPiece("0" * 64, 10, 0, b"0123")),
    ("content_unnamed", ContentPiece("0" * 64, 10, 0, b"0123456789")),
]


@pytest.mark.parametrize(("code", "piece"), BAD)
def test_pieces_that_are_none_are_refused(
    desk: Callable[[str], Desk], code: str, piece: ContentPiece
) -> None:
    with pytest.raises((BadWire, Unavailable)) as caught:
        desk("A").window.end.put_content(piece)
    assert code in (getattr(caught.value, "reason", ""), getattr(caught.value, "code", ""))


def test_what_was_not_asked_for_is_refused(desk: Callable[[str], Desk]) -> None:
    one = desk("A")
    name = one.attach(os.urandom(LARGE))
    one.window.sync()
    size = len(one.contents.sealed(name))
    end = one.window.end
    assert end.put_content(ContentPiece(name, size, PIECE, bytes(PIECE))).held == 0
    assert end.put_content(ContentPiece(name, size, 0, bytes(PIECE))).held == PIECE
    with pytest.raises(BadWire):
        end.put_content(ContentPiece(name, size + PIECE, PIECE, bytes(PIECE)))
    with pytest.raises(Unavailable, match="content_unknown"):
        end.get_content(ContentWanted(name, 0))
    for names in (["x"], ["0" * 63]):
        with pytest.raises(BadWire):
            end.contents_held(ContentsAsked(names))
    assert end.contents_held(ContentsAsked(["0" * 64])).held == [UNNAMED]


def test_a_desk_has_its_share_and_no_more(
    desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk("A")
    names = [one.attach(os.urandom(1000)) for _ in range(3)]
    one.window.sync()
    monkeypatch.setattr(at_hub, "MOST_FILES_OF_A_DESK", 2)
    assert one.send() == 2
    told = one.window.end.contents_held(ContentsAsked(names)).held
    assert sorted(told) == [WHOLE, WHOLE, 0]
    monkeypatch.setattr(at_hub, "MOST_FILES_OF_A_DESK", 9)
    monkeypatch.setattr(at_hub, "MOST_OF_A_DESK", 2500)
    assert one.send() == 0
    monkeypatch.setattr(at_hub, "MOST_OF_A_DESK", 1 << 30)
    assert one.send() == 1


def test_other_centres_and_cut_off_desks_get_nothing(
    hub: Hub, desk: Callable[[str], Desk], window: MakeWindow
) -> None:
    one = desk("A")
    name = one.attach(b"page")
    one.window.sync()
    one.send()
    foreign = window("A", centre=("别的中心（示例）", "341200"))
    assert foreign.end.contents_held(ContentsAsked([name])).held == [UNNAMED]
    with pytest.raises(Unavailable, match="content_unknown"):
        foreign.end.get_content(ContentWanted(name, 0))
    with hub.storage.writing() as work:
        places.revoke(work, "A", hub.clock(), "340700")
    for ask in (
        lambda: one.window.end.get_content(ContentWanted(name, 0)),
        lambda: one.window.end.contents_held(ContentsAsked([name])),
        lambda: one.window.end.put_content(ContentPiece(name, 10, 0, b"0123456789")),
    ):
        with pytest.raises(NotAllowed, match="hub_revoked"):
            ask()


def test_a_damaged_file_is_not_sent(desk: Callable[[str], Desk]) -> None:
    one = desk("A")
    name = one.attach(os.urandom(1000))
    one.window.sync()
    path = one.contents.path(name)
    path.write_bytes(path.read_bytes()[:-1])
    assert one.send() == 0
    path.unlink()
    assert one.send() == 0
    assert one.window.end.contents_held(ContentsAsked([name])).held == [0]


def test_a_full_disk_while_fetching_leaves_the_part_and_goes_on(
    desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = desk("A"), desk("B")
    name = one.attach(os.urandom(LARGE))
    one.window.sync()
    one.send()
    other.window.sync()
    other.contents.make_folder(name)

    def full(_handle: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="disk_full"):
        other.fetch(name)
    monkeypatch.undo()
    assert not other.contents.holds(name)
    again = Broken(other.window, 9)
    assert other.fetch(name, again)
    assert again.begun == [3 * PIECE]


def test_rows_that_came_before_the_hub_knew_contents_are_named_by_the_migration(
    hub: Hub, desk: Callable[[str], Desk]
) -> None:
    one = desk("A")
    name = one.attach(b"page")
    one.window.sync()
    dialect = "postgres" if hub.storage.shared() else "sqlite"
    with hub.storage.writing() as work:
        for table in ("content_names", "contents", "content_pieces", "content_sendings"):
            work.run(f"DROP TABLE {table}")
        work.run("DELETE FROM hub_schema WHERE version >= ?", (CONTENTS_STEP,))
        migrate(work, dialect)
    assert one.window.end.contents_held(ContentsAsked([name])).held == [0]


def test_the_hubs_check_finds_a_changed_content(hub: Hub, desk: Callable[[str], Desk]) -> None:
    one = desk("A")
    names = [one.attach(os.urandom(LARGE)) for _ in range(3)]
    one.window.sync()
    one.send()
    assert check_hub(hub.storage)["ok"]
    with hub.storage.writing() as work:
        work.run("UPDATE content_pieces SET body = ? WHERE name = ? AND begins = 0", (bytes(PIECE), names[0]))
        work.run("DELETE FROM content_pieces WHERE name = ? AND begins = ?", (names[1], PIECE))
    told = check_hub(hub.storage)
    assert [one["code"] for one in told["findings"]] == ["hub_check_content"] * 2
