"""The desk's own signing key, and the public keys of the centre's desks."""

from __future__ import annotations

import json
from collections.abc import Set
from datetime import date
from pathlib import Path

from app.domain.suites import GENERAL
from app.domain.value import Value
from db.access.persons import new_private, public_of
from db.cipher import Connection, as_unavailable
from db.home.files import write_json
from db.suites.suite import Suite, public_bytes, raw, suite_named, suite_of, suite_of_public, verifies

SECRET = "signing_key"
KEY_ID_DIGITS = 8


class DeskSigner:
    """app.ports.signing.Signer with a private key that is tagged with its suite."""

    def __init__(self, private: bytes) -> None:
        self._private = private
        self.suite = suite_of(private)
        self.public_key = public_of(private)
        """The public key as rows and key files hold it."""

    @property
    def key_id(self) -> str:
        """8 hex digits."""
        return key_id(self.public_key)

    @property
    def signature(self) -> str:
        """Ed25519 or SM2."""
        return self.suite.signature

    def digest(self, data: bytes) -> bytes:
        return self.suite.digest(data)

    def sign(self, message: bytes) -> bytes:
        """64-byte signature."""
        return self.suite.sign(raw(self._private), message, public_bytes(self.public_key))


class FolderKeyRing:
    """app.ports.signing.KeyRing over a folder of {"letter","series","key_id","public_key","since"} files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def verify(
        self,
        key_id: str,
        message: bytes,
        signature: bytes,
        series: str | None = None,
        algorithm: str | None = None,
    ) -> bool:
        """True if a key of the folder with this id signed the message.

        ``series``, ``algorithm``: of this series, by this algorithm alone, where they are named.
        """
        return any(
            verifies(key.public, message, signature)
            for key in self._keys(key_id)
            if series in (None, key.series) and algorithm in (None, suite_of_public(key.public).signature)
        )

    def since(self, key_id: str, series: str) -> date | None:
        """From which day on the key has been the desk's; None where its file does not say."""
        return next((key.since for key in self._keys(key_id) if key.series == series), None)

    def _keys(self, wanted: str) -> list[_PublicKey]:
        public_keys = (_public_in(file) for file in sorted(self._folder.glob("*.json")))
        return [key for key in public_keys if key is not None and key_id(key.public) == wanted.lower()]


def key_id(public: str) -> str:
    """First 8 hex digits of the digest, by its suite, of a public key. ValueError for what is no hex."""
    return suite_of_public(public).digest(public_bytes(public)).hex()[:KEY_ID_DIGITS]


def signer_of(connection: Connection, suite: Suite | None = None) -> DeskSigner:
    """The desk's signer out of its encrypted store; a new key is made and kept if there is none.

    Run it on the writer: ``store.on_writer(signer_of)``. ``suite``: of a new key.
    """
    with as_unavailable():
        row = connection.execute("SELECT value FROM desk_secrets WHERE key = ?", (SECRET,)).fetchone()
        if row is None:
            return new_signer(connection, suite)
    return DeskSigner(bytes(row[0]))


def new_signer(connection: Connection, suite: Suite | None = None) -> DeskSigner:
    """Replace the desk's key with a new one: at ``init``, and after a restore."""
    private = new_private(suite or suite_named(GENERAL))
    with as_unavailable():
        connection.execute("INSERT OR REPLACE INTO desk_secrets VALUES (?, ?)", (SECRET, private))
    return DeskSigner(private)


def publish(folder: Path, letter: str, series: str, public: str, since: date | None = None) -> None:
    """A desk's public key where ``verify`` looks for it; ``since``: the day it was announced.

    A file that says the same stays as it is.
    """
    facts = {"letter": letter, "series": series, "key_id": key_id(public), "public_key": public}
    facts |= {"since": since.isoformat()} if since else {}
    file = folder / f"{series}.json"
    try:
        if json.loads(file.read_text(encoding="utf-8")) == facts:
            return
    except (OSError, ValueError, RecursionError):
        pass
    write_json(file, facts)


def keep_known(folder: Path, known: Set[tuple[str, str]]) -> None:
    """Remove every key file that is of none of these series and public keys: it would vouch for forgeries."""
    for file in folder.glob("*.json"):
        key = _public_in(file)
        if key is None or (key.series, key.public) not in known:
            file.unlink()


class _PublicKey(Value, frozen=True):
    public: str
    series: str
    since: date | None


def _public_in(file: Path) -> _PublicKey | None:
    """The public key in a file; None for a file that holds none, which then vouches for nobody."""
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
        since = date.fromisoformat(facts["since"]) if "since" in facts else None
        public_bytes(facts["public_key"])
        return _PublicKey(facts["public_key"], str(facts["series"]), since)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
