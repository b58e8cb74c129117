"""Attachments' contents as sealed files beside the store: HOME/files/ab/abcd….

A content is sealed by keys that every desk of the centre derives alike from the centre's key, which also
opens the store's key: the file lies as it travels, and the same content is the same file at each desk. Its
name is the SHA-256 of the sealed file, so a hub or a stick proves it without a key and nobody can put other
bytes under it. The key of a content follows from a keyed digest of it and is used for that content alone, so
the nonces may be the numbers of the pieces. docs/design.md says why beside the store and not in it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import Unavailable
from app.ports.contents import Kept
from db.files import sync_folder, told_of_files, write_whole

FOLDER: Final = "files"
MAGIC: Final = b"JFTFILE1"
DIGEST: Final = 32
SIZE: Final = 8
HEAD: Final = len(MAGIC) + DIGEST + SIZE
PIECE: Final = 256 * 1024
PART: Final = ".part"
"""What follows the name of a content that is being fetched."""
TAG: Final = 16
NONCE: Final = 12
NAME: Final = re.compile(r"[0-9a-f]{64}")
_SMALL: Final = b"JFTTHUMB1"


def derived(centre: bytes, what: bytes) -> bytes:
    """A key of 32 bytes for one use, from the centre's key."""
    return HKDF(SHA256(), 32, salt=None, info=b"jiefangtai attachment " + what).derive(centre)


def content_files(folder: Path) -> list[Path]:
    """The contents in a folder; what is half fetched or half written is none."""
    return [file for file in sorted(folder.glob("??/*")) if NAME.fullmatch(file.name)]


class SealedContents:
    """app.ports.contents.Contents over a folder."""

    def __init__(self, folder: Path, centre: bytes) -> None:
        self.folder = folder
        self._centre = centre
        self._digest_key = derived(centre, b"digest")

    def keep(self, content: bytes) -> Kept:
        """Seal and store; a damaged file of that name is replaced by the whole one."""
        sealed = self.seal(content)
        name = hashlib.sha256(sealed).hexdigest()
        return self.put(name, sealed)

    def put(self, name: str, sealed: bytes) -> Kept:
        """Store a sealed content. ValueError if it is not the one of that name."""
        if hashlib.sha256(sealed).hexdigest() != name:
            raise ValueError(name)
        if self.state(name) != "whole":
            self.make_folder(name)
            write_whole(self.path(name), sealed)
            return Kept(name, len(sealed), True)
        return Kept(name, len(sealed), False)

    def holds(self, name: str) -> bool:
        return self.path(name).is_file()

    def read(self, name: str) -> bytes:
        """The content. Unavailable: content_missing, content_damaged, content_foreign (another key)."""
        content = self.unseal(self.sealed(name))
        if content is None:
            raise Unavailable("content_foreign")
        return content

    def sealed(self, name: str) -> bytes:
        """The sealed file, proved by its name. Unavailable: content_missing, content_damaged."""
        try:
            sealed = self.path(name).read_bytes()
        except FileNotFoundError:
            raise Unavailable("content_missing") from None
        except OSError as error:
            raise Unavailable("content_damaged") from error
        if hashlib.sha256(sealed).hexdigest() != name:
            raise Unavailable("content_damaged")
        return sealed

    def state(self, name: str) -> str:
        """whole, missing or damaged: the bytes compared with the name, a piece at a time."""
        try:
            with self.path(name).open("rb") as stream:
                same = hashlib.file_digest(stream, "sha256").hexdigest() == name
        except FileNotFoundError:
            return "missing"
        except OSError:
            return "damaged"
        return "whole" if same else "damaged"

    def drop(self, name: str) -> None:
        with told_of_files():
            self.path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Names of the contents that lie here."""
        return (file.name for file in content_files(self.folder))

    def path(self, name: str) -> Path:
        """Where a content lies. ValueError for what is no name: names come from other desks."""
        if not NAME.fullmatch(name):
            raise ValueError(name)
        return self.folder / name[:2] / name

    def make_folder(self, name: str) -> None:
        """The folder of a content, so that it outlasts a power cut too. Unavailable: disk_full …"""
        shelf = self.path(name).parent
        if shelf.is_dir():
            return
        with told_of_files():
            shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(self.folder)
            sync_folder(self.folder.parent)

    def seal(self, content: bytes) -> bytes:
        """The sealed form of a content; always the same for the same content."""
        digest = hmac.digest(self._digest_key, content, "sha256")
        head = MAGIC + digest + len(content).to_bytes(SIZE, "big")
        cipher = AESGCM(derived(self._centre, b"content " + digest))
        pieces = (
            cipher.encrypt(_nonce(number), content[start : start + PIECE], head)
            for number, start in enumerate(range(0, len(content), PIECE))
        )
        return head + b"".join(pieces)

    def unseal(self, sealed: bytes) -> bytes | None:
        """The content; None where another centre's key sealed it or a bit is another one."""
        head = sealed[:HEAD]
        if len(head) != HEAD or not head.startswith(MAGIC):
            return None
        digest = head[len(MAGIC) : len(MAGIC) + DIGEST]
        size = int.from_bytes(head[len(MAGIC) + DIGEST :], "big")
        cipher = AESGCM(derived(self._centre, b"content " + digest))
        parts = []
        try:
            for number, start in enumerate(range(HEAD, len(sealed), PIECE + TAG)):
                parts.append(cipher.decrypt(_nonce(number), sealed[start : start + PIECE + TAG], head))
        except InvalidTag:
            return None
        content = b"".join(parts)
        if len(content) != size or not hmac.compare_digest(
            hmac.digest(self._digest_key, content, "sha256"), digest
        ):
            return None
        return content

    def seal_small(self, picture: bytes) -> str:
        digest = hmac.digest(self._digest_key, _SMALL + picture, "sha256")
        cipher = AESGCM(derived(self._centre, b"small " + digest))
        return base64.b64encode(digest + cipher.encrypt(_nonce(0), picture, _SMALL)).decode()

    def open_small(self, text: str) -> bytes | None:
        try:
            raw = base64.b64decode(text, validate=True)
            cipher = AESGCM(derived(self._centre, b"small " + raw[:DIGEST]))
            return cipher.decrypt(_nonce(0), raw[DIGEST:], _SMALL)
        except (ValueError, InvalidTag):
            return None


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE, "big")
