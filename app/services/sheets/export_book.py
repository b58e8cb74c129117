"""Workbooks that are taken out: text stays text, and the first line says who took it out and when."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import xlsxwriter

from app.desk import Desk


def export_book(out: IO[bytes], **options: Any) -> Any:
    """An XLSX written to ``out`` on close(): no text is taken for a formula or a link."""
    return xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, **options})


def long_book(out: IO[bytes], beside: Path) -> Any:
    """The same for a sheet of any length: its rows pass through files in ``beside``, not through memory."""
    return export_book(out, constant_memory=True, tmpdir=str(beside))


def taken_out(desk: Desk) -> str:
    """Who takes a sheet out, and when."""
    return f"{desk.place.centre}，{desk.staff.login} {desk.clock.now():%Y-%m-%d %H:%M} 导出"
