"""The desk's own Ed25519 key, and the public keys of the centre's desks."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
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
    """app.ports.signing.KeyRing over a folder of {"letter","series","key_id","public_key","since"} files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def verify(self, key_id: str, message: bytes, signature: bytes, series: str | None = None) -> bool:
        """True if a key of the folder with this id, of this series where one is named, signed the message."""
        keys = self._keys(key_id)
        return any(
            _signed(key.public, message, signature) for key in keys if series is None or key.series == series
        )

    def since(self, key_id: str, series: str) -> date | None:
        """From which day on the key has been the desk's; None where its file does not say."""
        return next((key.since for key in self._keys(key_id) if key.series == series), None)

    def _keys(self, wanted: str) -> list[_PublicKey]:
        found = (_public_in(file) for file in sorted(self._folder.glob("*.json")))
        return [key for key in found if key is not None and key_id(key.public) == wanted.lower()]


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


def publish(folder: Path, letter: str, series: str, public: bytes, since: date | None = None) -> None:
    """A desk's public key where ``verify`` looks for it; ``since``: the day it was announced.

    A file that says the same stays as it is.
    """
    facts = {"letter": letter, "series": series, "key_id": key_id(public), "public_key": public.hex()}
    facts |= {"since": since.isoformat()} if since else {}
    file = folder / f"{series}.json"
    try:
        if json.loads(file.read_text(encoding="utf-8")) == facts:
            return
    except (OSError, ValueError, RecursionError):
        pass
    write_json(file, facts)


@dataclass(frozen=True, slots=True)
class _PublicKey:
    public: bytes
    series: str
    since: date | None


def _public_in(file: Path) -> _PublicKey | None:
    """The public key in a file; None for a file that holds none, which then vouches for nobody."""
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
        since = date.fromisoformat(facts["since"]) if "since" in facts else None
        return _PublicKey(bytes.fromhex(facts["public_key"]), str(facts["series"]), since)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _signed(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
