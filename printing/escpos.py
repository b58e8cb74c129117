"""A page of the roll as bytes for a thermal printer: one-bit raster in strips, then the cutter."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

STRIP = 256
"""Rows in one GS v 0 command: cheap printers print garbage beyond."""
INIT = b"\x1b@"
FEED = b"\x1bd\x03"
CUT = b"\x1dV\x42\x00"
"""Feed to the cutter, then a partial cut."""


def to_escpos(image: Image.Image) -> bytes:
    """ESC/POS bytes of a one-bit picture whose width is a multiple of eight dots."""
    return b"".join([INIT, *_strips(image), FEED, CUT])


def _strips(image: Image.Image) -> Iterator[bytes]:
    width, height = image.size
    across = width // 8
    for top in range(0, height, STRIP):
        rows = min(STRIP, height - top)
        strip = image.crop((0, top, width, top + rows))
        # Pillow's 1 is white, the printer's 1 is burnt
        dots = bytes(byte ^ 0xFF for byte in strip.tobytes())
        yield b"\x1dv0\x00" + across.to_bytes(2, "little") + rows.to_bytes(2, "little") + dots
