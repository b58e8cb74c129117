"""Hub and desk resist attacks at the hub's door and by courier file."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import zstandard

from app.domain.rows.base import new_id
from app.domain.rows.centre import Setting, Staff
from app.domain.rows.papers import Document
from db.access.signing import FolderKeyRing, key_id, new_signer, publish
from db.cipher import Connection
from db.exchange import entering, frame, wire
from db.hub.serving.serve import Running
from db.sync import courier
from db.sync.courier import Letter
from tests.db.hub.people import person
from tests.db.sync.conftest import Place, token_of

MakePlace = Callable[[str], Place]
ROUTES = ("push", "pull", "hello", "round", "carry", "wraps", "earlier")
MANY = 44_000_000


def bomb(count: int) -> bytes:
    """That many empty lists: a few bytes that become gigabytes of objects."""
    raw = b"\xdd" + count.to_bytes(4, "big") + b"\x90" * count
    return bytes([frame.VERSION]) + zstandard.ZstdCompressor(level=3).compress(raw)


# 1: before the token is known


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_is_unpacked_for_a_token_that_is_none(
    running: Running, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "unpack", _must_not_be_asked)
    with httpx.Client(base_url=running.url, headers={"Authorization": "Bearer nobody"}) as client:
        assert client.post(f"/sync/1/{route}", content=b"\x01anything").status_code == 401
    assert httpx.post(f"{running.url}/sync/1/{route}", content=b"\x01anything").status_code == 401


def _must_not_be_asked(*_: Any) -> Any:
    raise AssertionError("unpacked before the token was looked at")


@pytest.mark.parametrize("route", [*ROUTES, "enrol"])
def test_a_body_that_grows_without_end_costs_nothing(
    running: Running, places_of: MakePlace, route: str
) -> None:
    one = places_of("A")
    body = bomb(MANY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with httpx.Client(base_url=running.url, headers={"Authorization": f"Bearer {token_of(one)}"}) as client:
        answer = client.post(f"/sync/1/{route}", content=body)
    assert answer.status_code in (400, 413)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes


def test_lists_are_counted_before_they_are_built() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for kind in (wire.Push, wire.Hello, entering.Wraps, wire.Page, wire.Earlier, wire.Round):
        count = len(msgspec.structs.fields(kind))
        head = bytes([0x90 | count]) if count < 16 else b"\xdc" + count.to_bytes(2, "big")
        raw = head + (b"\xdd" + (20_000_000).to_bytes(4, "big") + b"\x90" * 20_000_000)
        with pytest.raises(frame.BadWire):
            frame.decoded(raw, kind)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


# 8: a courier file, judged as the hub would judge it


def carried_by(
    one: Place, other: Place, file: Path, change: Callable[[Letter], Letter], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """A file that the first desk wrote, its content changed before it was sealed; what the other says."""
    real = msgspec.msgpack.encode

    def encode(message: Any) -> bytes:
        return real(change(message) if isinstance(message, Letter) else message)

    with monkeypatch.context() as patch:
        patch.setattr(courier.msgspec.msgpack, "encode", encode)
        one.link.write_courier(file)
    return other.link.read_courier(file)


def with_row(table: str, pk: str, values: dict[str, Any], rev: int = 1 << 40) -> Callable[[Letter], Letter]:
    rows = wire.Rows(list(values), [pk], [rev], [[value] for value in values.values()])

    def change(letter: Letter) -> Letter:
        return Letter(letter.letter, letter.number, letter.at, letter.messages, [*letter.rows, (table, rows)])

    return change


def stored(place: Place, table: str, pk: str) -> dict[str, Any]:
    def read(connection: Connection) -> dict[str, Any]:
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (pk,))
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))

    return place.store.on_writer(read)


def test_a_courier_file_makes_nobody_a_leader_and_changes_no_setting(
    places_of: MakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = places_of("A"), places_of("B")
    with other.store.reading() as reads:
        (admin,) = reads.find(Staff)
        settings = reads.find(Setting)
    values = stored(other, "staff", admin.id) | {"roles": '["带班领导"]'}
    values.pop("id"), values.pop("_rev")
    carried_by(one, other, tmp_path / "1", with_row("staff", admin.id, values), monkeypatch)
    carried_by(
        one, other, tmp_path / "2", with_row("staff", new_id(), values | {"login": "evil"}), monkeypatch
    )
    held = {"key": "末日遇休息日顺延", "value": json.dumps({"value": True})}
    carried_by(one, other, tmp_path / "3", with_row("settings", new_id(), held), monkeypatch)
    with other.store.reading() as reads:
        assert reads.find(Staff) == [admin]
        assert reads.find(Setting) == settings


def test_a_courier_file_rewrites_no_paper_and_what_it_shows_gives_way_to_the_hub(
    places_of: MakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = places_of("A"), places_of("B")
    one.hire("clerk", "张三（示例）", "登记员")
    one.become("clerk")
    paper = Document(
        id=new_id(), kind="三个告知单", number="铜信受A〔2026〕1号", content={"意见": "真"},
        at=one.desk.clock.now(), by="clerk",
    )  # fmt: skip
    row = person(phone="13800001234")
    one.store.write(lambda w: (w.audit("clerk", "登记"), w.add(row, paper)))
    one.link.exchange()
    other.link.exchange()
    values = stored(other, "documents", paper.id) | {"content": '{"意见":"假"}'}
    values.pop("id"), values.pop("_rev")
    carried_by(one, other, tmp_path / "1", with_row("documents", paper.id, values), monkeypatch)
    with other.store.reading() as reads:
        assert reads.get(Document, paper.id) == paper
    values = stored(other, "people", row.id) | {"phone": "13911111111"}
    values.pop("id"), values.pop("_rev")
    carried_by(one, other, tmp_path / "2", with_row("people", row.id, values), monkeypatch)
    assert stored(other, "people", row.id)["phone"] == "13911111111"
    other.link.exchange()
    assert stored(other, "people", row.id)["phone"] == "13800001234"


def test_a_courier_file_announces_no_key_of_another_letter(
    places_of: MakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = places_of("A"), places_of("B")
    public = "00" * 31 + "31"
    values = {
        "series": "B7",
        "key_id": key_id(public),
        "public_key": public,
        "at": "2026-11-23T09:00:00+08:00",
    }
    for number, (letter, series) in enumerate([("B", "B7"), ("A", "../../x"), ("A", "A7")]):
        row = {"letter": letter} | values | {"series": series}
        carried_by(one, other, tmp_path / f"{number}", with_row("desks", new_id(), row), monkeypatch)
    with other.store.reading() as reads:
        series = {series for (series,) in reads.connection.execute("SELECT series FROM desks")}
    assert series == {"A", "B", "A7"}


def test_what_a_courier_brings_is_typed_and_noted(
    places_of: MakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = places_of("A"), places_of("B")
    pk = new_id()
    bad = {"name": "x", "id_type": "无", "absent": "[]"}
    carried_by(one, other, tmp_path / "1", with_row("people", pk, bad), monkeypatch)
    assert [(aside.code, aside.row_id) for aside in other.link.asides()] == [("sync_value", pk)]


# 9: a key speaks for its own series


def test_a_desks_key_signs_no_slip_of_another_series(places_of: MakePlace, tmp_path: Path) -> None:
    one = places_of("A")
    signer = one.store.on_writer(new_signer)
    folder = tmp_path / "keys"
    publish(folder, "B", "B", signer.public_key)
    ring = FolderKeyRing(folder)
    signature = signer.sign(b"slip")
    assert ring.verify(signer.key_id, b"slip", signature, "B")
    assert not ring.verify(signer.key_id, b"slip", signature, "A")
    assert not ring.verify(signer.key_id, b"slip", signature, "B2")
