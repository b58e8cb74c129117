"""Bodies that are no messages: refused with a reason, never a fault of the hub's."""

from __future__ import annotations

import random
from collections.abc import Callable

import httpx

from app.errors import NotAllowed
from db.exchange import frame, wire
from db.hub.serving.serve import Running
from db.sync.push import next_batch
from tests.db.sync.conftest import Place, add_person, token_of

MakePlace = Callable[[str], Place]


def test_bodies_that_are_not_messages_get_400_and_a_reason(running: Running, places_of: MakePlace) -> None:
    one = places_of("A")
    add_person(one)
    good = frame.pack(one.store.on_writer(next_batch))
    rng = random.Random(7)
    headers = {"Authorization": f"Bearer {token_of(one)}"}
    statuses: dict[int, int] = {}
    with httpx.Client(base_url=running.url, headers=headers) as client:
        for _ in range(400):
            answer = client.post("/sync/1/push", content=mutated(good, rng))
            statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
            if answer.status_code != 200:
                assert frame.unpack(answer.content, wire.Refusal).code
        assert client.post("/sync/1/push", content=b"x" * (frame.MAX_PACKED + 1)).status_code == 413
        assert client.post("/sync/1/hello", content=b"").status_code == 400
        assert client.get("/sync/1/wait", params={"since": "x"}).status_code == 400
        assert httpx.post(f"{running.url}/sync/1/push", content=good).status_code == 401
    assert set(statuses) <= {200, 400, 403, 409, 413}
    assert statuses[400] > 300


def test_twenty_thousand_mutated_messages_are_refused_or_judged_never_a_fault(
    running: Running, places_of: MakePlace
) -> None:
    """Without the network, inside the frame too: what msgpack and the judge make of it."""
    one = places_of("A")
    add_person(one)
    push = one.store.on_writer(next_batch)
    raw = frame.inflate(frame.pack(push))
    rng = random.Random(11)
    token = token_of(one)
    outcomes: dict[str, int] = {}
    for _ in range(20_000):
        try:
            message = frame.decoded(mutated(raw, rng), wire.Push)
            running.hub.push(token, message)
            outcome = "judged"
        except (frame.BadWire, NotAllowed, frame.Stale) as error:
            outcome = type(error).__name__
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    assert outcomes["BadWire"] > 5_000


def test_a_decompression_bomb_is_refused(running: Running, places_of: MakePlace) -> None:
    import zstandard

    one = places_of("A")
    bomb = bytes([frame.VERSION]) + zstandard.ZstdCompressor(level=19).compress(bytes(400 << 20))
    with httpx.Client(base_url=running.url, headers={"Authorization": f"Bearer {token_of(one)}"}) as client:
        answer = client.post("/sync/1/push", content=bomb)
    assert answer.status_code == 413


def mutated(body: bytes, rng: random.Random) -> bytes:
    """The body with a few bytes flipped, cut out, doubled or put in."""
    changed = bytearray(body)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(changed) or 1)
        kind = rng.randrange(4)
        if kind == 0 and changed:
            changed[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del changed[at : at + rng.randint(1, 20)]
        elif kind == 2:
            changed[at:at] = changed[at : at + rng.randint(1, 20)]
        else:
            changed[at:at] = rng.randbytes(rng.randint(1, 4))
    return bytes(changed)
