"""Signing: the desk's key stays in the store, the public half is known by its id."""

from __future__ import annotations

import hashlib
from pathlib import Path

from db.access.signing import FolderKeyRing, new_signer, publish, signer_of
from db.store import Store


def test_a_signature_is_verified_from_the_folder_alone(store: Store, home: Path) -> None:
    signer = store.on_writer(signer_of)
    assert store.on_writer(signer_of).public_key == signer.public_key
    assert signer.key_id == hashlib.sha256(bytes.fromhex(signer.public_key)).hexdigest()[:8]
    publish(home / "keys", "A", "A", signer.public_key)
    ring = FolderKeyRing(home / "keys")
    signature = signer.sign(b"slip")
    assert len(signature) == 64
    assert ring.verify(signer.key_id, b"slip", signature)
    assert ring.verify(signer.key_id.upper(), b"slip", signature)
    assert not ring.verify(signer.key_id, b"slop", signature)
    assert not ring.verify("00000000", b"slip", signature)
    assert not ring.verify(signer.key_id, b"slip", signature[:-1])


def test_a_new_key_does_not_unmake_the_old_one(store: Store, home: Path) -> None:
    old, new = store.on_writer(signer_of), store.on_writer(new_signer)
    assert store.on_writer(signer_of).public_key == new.public_key != old.public_key
    publish(home / "keys", "A", "A", old.public_key)
    publish(home / "keys", "A", "A2", new.public_key)
    ring = FolderKeyRing(home / "keys")
    assert ring.verify(old.key_id, b"slip", old.sign(b"slip"))
    assert ring.verify(new.key_id, b"slip", new.sign(b"slip"))


def test_other_files_in_the_folder_vouch_for_nobody(store: Store, home: Path) -> None:
    signer = store.on_writer(signer_of)
    publish(home / "keys", "A", "A", signer.public_key)
    for number, text in enumerate(
        ("", "[]", "{}", '{"public_key": 1}', '{"public_key": "zz"}', '{"public_key": "00"}')
    ):
        (home / "keys" / f"0{number}.json").write_text(text)
    assert FolderKeyRing(home / "keys").verify(signer.key_id, b"x", signer.sign(b"x"))
    assert not FolderKeyRing(home / "none").verify(signer.key_id, b"x", signer.sign(b"x"))
