"""The desk's own Ed25519 key, and the public keys of the centre's desks."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from db.cipher import Connection, told
from db.files import write_json

SECRET = "signing_key"
KEY_ID_DIGITS = 8


class DeskSigner:
    """app.ports.signing.Signer with a private key of 32 raw bytes."""

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._key.public_key().public_bytes_raw()
        """32 raw bytes."""

    @property
    def key_id(self) -> str:
        """8 hex digits."""
        return key_id(self.public)

    @property
    def public_key(self) -> str:
        """The public key in hex, as rows and key files hold it."""
        return self.public.hex()

    def sign(self, message: bytes) -> bytes:
        """64-byte signature."""
        return self._key.sign(message)


class FolderKeyRing:
    """app.ports.signing.KeyRing over a folder of {"letter","series","key_id","public_key"} files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def verify(self, key_id: str, message: bytes, signature: bytes) -> bool:
        """True if a key of the folder with this id signed the message."""
        return any(_signed(public, message, signature) for public in self._keys(key_id))

    def _keys(self, wanted: str) -> list[bytes]:
        found = []
        for file in sorted(self._folder.glob("*.json")):
            public = _public_in(file)
            if public is not None and key_id(public) == wanted.lower():
                found.append(public)
        return found


def key_id(public: bytes) -> str:
    """First 8 hex digits of SHA-256 of the raw public key."""
    return hashlib.sha256(public).hexdigest()[:KEY_ID_DIGITS]


def signer_of(connection: Connection) -> DeskSigner:
    """The desk's signer out of its encrypted store; a new key is made and kept if there is none.

    Run it on the writer: ``store.on_writer(signer_of)``.
    """
    with told():
        row = connection.execute("SELECT value FROM desk_secrets WHERE key = ?", (SECRET,)).fetchone()
        if row is None:
            return new_signer(connection)
    return DeskSigner(bytes(row[0]))


def new_signer(connection: Connection) -> DeskSigner:
    """Replace the desk's key with a new one: at ``init``, and after a restore."""
    private = Ed25519PrivateKey.generate().private_bytes_raw()
    with told():
        connection.execute("INSERT OR REPLACE INTO desk_secrets VALUES (?, ?)", (SECRET, private))
    return DeskSigner(private)


def publish(folder: Path, letter: str, series: str, public: bytes) -> None:
    """Write a desk's public key where ``verify`` looks for it."""
    facts = {"letter": letter, "series": series, "key_id": key_id(public), "public_key": public.hex()}
    write_json(folder / f"{series}.json", facts)


def _public_in(file: Path) -> bytes | None:
    """The public key in a file; None for a file that holds none, which then vouches for nobody."""
    try:
        return bytes.fromhex(json.loads(file.read_text(encoding="utf-8"))["public_key"])
    except (ValueError, KeyError, TypeError):
        return None


def _signed(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
