"""This port keeps attachments' contents sealed, reads them back, judges their type and draws them."""

from __future__ import annotations

from typing import Protocol

from app.domain.attachments import Judged
from app.domain.value import Value


class Kept(Value, frozen=True):
    """A content as it lies here now."""

    name: str
    """SHA-256 (hex) of the sealed content: the same content has the same name at every desk of the centre."""
    size: int
    """Bytes of the sealed file."""
    is_new: bool
    """False where it lay here already."""


class Contents(Protocol):
    """Sealed contents of one desk, found by their names; whoever has the files alone learns nothing."""

    def keep(self, content: bytes) -> Kept:
        """Seal and store a content, whole or not at all. Unavailable: disk_full, store_read_only."""
        ...

    def holds(self, name: str) -> bool:
        """Whether a content lies here; nothing is said of whether it is whole."""
        ...

    def read(self, name: str) -> bytes:
        """The content, proved end to end. Unavailable: content_missing, content_damaged, content_foreign."""
        ...

    def drop(self, name: str) -> None:
        """Take a content away that no row speaks of; nothing happens if it is not here."""
        ...

    def seal_small(self, picture: bytes) -> str:
        """A small picture as text for a row, sealed by the centre's key; the same picture, the same text."""
        ...

    def open_small(self, text: str) -> bytes | None:
        """The small picture; None where another centre's key sealed it or it was changed."""
        ...


class Pictures(Protocol):
    """Judges files by their content and draws them; what it is given may be hostile."""

    def judge(self, content: bytes) -> Judged:
        """What the file is, with its small picture.

        Refused(FieldError('file', …)): attach_empty, attach_kind, attach_damaged, attach_pixels,
        attach_locked, attach_pages, attach_program, attach_heic.
        """
        ...

    def drawn(self, content: bytes, kind: str, page: int, longest: int) -> bytes:
        """A page as a PNG whose longer side has at most ``longest`` dots, upright.

        Unavailable: content_damaged; KeyError for a kind that is not drawn.
        """
        ...
