"""Messages with a few bytes flipped, cut out, doubled or put in: of the frame, or of what is packed in it."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import zstandard

from db.exchange import frame, slim


def mutated(body: bytes, rng: random.Random) -> bytes:
    """The body with one to four such faults."""
    changed = bytearray(body)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(changed) or 1)
        kind = rng.randrange(5)
        if kind == 0 and changed:
            changed[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del changed[at : at + rng.randint(1, 20)]
        elif kind == 2:
            changed[at:at] = changed[at : at + rng.randint(1, 20)]
        elif kind == 3 and changed:
            changed[at] = rng.randrange(256)
        else:
            changed[at:at] = rng.randbytes(rng.randint(1, 4))
    return bytes(changed)


LEAVES: tuple[Any, ...] = (
    *(None, "", "x", "假", "\x00", "x" * 300, "../../x", "2026-11-23", "2026-13-45", "{", "[]", "{}", "null"),
    *("²", "9².1.x", "1.²", '{"accounts": {}}', "٣"),
    *(0, 1, -1, -2, 7, 1 << 31, 1 << 53, (1 << 53) - 1, -(1 << 53), (1 << 63) - 1, 2.5, float("nan"), True),
    *(b"", b"x" * 64, [], {}, [[]], {"x": []}, "staff", "people", "a" * 81, "9.9.ab." + "0" * 24),
)


def mutated_message(message: frame.Message, rng: random.Random) -> bytes:
    """A packed message that is wrong within its frame, three times out of four, or in the frame itself."""
    packed = rng.choice((frame.pack, slim.pack))(message)
    form = packed[0]
    chance = rng.random()
    if chance < 0.2:
        return mutated(packed, rng)
    raw = frame.inflate(bytes([frame.VERSION]) + packed[1:])
    if chance < 0.5:
        return framed(mutated(raw, rng), form)
    told = msgspec.msgpack.decode(raw)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        told = with_a_leaf_changed(told, rng)
    return framed(msgspec.msgpack.encode(told), form)


def framed(raw: bytes, form: int = frame.VERSION) -> bytes:
    return bytes([form]) + zstandard.ZstdCompressor().compress(raw)


def with_a_leaf_changed(told: Any, rng: random.Random) -> Any:
    """The structure with one value in it replaced, left out or put in twice."""
    if not isinstance(told, list | dict) or not told or rng.random() < 0.05:
        same = [leaf for leaf in LEAVES if type(leaf) is type(told)]
        return rng.choice(same if same and rng.random() < 0.5 else LEAVES)
    if isinstance(told, dict):
        key = rng.choice(list(told))
        changed = {**told, key: with_a_leaf_changed(told[key], rng)}
        return {rng.choice(["x", "id", key]) if name == key else name: changed[name] for name in changed}
    at = rng.randrange(len(told))
    if rng.random() < 0.1:
        return told[:at] + told[at + rng.randint(0, 1) :] + told[:1]
    return [*told[:at], with_a_leaf_changed(told[at], rng), *told[at + 1 :]]
