"""Codes read back from pictures and PDF files: photographed, scanned, turned, faded."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from app.errors import Unavailable

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
PDF_SCALE = 300 / 72
_DAMAGED = (OSError, SyntaxError, ValueError, pypdfium2.PdfiumError, Image.DecompressionBombError)
"""What Pillow and PDFium raise for a file that is cut short, damaged, or something else."""
MOST_PAGES = 20
LONGEST_SIDE = 4000
"""Larger pictures are made smaller first, so that a huge one does not stop the desk."""


class CodeReader:
    """The real CodeReader: zxing-cpp over pictures and rendered pages."""

    def texts(self, file: Path) -> list[str]:
        """All QR texts of a PNG, JPEG or PDF, each once; none for what is no picture or is damaged.

        Unavailable('no_file') if the file is not there or may not be read.
        """
        try:
            data = file.read_bytes()
        except OSError as error:
            raise Unavailable("no_file", file=file.name) from error
        return list(dict.fromkeys(text for image in _images(data) for text in _decode(image)))


def _images(data: bytes) -> list[Image.Image]:
    """The pictures of a file; none if it is no picture or is cut short."""
    try:
        if b"%PDF-" in data[:1024]:
            return list(_pages(data))
        with Image.open(io.BytesIO(data)) as image:
            return [_upright(image)]
    except _DAMAGED:
        return []


def _pages(data: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            yield document[number].render(scale=PDF_SCALE, grayscale=True).to_pil()
    finally:
        document.close()


def _upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "P"):
        white = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(white, turned.convert("RGBA"))
    grey = turned.convert("L")
    if max(grey.size) > LONGEST_SIDE:
        grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return grey


def _decode(image: Image.Image) -> list[str]:
    """QR texts of a grey picture; a faded or speckled one is tried again, mended."""
    for attempt in _attempts(image):
        codes = zxingcpp.read_barcodes(attempt, formats=QR)
        texts = [code.text for code in codes if code.text]
        if texts:
            return texts
    return []


def _attempts(image: Image.Image) -> Iterator[Image.Image]:
    bordered = ImageOps.expand(image, border=max(16, max(image.size) // 50), fill=255)
    yield bordered
    yield ImageOps.autocontrast(bordered, cutoff=1)
    yield bordered.filter(ImageFilter.MedianFilter(3))
    yield bordered.filter(ImageFilter.GaussianBlur(1.2))
    if max(image.size) < 1600:
        yield bordered.resize((bordered.width * 2, bordered.height * 2), Image.Resampling.BICUBIC)
    yield bordered.resize((bordered.width // 2, bordered.height // 2), Image.Resampling.BOX)
