"""The slip warm and cold, over a bare reportlab page with the same font and text; a record of 100 pages."""

from __future__ import annotations

import io
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
from reportlab import rl_config
from reportlab.lib.pagesizes import A4, A5
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.desk import Desk
from app.domain.papers.kinds import build
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.services.papers.issue_paper import issue_paper
from tests.bench import cold_paper, fresh
from tests.printing.reception_samples import LINES, reception_dossier
from tests.printing.samples import HEAD

RUNS, COLD_RUNS = 15, 3
PAGES, LINES_PER_PAGE = 100, 17
SPOKEN = "句：代表说明 2024 年街道答复的情况，要求 11 月底前答复办证时间，业主子女入学受到影响"


def measure(desk: Desk, fonts: dict[str, Path], scratch: Path, *, serious: bool = True) -> dict[str, Any]:
    """Issue one slip, lay it out again and again, then in processes of its own; lay out a long record."""
    with desk.records.reading() as reads:
        number = reads.find(Visit, newest_first=True, limit=1)[0].number
    prepared = _seconds(desk.papers.prepare)  # as the window does in a quiet moment (ui.papers_ahead)
    begun = time.perf_counter()
    issue_paper(desk, number, "回执", "a5", "pdf")
    issued = time.perf_counter() - begun
    with desk.records.reading() as reads:
        content = reads.find(Document, number=number, kind="来访回执")[-1].content
    pdf = [_timed(desk, content, "a5", "pdf") for _ in range(RUNS)]
    raster = [_timed(desk, content, "80mm", "png") for _ in range(RUNS)]
    bare = _bare(_texts(content), fonts["sans"])
    return {
        "slip_pdf_over_bare_page": _over(pdf, bare),
        "slip_raster_over_bare_page": _over(raster, bare),
        "slip_ms": {
            "pdf": _ms(pdf),
            "raster_80mm": _ms(raster),
            "bare": _ms(bare),
            "prepare": round(prepared * 1000),
            "first_issue": round(issued * 1000),
        },
        **_cold(content, fonts["sans"], scratch, COLD_RUNS if serious else 1),
        **_record(desk, fonts["serif"], PAGES if serious else 3),
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
    return [_seconds(lambda: _draw([texts], A5, 12)) for _ in range(RUNS)]


def _draw(pages: list[list[str]], size: tuple[float, float], pitch: float) -> None:
    """The texts, one under another, with nothing laid out; reportlab as it comes (printing.pdf sets it)."""
    ours, rl_config.useA85 = rl_config.useA85, 1
    canvas = Canvas(io.BytesIO(), pagesize=size)
    for texts in pages:
        canvas.setFont("bare", 10)
        for row, text in enumerate(texts):
            canvas.drawString(40, size[1] - 40 - pitch * row, text[:60])
        canvas.showPage()
    canvas.save()
    rl_config.useA85 = ours


def _cold(content: dict[str, Any], font: Path, scratch: Path, runs: int) -> dict[str, Any]:
    """A fresh process each time, from its first import to the bytes: what the first slip of a day costs."""
    file = scratch / "slip.json"
    file.write_text(json.dumps({"content": content, "texts": _texts(content), "font": str(font)}))
    start = partial(fresh.run, cold_paper.__name__, compiled=scratch / "compiled")
    taken = {}
    for what in (*cold_paper.OURS, cold_paper.BARE):
        start(what, str(file))  # not counted: it compiles the modules
        taken[what] = [start(what, str(file))[0] for _ in range(runs)]
    bare = taken[cold_paper.BARE]
    return {
        "slip_pdf_cold_over_bare_page": _over(taken["pdf"], bare),
        "slip_raster_cold_over_bare_page": _over(taken["raster"], bare),
        "slip_cold_ms": {what: _ms(times) for what, times in taken.items()},
    }


def _record(desk: Desk, font: Path, pages: int) -> dict[str, Any]:
    """Pages a second of a long 联合接访记录, beside as many bare pages of its lines."""
    lines = tuple(
        replace(LINES[0], id=f"line-{n}", position=n, text=f"第{n}{SPOKEN}")
        for n in range(pages * LINES_PER_PAGE)
    )
    content = build("联合接访记录", HEAD, reception_dossier(lines=lines))
    begun = time.perf_counter()
    data = desk.papers.render(content, "a4", "pdf")
    taken = time.perf_counter() - begun
    made = len(pypdfium2.PdfDocument(data))
    pdfmetrics.registerFont(TTFont("bare", str(font)))
    per_page = len(lines) // made
    spread = [lines[n * per_page : (n + 1) * per_page] for n in range(made)]
    rows = [[text for line in page for text in (line.at, line.text)] for page in spread]
    bare = _seconds(lambda: _draw(rows, A4, 18))
    return {
        "record_page_over_bare_page": round(taken / bare, 1),
        "record": {
            "pages": made,
            "pages_per_second": round(made / taken, 1),
            "bare_pages_per_second": round(made / bare, 1),
        },
    }


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _over(times: list[float], bare: list[float]) -> float:
    return round(statistics.median(times) / statistics.median(bare), 1)


def _ms(times: list[float]) -> float:
    return round(statistics.median(times) * 1000, 1)
