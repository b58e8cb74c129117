"""The smaller form of records says the same, is much smaller, and refuses what does not add up."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.domain.rows.base import id_at, new_id
from db.exchange import frame, slim, wire
from db.exchange.frame import BadWire, Stale
from db.exchange.times import ID_TEXT, all_like
from db.exchange.wire import INSERT, Block, Earlier, Page, Pull, Push, Rows, Welcome
from db.hub.serving import serve
from db.sync import http
from db.sync.hello import compose
from db.sync.push import next_batch
from tests.db.hub.people import Window, person

IDS = [*(new_id() for _ in range(16)), *(id_at(1_700_000_000_000 + n, n << 61) for n in range(4))]
ids = st.sampled_from([*IDS, "a" * 32, "holiday-2027", "018cc847-b9a8-4cc1-8773-3e847d718d73"])
values = st.one_of(st.none(), st.integers(-(2**53), 2**53), st.text(max_size=5), ids)
instants = st.sampled_from(
    [
        *("2026-11-23T09:05:00+08:00", "1970-01-01T00:00:00+08:00", "0001-01-01T00:00:00+08:00"),
        *("9999-12-31T23:59:59+08:00", "2026-02-30T00:00:00+08:00", "2026-11-23T24:00:00+08:00"),
        *("2026-11-23T09:05:00.123456+08:00", "2026-11-23T09:05:00+00:00", "2026-11-23T09:05:61+08:00"),
    ]
)
days = st.sampled_from(
    ["2026-11-23", "2000-02-29", "0001-01-01", "9999-12-31", "2026-02-30", "0000-00-00", "2026-W01-"]
)
columns = st.one_of(
    st.lists(values, min_size=4, max_size=4),
    *(
        st.lists(st.one_of(st.none(), some), min_size=4, max_size=4)
        for some in (st.sampled_from(IDS), instants, days)
    ),
)
tables = st.lists(columns, min_size=1, max_size=3)


def push_of(pks: list[str], block: list[list[Any]], numbers: list[int]) -> Push:
    names = [f"c{at}" for at in range(len(block))]
    block = [column[:3] for column in block]  # the fourth operation changes a row
    steps = sorted(numbers)
    return Push(
        *("desk.1", [("desk.1", 1)], 1, 0, 1, ["people"], [None, "clerk"], steps, [0] * 4, pks),
        *([INSERT] * 3 + [7], numbers, [1, 1, 2, 2], [1] * 4),
        *({"people": Block(names, block)}, [{"name": IDS[0], "at": None}]),
    )


@given(st.lists(ids, min_size=4, max_size=4), tables, st.lists(st.integers(0, 2**52), min_size=4, max_size=4))
def test_what_is_packed_is_what_is_unpacked(
    pks: list[str], block: list[list[Any]], numbers: list[int]
) -> None:
    push = push_of(pks, block, numbers)
    assert slim.unpack(slim.pack(push), Push) == push
    assert slim.unpack(frame.pack(push), Push) == push
    rows = Rows([f"c{at}" for at in range(len(block))], pks, numbers, block)
    page = Page(1, 9, "mark", True, 9, [("desk.1", 3)], [("people", rows), ("visits", rows)])
    assert slim.unpack(slim.pack(page), Page) == page
    assert slim.unpack(frame.pack(page), Page) == page


def test_the_older_form_is_spoken_to_whoever_has_not_said_otherwise() -> None:
    older_pull = msgspec.msgpack.decode(msgspec.msgpack.encode((3, [], 1)), type=Pull)
    assert older_pull.form == frame.VERSION
    older = msgspec.msgpack.encode((1, 0, [], (0, 2), 0, 0, False, ""))
    assert msgspec.msgpack.decode(older, type=Welcome).form == frame.VERSION
    assert slim.pack(older_pull) == frame.pack(older_pull)  # only records have a smaller form


def test_an_id_travels_once() -> None:
    people = [person() for _ in range(400)]
    pks = [one.id for one in people]
    block = Block(["name", "visit_id"], [[one.name for one in people], pks[::-1]])
    count = len(pks)
    push = Push(
        *("desk.1", [("desk.1", 1)], 1, 0, 1, ["people"], [None], [*range(1, count + 1)], [0] * count, pks),
        *([INSERT] * count, [5] * count, [*range(count)], [0] * count, {"people": block}, []),
    )
    assert len(slim.pack(push)) / count < 6  # made together: their ids follow each other
    assert len(frame.pack(push)) / count > 2 * len(slim.pack(push)) / count


def slimmed(**changes: Any) -> bytes:
    """A packed push with something wrong in it."""
    good = push_of(IDS[:4], [[*IDS[4:6], None]], [1, 2, 3, 4])
    raw = zstandard.ZstdDecompressor().decompress(slim.pack(good)[1:])
    told = msgspec.msgpack.decode(raw, type=slim.SlimPush)
    for name, value in changes.items():
        setattr(told.ids if hasattr(told.ids, name) else told, name, value)
    return bytes([slim.FORM]) + zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(told))


@pytest.mark.parametrize(
    "changes",
    [
        {"pk": [0, 1, 1, 99]},
        {"pk": [-1, 1, 1, 1]},
        {"chance": b"short"},
        {"steps": [None, 1, 1, None]},
        {"moments": [1, 1]},
        {"moments": [1 << 50]},
        {"packed": [(0, 5, 0)]},
        {"packed": [(3, 0, 0)]},
        {"packed": [(0, 0, 0), (0, 0, 1)]},
        {"packed": [(-1, -1, 0)]},
        {"packed": [(0, 0, 9)]},
        {"inserts": {"people": Block(["c0"], [[90, 0, 0]])}},
        {"inserts": {"people": Block(["c0"], [[-90, 0, 0]])}},
        {"inserts": {"people": Block(["c0"], [[0, 0]])}},
        {"inserts": {"people": Block(["c0"], [[2**53, 0, 0]])}, "packed": [(0, 0, 1)]},
        {"inserts": {"people": Block(["c0"], [[-(2**53), 0, 0]])}, "packed": [(0, 0, 2)]},
        {"inserts": {"people": Block(["c0"], [[2**53, 0, 0]])}, "packed": [(0, 0, 3)]},
        {"inserts": {"people": Block(["c0"], [[0, 0, 0]])}, "packed": [(0, 0, 4)]},
        {"seq": [2**53, 2**53, 2**53, 2**53]},
        {"inserts": {"people": Block(["c0"], [["x", 1, 1]])}},
        {"inserts": {"people": Block(["c0"], [[1.5, 1, 1]])}},
    ],
)
def test_what_does_not_add_up_is_refused(changes: dict[str, Any]) -> None:
    assert slim.unpack(slimmed(), Push).seq == [1, 2, 3, 4]
    with pytest.raises(BadWire):
        slim.unpack(slimmed(**changes), Push)


@pytest.mark.parametrize(
    ("column", "is_alike"),
    [
        ([None, IDS[0], None], True),
        ([IDS[0], IDS[0][:-1] + "g"], False),
        ([IDS[0], IDS[0][:-1]], False),
        ([IDS[0], 5], False),
        ([5, IDS[0]], False),
        ([None], False),
        ([], False),
    ],
)
def test_a_column_of_ids_is_seen_by_all_of_its_values(column: list[Any], is_alike: bool) -> None:
    assert all_like(ID_TEXT, column, 36) is is_alike


def test_any_bytes_are_a_message_or_a_reason() -> None:
    chance = random.Random(5)
    good = slim.pack(push_of(IDS[:4], [[*IDS[4:7], None]], [1, 2, 3, 4]))
    raw = zstandard.ZstdDecompressor().decompress(good[1:])
    for _ in range(2_000):
        body = bytearray(raw)
        for _ in range(chance.randrange(1, 4)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        packed = bytes([slim.FORM]) + zstandard.ZstdCompressor().compress(bytes(body))
        try:
            slim.unpack(packed, Push)
        except BadWire:
            continue
    page = Page(1, 9, "mark", False, 9, [], [("people", Rows(["c"], ["a"], [1], [["x"]]))])
    wrong = slim._slim_page(page)
    wrong.tables[0][1].values.append(["y"])
    packed = zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(wrong))
    with pytest.raises(BadWire):
        slim.unpack(bytes([slim.FORM]) + packed, Page)


def test_each_end_gets_the_form_it_reads(tmp_path: Path) -> None:
    running = serve.start("127.0.0.1:0", None, tmp_path)
    window = Window(running.hub, tmp_path, "A")
    for _ in range(slim.FEW):
        window.add(person())
    try:
        hub = http.HttpHub(running.url, window.token)
        forms = []
        hub._client.event_hooks["request"] = [lambda request: forms.append(request.content[0])]
        push = window.store.on_writer(next_batch)
        with pytest.raises(Stale):
            hub.push(push)  # it has not heard yet what the hub reads, nor its epoch
        push.epoch = hub.hello(window.store.on_writer(lambda c: compose(c, ""))).epoch
        assert len(push.seq) > slim.FEW
        assert hub.push(push).last == push.seq[-1]
        hub.close()
        assert forms == [frame.VERSION, frame.VERSION, slim.FORM]
        head = {"Authorization": f"Bearer {window.token}"}
        with httpx.Client(base_url=running.url, headers=head, trust_env=False) as client:
            for form in (frame.VERSION, slim.FORM):
                for what, asked in (
                    ("pull", Pull(0, [], wire.SCHEMA, small=form)),
                    ("earlier", Earlier([], running.hub.top(window.token), small=form)),
                ):
                    answer = client.post(f"/sync/1/{what}", content=frame.pack(asked))
                    assert answer.content[0] == form
    finally:
        window.close()
        running.stop()


def test_few_records_go_in_the_older_form_to_whoever_reads_both() -> None:
    for count, form in ((slim.FEW, frame.VERSION), (slim.FEW + 1, slim.FORM)):
        pks = [new_id() for _ in range(count)]
        page = Page(
            1, 9, "mark", False, 9, [], [("people", Rows(["c"], pks, [*range(count)], [["x"] * count]))]
        )
        block = Block(["c"], [["x"] * count])
        push = Push(
            *(
                "desk.1",
                [("desk.1", 1)],
                1,
                0,
                1,
                ["people"],
                [None],
                [*range(1, count + 1)],
                [0] * count,
                pks,
            ),
            *([INSERT] * count, [5] * count, [*range(count)], [0] * count, {"people": block}, []),
        )
        for message in (page, push):
            packed = slim.pack_when_many(message)
            assert packed[0] == form
            assert slim.unpack(packed, type(message)) == message
