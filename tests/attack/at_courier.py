"""Mutated courier files, sealed and signed by a desk that lies: refused, or shown as far as they may be."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import msgspec

from app.domain.rows.base import new_id
from app.domain.rows.centre import Desk
from app.errors import JiefangtaiError
from db.access.signing import DeskSigner, signer_of
from db.suites.suite import NONCE_BYTES, suite_of
from db.sync import courier
from db.sync.courier import Sealed, courier_key, magic
from tests.attack.mutate import mutated, with_a_leaf_changed
from tests.attack.scene import Scene
from tests.db.hub.people import KEY, person
from tests.db.rows import NOON

IN_ONE_SCENE = 500
SUITE = suite_of(KEY)
MAGIC = magic(SUITE)


def attack_courier(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the readings ended; and what must not have happened."""
    rng, ends, wrong = random.Random(seed), Counter[str](), list[str]()
    for first in range(0, count, IN_ONE_SCENE):
        scene = Scene(folder / str(first))
        try:
            signer, raw = _letter(scene, folder)
            for number in range(first, min(count, first + IN_ONE_SCENE)):
                file = folder / "mutated.jft"
                file.write_bytes(_mutated(signer, raw, rng))
                told = _read(scene, file)
                ends[f"courier {told}"] += 1
                if told.startswith("!") and len(wrong) < 40:
                    wrong.append(f"courier {number}: {told}")
            wrong += [f"courier: {fault}" for fault in scene.faults()]
        finally:
            scene.close()
    return ends, wrong


def _letter(scene: Scene, folder: Path) -> tuple[DeskSigner, bytes]:
    """The first desk's signer, and what is in a file of its: rows, a message and a content."""
    signer = scene.first.store.on_writer(signer_of)
    known = Desk(
        id=new_id(), letter="A", series="A", key_id=signer.key_id, public_key=signer.public_key,
        at=NOON,
    )  # fmt: skip
    scene.first.add(known)
    for one in scene.windows:
        one.sync()
    scene.first.add(person("周五（示例）"))
    scene.forget("UPDATE local_contents SET epoch = 0", scene.first)
    file = folder / "good.jft"
    file.unlink(missing_ok=True)
    courier.write(scene.first.store, signer, KEY, "A", file, sealed_contents=scene.sealed["A"])
    sealed = msgspec.msgpack.decode(file.read_bytes()[len(MAGIC) :], type=Sealed).sealed
    raw = SUITE.decrypt(courier_key(KEY), sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], MAGIC)
    assert raw is not None
    return signer, raw


def _mutated(signer: DeskSigner, raw: bytes, rng: random.Random) -> bytes:
    """A file that is wrong in what its desk sealed, four times out of five, or in the file itself."""
    chance = rng.random()
    if chance < 0.2:
        return mutated(_sealed(signer, raw), rng)
    if chance < 0.5:
        return _sealed(signer, mutated(raw, rng))
    told = msgspec.msgpack.decode(raw)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        told = with_a_leaf_changed(told, rng)
    return _sealed(signer, msgspec.msgpack.encode(told))


def _sealed(signer: DeskSigner, raw: bytes) -> bytes:
    nonce = bytes(NONCE_BYTES)
    sealed = nonce + SUITE.encrypt(courier_key(KEY), nonce, raw, MAGIC)
    return MAGIC + msgspec.msgpack.encode(Sealed(signer.key_id, signer.sign(MAGIC + sealed), sealed))


def _read(scene: Scene, file: Path) -> str:
    try:
        courier.read(scene.other.store, KEY, file, scene.sealed["B"])
        scene.looked()
    except JiefangtaiError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"! {type(error).__name__} {str(error)[:200]}"
    return "shown"
