"""One slip in a fresh process: ``python -m tests.bench.cold_paper pdf|raster|bare FILE`` says the seconds."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path
from typing import Any

OURS = {"pdf": ("a5", "pdf"), "raster": ("80mm", "png")}
BARE = "bare"


def render(told: dict[str, Any], paper: str, form: str) -> None:
    """As the program does it, from loading its parts on."""
    from printing.papers import Papers  # the loading is what is measured

    Papers(system_fonts=False).render(told["content"], paper, form)


def bare(told: dict[str, Any]) -> None:
    """The same texts in the same font with nothing laid out, from loading reportlab on."""
    from reportlab.lib.pagesizes import A5  # the loading is what is measured
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("bare", told["font"]))
    canvas = Canvas(io.BytesIO(), pagesize=A5)
    canvas.setFont("bare", 10)
    for row, text in enumerate(told["texts"]):
        canvas.drawString(40, 560 - 12 * row, text[:60])
    canvas.showPage()
    canvas.save()


def main(what: str, file: str) -> None:
    told = json.loads(Path(file).read_text())
    begun = time.perf_counter()
    if what == BARE:
        bare(told)
    else:
        render(told, *OURS[what])
    sys.stdout.write(f"{time.perf_counter() - begun}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
