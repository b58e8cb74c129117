"""Pages and photographs of a case: put to it, taken off it; their small pictures; which contents are here."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from app.domain.rows.base import Keep, Row


class Attachment(Row, frozen=True, kw_only=True):
    """A page or photograph put to a case; its content lies sealed beside the store, under ``content``."""

    TABLE: ClassVar[str] = "attachments"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("content",))

    matter_id: str
    visit_id: str | None = None
    """The visit that brought it: the attachment goes with the visit when cases are joined or split."""
    place: str
    """事项, 来访, 步骤, 交办 or 五个不放过 (app.domain.attachments)."""
    place_id: str | None = None
    """Id of the visit, step or duty; name of the 不放过; None for the case itself."""
    name: str
    """The file's name as it was; no file on the disk bears it."""
    kind: str
    """Media type, judged by the content."""
    size: int
    """Bytes."""
    content: str
    """SHA-256 (hex) of the sealed content; it tells nothing of what is in it."""
    width: int | None = None
    height: int | None = None
    pages: int = 1
    note: str | None = None
    desk: str
    """Series of the desk at which it was put; its content begins its way there."""
    at: datetime
    by: str


class Detachment(Row, frozen=True, kw_only=True):
    """An attachment taken off a case, with the reason; the content stays for who must look it up."""

    TABLE: ClassVar[str] = "detachments"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("attachment_id",))

    matter_id: str
    visit_id: str | None = None
    """As the attachment has it: both go with the visit."""
    attachment_id: str
    reason: str
    at: datetime
    by: str


class Thumbnail(Row, frozen=True, kw_only=True):
    """The small picture of an attachment; apart, so that reading a case does not read pictures."""

    TABLE: ClassVar[str] = "thumbnails"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("attachment_id",),)

    attachment_id: str
    picture: str
    """Sealed by the centre's key, base64 (app.ports.contents)."""


class LocalContent(Row, frozen=True, kw_only=True):
    """What this desk knows of a sealed content; the id is its SHA-256."""

    TABLE: ClassVar[str] = "local_contents"
    KEEP: ClassVar[Keep] = Keep.LOCAL

    here: bool
    """Whether it lies at this desk, or once did: ``check`` looks for it."""
    at: datetime
    epoch: int = 0
    """The epoch of the hub in which it said that it holds the content; 0 before that."""
