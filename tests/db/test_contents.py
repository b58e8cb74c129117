"""Contents lie sealed: names tell nothing, the same is stored once, a changed bit is noticed."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from app.domain.rows.attachments import Attachment
from app.domain.rows.base import new_id
from app.errors import Unavailable
from db.check_contents import sweep
from db.contents import HEAD, PIECE, TAG, SealedContents
from db.store import Store
from tests.db.rows import NOON


@pytest.fixture
def contents(tmp_path: Path) -> SealedContents:
    return SealedContents(tmp_path / "files", b"k" * 32)


@pytest.mark.parametrize("size", [1, 100, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_there_and_back(contents: SealedContents, size: int) -> None:
    content = os.urandom(size)
    kept = contents.keep(content)
    assert kept.is_new
    assert contents.read(kept.name) == content
    assert contents.state(kept.name) == "whole"
    assert kept.size == HEAD + size + TAG * -(-size // PIECE)
    assert list(contents.names()) == [kept.name]


def test_the_same_content_is_stored_once_and_named_alike_at_every_desk(
    contents: SealedContents, tmp_path: Path
) -> None:
    first, again = contents.keep(b"page"), contents.keep(b"page")
    assert (first.is_new, again.is_new, first.name) == (True, False, again.name)
    assert SealedContents(tmp_path / "other", b"k" * 32).keep(b"page").name == first.name
    assert SealedContents(tmp_path / "third", b"x" * 32).keep(b"page").name != first.name


def test_neither_the_file_nor_its_name_tells_the_content(contents: SealedContents) -> None:
    content = "密告示例".encode() * 500
    kept = contents.keep(content)
    raw = contents.path(kept.name).read_bytes()
    assert content[:24] not in raw
    assert contents.path(kept.name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("place", [0, 9, HEAD - 1, HEAD, HEAD + 40, -1])
def test_a_flipped_bit_is_noticed_and_keeping_it_again_mends_it(contents: SealedContents, place: int) -> None:
    content = os.urandom(500)
    kept = contents.keep(content)
    raw = bytearray(contents.path(kept.name).read_bytes())
    raw[place] ^= 1
    contents.path(kept.name).write_bytes(bytes(raw))
    assert contents.state(kept.name) == "damaged"
    assert contents.unseal(bytes(raw)) is None
    with pytest.raises(Unavailable, match="content_damaged"):
        contents.read(kept.name)
    assert contents.keep(content).is_new
    assert contents.read(kept.name) == content


def test_pieces_that_change_places_or_are_missing_are_noticed(contents: SealedContents) -> None:
    sealed = contents.seal(os.urandom(2 * PIECE))
    head, first, second = sealed[:HEAD], sealed[HEAD : HEAD + PIECE + TAG], sealed[HEAD + PIECE + TAG :]
    assert contents.unseal(sealed) is not None
    assert contents.unseal(head + second + first) is None
    assert contents.unseal(head + first) is None
    assert contents.unseal(head + first + second + first) is None


def test_another_centre_cannot_open_it(contents: SealedContents, tmp_path: Path) -> None:
    sealed = contents.seal(b"page")
    other = SealedContents(tmp_path / "other", b"x" * 32)
    assert other.unseal(sealed) is None
    assert other.open_small(contents.seal_small(b"small")) is None
    assert contents.open_small(contents.seal_small(b"small")) == b"small"
    for text in ("", "!", "AAAA", contents.seal_small(b"small")[:-8]):
        assert contents.open_small(text) is None


def test_only_the_bytes_of_that_name_are_taken(contents: SealedContents) -> None:
    sealed = contents.seal(b"page")
    with pytest.raises(ValueError):
        contents.put("0" * 64, sealed)
    for name in ("", "../../x", "A" * 64, "0" * 63):
        with pytest.raises(ValueError):
            contents.holds(name)
    with pytest.raises(Unavailable, match="content_missing"):
        contents.read("0" * 64)


def test_a_full_disk_leaves_nothing_half(contents: SealedContents, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="disk_full"):
        contents.keep(b"page")
    assert [file for file in contents.folder.rglob("*") if file.is_file()] == []


def test_remnants_of_a_kill_are_cleared_and_nothing_else(
    store: Store, contents: SealedContents, tmp_path: Path
) -> None:
    kept, orphan = contents.keep(b"kept"), contents.keep(b"orphan")
    fetched = hashlib.sha256(b"fetched").hexdigest()
    rows = [
        Attachment(
            id=new_id(), matter_id="m", place="事项", name="一", kind="image/jpeg", size=4, content=name,
            desk="A", at=NOON, by="clerk",
        )
        for name in (kept.name, fetched)
    ]  # fmt: skip
    store.write(lambda writes: writes.add(*rows))
    folder = contents.path(kept.name).parent
    half = folder / f".{kept.name}.77.part"
    half.write_bytes(b"x")
    part = contents.path(fetched).with_name(f"{fetched}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(b"x")
    for file in (contents.path(kept.name), contents.path(orphan.name), half, part):
        os.utime(file, (1000, 1000))
    assert store.on_writer(lambda c: sweep(c, contents, 999)) == 0
    assert store.on_writer(lambda c: sweep(c, contents, 1001)) == 2
    assert contents.holds(kept.name)
    assert part.exists()
    assert not half.exists()
    assert not contents.holds(orphan.name)
    assert list(contents.names()) == [kept.name]
