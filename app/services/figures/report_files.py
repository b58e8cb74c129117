"""The report as a file: an XLSX with its figures, groupings and text, or the briefing as a PDF."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from app.desk import Desk
from app.domain.indicators import COUNTED, RATES
from app.domain.papers.briefing_sheet import briefing_sheet
from app.domain.papers.dossier import letterhead
from app.errors import FieldError, Refused, Unavailable
from app.services.figures.report_figures import Report

_HEAD = ("指标", "批次", "批次同比", "人次", "人次同比")


def write_xlsx(desk: Desk, report: Report, file: Path) -> None:
    """Three sheets: 指标, 分组, 通报. Refused(export_format). Unavailable(out_unwritable)."""
    if file.suffix.lower() != ".xlsx":
        raise Refused(FieldError("--xlsx", "export_format"))
    content = BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    _figures(book.add_worksheet("指标"), report, bold, f"{desk.place.centre}，{desk.clock.now():%Y-%m-%d}")
    _groups(book.add_worksheet("分组"), report, bold)
    _text(book, report)
    book.close()
    _write(file, content.getvalue())


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as wrong:
        raise Unavailable("out_unwritable", file=str(file), detail=wrong.strerror or "不能写") from wrong


def _figures(sheet: Any, report: Report, bold: Any, whose: str) -> None:
    period = report.period
    sheet.set_column(0, 4, 22)
    sheet.write_string(0, 0, whose, bold)
    sheet.write_string(1, 0, f"{period.start.isoformat()} 至 {period.end.isoformat()}，按{report.basis}")
    for column, name in enumerate(_HEAD):
        sheet.write_string(3, column, name, bold)
    for row, name in enumerate(COUNTED, start=4):
        figure = report.figures[name]
        sheet.write_string(row, 0, name)
        sheet.write_number(row, 1, figure["批次"])
        sheet.write_string(row, 2, figure["批次同比"])
        sheet.write_number(row, 3, figure["人次"])
        sheet.write_string(row, 4, figure["人次同比"])
    for row, name in enumerate(RATES, start=5 + len(COUNTED)):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, report.figures[name])


def _groups(sheet: Any, report: Report, bold: Any) -> None:
    sheet.set_column(0, 1, 26)
    for column, name in enumerate(("分组", "名称", "批次", "人次")):
        sheet.write_string(0, column, name, bold)
    row = 1
    for group, tallies in report.by.items():
        for name, tally in tallies.items():
            sheet.write_string(row, 0, group)
            sheet.write_string(row, 1, name)
            sheet.write_number(row, 2, tally["批次"])
            sheet.write_number(row, 3, tally["人次"])
            row += 1


def _text(book: Any, report: Report) -> None:
    sheet = book.add_worksheet("通报")
    sheet.set_column(0, 0, 100)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, paragraph in enumerate(report.text.split("\n")):
        sheet.write_string(row, 0, paragraph, wrapped)


def write_pdf(desk: Desk, report: Report, file: Path) -> None:
    """The briefing as an A4 paper. Refused(export_format). Unavailable(out_unwritable, no_glyph)."""
    if file.suffix.lower() != ".pdf":
        raise Refused(FieldError("--pdf", "export_format"))
    head = letterhead(desk.place.centre, desk.settings)
    content = briefing_sheet(head, desk.clock.now(), report.period, report.figures, report.by, report.text)
    _write(file, desk.papers.render(content, "a4", "pdf"))
