"""Pictures small enough for a repository: few colours, no metadata."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

MOST_BYTES = 120 * 1024
COLOURS = (256, 128, 64, 32)


def keep_picture(picture: Image.Image, file: Path) -> None:
    """Write a PNG of at most 120 kB, with as many colours as fit. ValueError if 32 are too many."""
    flat = picture.convert("RGB")
    for colours in COLOURS:
        few = flat.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        data = io.BytesIO()
        few.save(data, "PNG", optimize=True)
        if data.tell() <= MOST_BYTES:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.getvalue())
            return
    raise ValueError(f"{file.name} does not fit into {MOST_BYTES} bytes")
