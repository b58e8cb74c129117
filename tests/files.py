"""Files for attachments, made here: photographs, scans, PDFs, and hostile ones; synthetic all of them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw
from reportlab.pdfgen import canvas


def photo(words: str = "示例", size: tuple[int, int] = (640, 480), form: str = "JPEG") -> bytes:
    """A picture with a frame; other ``words`` make other bytes."""
    picture = Image.new("RGB", size, (236, 240, 244))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, size[0] - 20, size[1] - 20), outline=(60, 80, 100), width=6)
    seed = zlib.crc32(words.encode())
    for row in range(6):
        pen.rectangle((60, 60 + 50 * row, 100 + (seed >> row) % 400, 80 + 50 * row), fill=(90, 110, 130))
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def written_page(words: str = "示例") -> bytes:
    """A page as a camera sees it: grey lines, a red seal; nothing of it can be read."""
    page = Image.new("RGB", (900, 1240), (250, 249, 245))
    pen = ImageDraw.Draw(page)
    seed = zlib.crc32(words.encode())
    for row in range(22):
        top = 120 + 46 * row
        pen.rectangle((90, top, 290 + (seed * (row + 7)) % 480, top + 14), fill=(120, 122, 126))
    pen.ellipse((560, 900, 800, 1140), outline=(190, 40, 40), width=10)
    out = io.BytesIO()
    page.save(out, "JPEG")
    return out.getvalue()


def scan(pages: int = 3) -> bytes:
    """A TIFF of several pages."""
    sheets = [Image.new("1", (200, 280), 1) for _ in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def pdf(pages: int = 2, password: str | None = None) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, encrypt=password, invariant=1)
    for page in range(pages):
        sheet.drawString(72, 720, f"synthetic page {page + 1}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def packet(name: str = "OFD.xml") -> bytes:
    """A zip with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "<示例/>")
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that would be 3,600 million dots."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(bytes(4_000)))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
