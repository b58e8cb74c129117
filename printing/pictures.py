"""Judges attachments by their content, never by their name, and draws them; a hostile file is a sentence."""

from __future__ import annotations

import io
import threading
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pypdfium2
from PIL import Image, ImageOps

from app.domain.attachments import (
    BMP,
    JPEG,
    MOST_PAGES,
    MOST_PIXELS,
    OFD,
    PDF,
    PNG,
    TIFF,
    WEBP,
    Judged,
)
from app.errors import FieldError, Refused, Unavailable

SMALL = 220
"""Dots of a small picture's longer side: sharp at 150 % where it is shown."""
QUALITY = 70
PDF_AHEAD = 1024
"""Bytes within which a PDF may begin."""
_FORMATS = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "TIFF": TIFF, "WEBP": WEBP, "BMP": BMP}
_OPENED = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
"""Openers; that of JPEG finds MPO, the two pictures of some cameras, by itself."""
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, MemoryError)
"""What Pillow raises for a file that is cut short, damaged, or something else; a bomb is asked before."""
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
"""How programs, scripts and shortcuts of the systems begin."""
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_LOCKED = "password"


class Pictures:
    """app.ports.contents.Pictures by Pillow and PDFium; PDFium takes one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def judge(self, content: bytes) -> Judged:
        with self._lock, _unwarned():
            return _judged(content)

    def drawn(self, content: bytes, kind: str, page: int, longest: int) -> bytes:
        try:
            with self._lock, _unwarned():
                picture = _drawn(content, kind, page, longest)
        except (*_DAMAGED, *_BOMB, pypdfium2.PdfiumError) as error:
            raise Unavailable("content_damaged") from error
        return _bytes(picture, "PNG")


@contextmanager
def _unwarned() -> Iterator[None]:
    """Pillow warns of what cameras write wrongly beside the picture; that is nobody's news here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _judged(content: bytes) -> Judged:
    if not content:
        _refuse("attach_empty")
    if content.startswith(_PROGRAMS):
        _refuse("attach_program")
    if b"%PDF-" in content[:PDF_AHEAD]:
        return _judged_pdf(content)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        _refuse("attach_heic")
    if content.startswith(b"PK\x03\x04"):
        return _judged_zip(content)
    return _judged_picture(content)


def _drawn(content: bytes, kind: str, page: int, longest: int) -> Image.Image:
    if kind == OFD:
        raise KeyError(kind)
    return _pdf_page(content, page, longest) if kind == PDF else _picture(content, page, longest)


def _refuse(code: str, **facts: object) -> NoReturn:
    raise Refused(FieldError("file", code, facts))


def _judged_picture(content: bytes) -> Judged:
    """Header first: how large it would be is known before a dot is unpacked."""
    try:
        with Image.open(io.BytesIO(content), formats=_OPENED) as opened:
            kind, (width, height) = _FORMATS[str(opened.format)], opened.size
            pages = _pages(opened) if kind == TIFF else 1
    except _BOMB:
        _refuse("attach_pixels", most=MOST_PIXELS // 1_000_000)
    except _DAMAGED:
        _refuse("attach_damaged" if _looks_like_picture(content) else "attach_kind")
    if width * height > MOST_PIXELS:
        _refuse("attach_pixels", most=MOST_PIXELS // 1_000_000)
    if pages > MOST_PAGES:
        _refuse("attach_pages", most=MOST_PAGES)
    try:
        small = _picture(content, 0, SMALL, whole=True)
    except (*_DAMAGED, *_BOMB):
        _refuse("attach_damaged")
    return Judged(kind, pages, width, height, _bytes(small, "JPEG"))


def _pages(opened: Image.Image) -> int:
    """Pages of a TIFF; no more than one beyond the most are looked for."""
    for page in range(MOST_PAGES + 1):
        try:
            opened.seek(page)
        except EOFError:
            return page
    return MOST_PAGES + 1


def _looks_like_picture(content: bytes) -> bool:
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"BM")) or (
        content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    )


def _picture(content: bytes, page: int, longest: int, *, whole: bool = False) -> Image.Image:
    """A page upright and small enough; ``whole``: every dot is unpacked, so that a cut file is noticed."""
    with Image.open(io.BytesIO(content), formats=_OPENED) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many dots")
        if page:
            opened.seek(page)
        if not whole:
            opened.draft("RGB", (longest, longest))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return _on_white(upright)


def _on_white(picture: Image.Image) -> Image.Image:
    """Without what lets the ground through: a page is white."""
    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode.startswith(("I", "F")):  # 16-bit scans
        low, high = picture.getextrema()
        scale = 255 / max(1.0, float(high) - float(low))  # type: ignore[arg-type]
        return picture.convert("F").point(lambda shade: (shade - float(low)) * scale).convert("L")  # type: ignore[arg-type]
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    return white.convert("RGB")


def _judged_pdf(content: bytes) -> Judged:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        _refuse("attach_locked" if _LOCKED in str(error).lower() else "attach_damaged")
    try:
        pages = len(document)
    finally:
        document.close()
    if not pages:
        _refuse("attach_damaged")
    if pages > MOST_PAGES:
        _refuse("attach_pages", most=MOST_PAGES)
    try:
        small = _pdf_page(content, 0, SMALL)
    except (*_DAMAGED, pypdfium2.PdfiumError):
        _refuse("attach_damaged")
    return Judged(PDF, pages, None, None, _bytes(small, "JPEG"))


def _pdf_page(content: bytes, page: int, longest: int) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    try:
        sheet = document[page]
        width, height = sheet.get_size()
        picture: Image.Image = sheet.render(scale=longest / max(width, height, 1.0)).to_pil()
        return _on_white(picture)
    finally:
        document.close()


def _judged_zip(content: bytes) -> Judged:
    """An OFD is a packet with OFD.xml in it; nothing is unpacked here."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packet:
            names = packet.namelist()
    except (zipfile.BadZipFile, *_DAMAGED):
        _refuse("attach_damaged")
    if "OFD.xml" not in names:
        _refuse("attach_kind")
    return Judged(OFD)


def _bytes(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    if form == "JPEG":
        picture.convert("RGB").save(out, form, quality=QUALITY)
    else:
        picture.save(out, form, compress_level=1)
    return out.getvalue()
