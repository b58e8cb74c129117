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

from app.errors import Unavailable
from app.ports.contents import Kept
from db.home.files import file_faults, sync_folder, write_whole
from db.suites.suite import raw, suite_of

FOLDER: Final = "files"
MAGIC: Final = b"JFTFILE"
"""Before the digit of the suite."""
DIGEST: Final = 32
SIZE: Final = 8
HEAD: Final = len(MAGIC) + 1 + DIGEST + SIZE
PIECE: Final = 256 * 1024
PART: Final = ".part"
"""What follows the name of a content that is being fetched."""
TAG: Final = 16
NONCE: Final = 12
NAME: Final = re.compile(r"[0-9a-f]{64}")
_SMALL: Final = b"JFTTHUMB"


def derived(centre: bytes, what: bytes) -> bytes:
    """A key of 32 bytes for one use, from the centre's key by its suite."""
    return suite_of(centre).derive(raw(centre), b"jiefangtai attachment " + what)


def content_files(folder: Path) -> list[Path]:
    """The contents in a folder; what is half fetched or half written is none."""
    return [file for file in sorted(folder.glob("??/*")) if NAME.fullmatch(file.name)]


class SealedContents:
    """app.ports.contents.Contents over a folder."""

    def __init__(self, folder: Path, centre: bytes) -> None:
        self.folder = folder
        self._centre = centre
        self._suite = suite_of(centre)
        self._magic, self._small = MAGIC + self._suite.file_mark, _SMALL + self._suite.file_mark
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
        with file_faults():
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
        with file_faults():
            shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(self.folder)
            sync_folder(self.folder.parent)

    def seal(self, content: bytes) -> bytes:
        """The sealed form of a content; always the same for the same content."""
        digest = self._suite.keyed(self._digest_key, content)
        head = self._magic + digest + len(content).to_bytes(SIZE, "big")
        key = derived(self._centre, b"content " + digest)
        pieces = (
            self._suite.encrypt(key, _nonce(number), content[start : start + PIECE], head)
            for number, start in enumerate(range(0, len(content), PIECE))
        )
        return head + b"".join(pieces)

    def unseal(self, sealed: bytes) -> bytes | None:
        """The content; None where another centre's key or suite sealed it or a bit is another one."""
        head = sealed[:HEAD]
        if len(head) != HEAD or not head.startswith(self._magic):
            return None
        digest, size = head[-DIGEST - SIZE : -SIZE], int.from_bytes(head[-SIZE:], "big")
        key = derived(self._centre, b"content " + digest)
        parts = []
        for number, start in enumerate(range(HEAD, len(sealed), PIECE + TAG)):
            piece = self._suite.decrypt(key, _nonce(number), sealed[start : start + PIECE + TAG], head)
            if piece is None:
                return None
            parts.append(piece)
        content = b"".join(parts)
        proof = self._suite.keyed(self._digest_key, content)
        return content if len(content) == size and hmac.compare_digest(proof, digest) else None

    def seal_small(self, picture: bytes) -> str:
        digest = self._suite.keyed(self._digest_key, self._small + picture)
        key = derived(self._centre, b"small " + digest)
        return base64.b64encode(digest + self._suite.encrypt(key, _nonce(0), picture, self._small)).decode()

    def open_small(self, text: str) -> bytes | None:
        try:
            sealed = base64.b64decode(text, validate=True)
            key = derived(self._centre, b"small " + sealed[:DIGEST])
            return self._suite.decrypt(key, _nonce(0), sealed[DIGEST:], self._small)
        except ValueError:
            return None


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE, "big")
