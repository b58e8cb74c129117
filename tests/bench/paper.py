"""The slip as PDF and as 80 mm raster, over a bare reportlab page with the same font and text."""

from __future__ import annotations

import io
import statistics
import time
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A5
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.desk import Desk
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.services.issue_paper import issue_paper

RUNS = 15


def measure(desk: Desk, fonts: dict[str, Path]) -> dict[str, Any]:
    """Issue one slip, then lay it out again and again."""
    with desk.records.reading() as reads:
        number = reads.find(Visit, newest_first=True, limit=1)[0].number
    begun = time.perf_counter()
    issue_paper(desk, number, "回执", "a5", "pdf")
    cold = time.perf_counter() - begun
    with desk.records.reading() as reads:
        content = reads.find(Document, number=number, kind="来访回执")[-1].content
    pdf = [_timed(desk, content, "a5", "pdf") for _ in range(RUNS)]
    raster = [_timed(desk, content, "80mm", "png") for _ in range(RUNS)]
    bare = _bare(_texts(content), fonts["sans"])
    return {
        "slip_pdf_over_bare_page": round(statistics.median(pdf) / statistics.median(bare), 1),
        "slip_raster_over_bare_page": round(statistics.median(raster) / statistics.median(bare), 1),
        "slip_ms": {
            "pdf": _ms(pdf),
            "raster_80mm": _ms(raster),
            "bare": _ms(bare),
            "first_issue": round(cold * 1000),
        },
    }


def _timed(desk: Desk, content: dict[str, Any], paper: str, form: str) -> float:
    begun = time.perf_counter()
    desk.papers.render(content, paper, form)
    return time.perf_counter() - begun


def _texts(content: Any) -> list[str]:
    """Every text of the content, in order."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, dict):
        content = list(content.values())
    return [text for one in content for text in _texts(one)] if isinstance(content, list | tuple) else []


def _bare(texts: list[str], font: Path) -> list[float]:
    pdfmetrics.registerFont(TTFont("bare", str(font)))
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        canvas = Canvas(io.BytesIO(), pagesize=A5)
        canvas.setFont("bare", 10)
        for row, text in enumerate(texts):
            canvas.drawString(40, 560 - 12 * row, text[:60])
        canvas.showPage()
        canvas.save()
        times.append(time.perf_counter() - begun)
    return times


def _ms(times: list[float]) -> float:
    return round(statistics.median(times) * 1000, 1)
