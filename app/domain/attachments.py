"""An attachment has a permitted file type, a place in its case and limits of size and number (attach)."""

from __future__ import annotations

from typing import Final

from app.domain.case import names
from app.domain.value import Value

MATTER, VISIT, STEP, DUTY, EVIDENCE = "事项", "来访", "步骤", names.DUTY, "五个不放过"
"""What of a case an attachment may be put to."""

JPEG, PNG, TIFF, WEBP, BMP, PDF, OFD = (
    *("image/jpeg", "image/png", "image/tiff", "image/webp", "image/bmp"),
    *("application/pdf", "application/ofd"),
)
KINDS: Final[dict[str, str]] = {
    JPEG: "照片 JPEG",
    PNG: "图片 PNG",
    TIFF: "扫描件 TIFF",
    WEBP: "图片 WebP",
    BMP: "图片 BMP",
    PDF: "PDF",
    OFD: "OFD",
}
"""Media types that are taken, as a person reads them."""
SUFFIXES: Final[dict[str, str]] = {
    JPEG: ".jpg",
    PNG: ".png",
    TIFF: ".tif",
    WEBP: ".webp",
    BMP: ".bmp",
    PDF: ".pdf",
    OFD: ".ofd",
}
TAKEN_OFF: Final = "已撤下的附件"
"""In the place of the name of one that was taken off."""
MOST_FILES: Final = 200
"""Attachments of one case; a case with more papers wants a file room, not a desk."""
MOST_AT_ONCE: Final = 50
MOST_PIXELS: Final = 89_000_000
"""An A3 page at 600 dpi has 70 million; what has more is not a picture for a desk."""
MOST_PAGES: Final = 1_000
LONGEST_NAME: Final = 200
MIB: Final = 1024 * 1024


class Judged(Value, frozen=True):
    """What a file is by its content."""

    kind: str
    pages: int = 1
    width: int | None = None
    height: int | None = None
    thumbnail: bytes | None = None
    """A small JPEG; None for a kind that is not drawn here."""


def tidy_name(name: str) -> str:
    """A file's name as it is kept: one line, without the folders before it, no longer than there is room."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in last if char.isprintable()).strip() or "无名"
    if len(shown) <= LONGEST_NAME:
        return shown
    stem, dot, suffix = shown.rpartition(".")
    if not dot or len(suffix) > 8:
        return shown[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def size_words(size: int) -> str:
    """Bytes as a person reads them: 812 KB, 3.4 MB."""
    if size < MIB:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / MIB:.1f} MB"
