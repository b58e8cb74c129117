"""Qt's way to the platform's printers, into a PDF: no device of this kind was at hand."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter

from app.errors import Unavailable
from ui.driver_printers import QtDrivers, paint


def page() -> bytes:
    image = Image.new("L", (1748, 2480), 255)
    image.paste(0, (0, 0, 200, 200))
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


def paint_file(file: str, pages: list[bytes]) -> None:
    """The pages as a printer would get them, to a PDF."""
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(file)
    paint(device, file, pages, (148.0, 210.0))


def test_pages_fill_the_sheet(qapp, tmp_path: Path):
    file = tmp_path / "a5.pdf"
    paint_file(str(file), [page(), page()])
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 2
    assert [round(side) for side in document[0].get_size()] == [420, 595]
    drawn = document[0].render(scale=1).to_pil().convert("L")
    assert drawn.getpixel((20, 20)) < 60
    assert drawn.getpixel((200, 300)) > 200
    document.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_nobody_has_is_not_reached(qapp):
    assert isinstance(QtDrivers().names(), list)
    with pytest.raises(Unavailable, match="printer_unreachable"):
        paint_file("/no/such/folder/x.pdf", [page()])
