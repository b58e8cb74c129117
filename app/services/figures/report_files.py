"""The report as a file: an XLSX with its figures, groupings and text, or the briefing as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.figures.indicators import COUNTED, GROUPINGS, rates
from app.domain.figures.rates import Change, Rate
from app.domain.papers.briefing_sheet import ANNUAL_TITLE, KIND, briefing_sheet
from app.domain.papers.dossier import letterhead
from app.domain.rows.base import new_id
from app.domain.rows.figures import ReportOut
from app.domain.text.safe_cell import safe_cell
from app.ports.records import Writes
from app.services.figures.figures_page import report_pairs
from app.services.figures.report_figures import ANNUAL, Report
from app.services.sheets.export_book import export_book, taken_out
from app.services.sheets.export_file import require_ending, write_whole
from app.words.figures import missing_words, narrowed_words

_HEAD = ("指标", "批次", "批次同比", "人次", "人次同比", "批次环比", "人次环比")


@dataclass(frozen=True, slots=True)
class _Formats:
    bold: Any
    percent: Any


def write_xlsx(desk: Desk, report: Report, file: Path) -> None:
    """Sheets 指标, 分组, 录入的数字, 义务, 通报 … Refused(export_format), Unavailable(out_unwritable)."""
    require_ending(file, "xlsx")
    content = BytesIO()
    book = export_book(content, in_memory=True)
    formats = _Formats(book.add_format({"bold": True}), book.add_format({"num_format": "0.00%"}))
    _figures(book.add_worksheet("指标"), report, formats, "；".join((taken_out(desk), *notes_of(report))))
    _groups(book.add_worksheet("分组"), report, formats.bold)
    if report.parts:
        _parts(book, report, formats)
    _entered(book.add_worksheet("录入的数字"), report, formats.bold)
    _kept(book.add_worksheet("义务"), report, formats.bold)
    _text(book, report)
    book.close()
    write_whole(file, content.getvalue())
    _trace(desk, report, file)


def _trace(desk: Desk, report: Report, file: Path) -> None:
    """Who took which figures out: for the audit, and for who corrects a visit of these days later."""
    period, who = report.period, desk.staff.login
    days = f"{period.start.isoformat()} 至 {period.end.isoformat()}"
    out = ReportOut(
        id=new_id(),
        kind=report.kind,
        start=period.start,
        end=period.end,
        basis=report.basis,
        of_desk=report.only.desk,
        of_form=report.only.form,
        at=desk.clock.now(),
        by=who,
    )

    def work(writes: Writes) -> None:
        writes.audit(who, "导出统计", file.name, purpose=f"{report.kind}，{days}")
        writes.add(out)

    desk.records.write(work)


def _figures(sheet: Any, report: Report, formats: _Formats, whose: str) -> None:
    """Counts and rates as numbers that a sheet can go on with; what is no number is said in words."""
    period = report.period
    sheet.set_column(0, 6, 22)
    sheet.write_string(0, 0, whose, formats.bold)
    sheet.write_string(1, 0, f"{period.start.isoformat()} 至 {period.end.isoformat()}，按{report.basis}")
    for column, name in enumerate(_HEAD):
        sheet.write_string(3, column, name, formats.bold)
    for row, name in enumerate(COUNTED, start=4):
        figure = report.figures[name]
        now, before, previous = report.now[name], report.before[name], report.previous[name]
        sheet.write_string(row, 0, name)
        sheet.write_number(row, 1, now.batches)
        _change(sheet, row, 2, Change(now.batches, before.batches), figure["批次同比"], formats)
        sheet.write_number(row, 3, now.heads)
        _change(sheet, row, 4, Change(now.heads, before.heads), figure["人次同比"], formats)
        _change(sheet, row, 5, Change(now.batches, previous.batches), figure["批次环比"], formats)
        _change(sheet, row, 6, Change(now.heads, previous.heads), figure["人次环比"], formats)
    row = 5 + len(COUNTED)
    for column, name in enumerate(("比率", "数值", "分子", "分母", "算法")):
        sheet.write_string(row, column, name, formats.bold)
    for at, (name, rate) in enumerate(_named_rates(report), start=row + 1):
        sheet.write_string(at, 0, name)
        if rate.value is None:
            sheet.write_string(at, 1, rate.text)
        else:
            sheet.write_number(at, 1, rate.value, formats.percent)
        sheet.write_number(at, 2, rate.numerator)
        sheet.write_number(at, 3, rate.denominator)
        sheet.write_string(at, 4, rate.formula)


def _change(sheet: Any, row: int, column: int, change: Change, words: str, formats: _Formats) -> None:
    if change.value is None:
        sheet.write_string(row, column, words)
    else:
        sheet.write_number(row, column, change.value, formats.percent)


def _named_rates(report: Report) -> Iterator[tuple[str, Rate]]:
    for name, figure in rates(report.now, report.measured).items():
        if isinstance(figure, Rate):
            yield name, figure
        else:
            yield from ((f"{name}（{whom}）", rate) for whom, rate in figure.items())


def _parts(book: Any, report: Report, formats: _Formats) -> None:
    """One row for each week, month, quarter or year."""
    sheet = book.add_worksheet("分期")
    sheet.set_column(0, 0, 22)
    sheet.write_string(0, 0, "时间", formats.bold)
    for column, name in enumerate(COUNTED):
        sheet.write_string(0, 1 + 2 * column, f"{name}批次", formats.bold)
        sheet.write_string(0, 2 + 2 * column, f"{name}人次", formats.bold)
    for row, (label, _, counts) in enumerate(report.parts, start=1):
        sheet.write_string(row, 0, label)
        for column, name in enumerate(COUNTED):
            sheet.write_number(row, 1 + 2 * column, counts[name].batches)
            sheet.write_number(row, 2 + 2 * column, counts[name].heads)


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


def _entered(sheet: Any, report: Report, bold: Any) -> None:
    """What others count, with its source; nothing of it is added to the centre's own."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(3, 4, 22)
    sheet.set_column(5, 5, 40)
    for column, name in enumerate(("名称", "批次或件次", "人次", "批次同比", "人次同比", "从哪里来", "占")):
        sheet.write_string(0, column, name, bold)
    for row, (name, figure) in enumerate(report.entered.items(), start=1):
        sheet.write_string(row, 0, safe_cell(name))
        for column, unit in ((1, "批次"), (2, "人次")):
            if figure[unit] is not None:
                sheet.write_number(row, column, figure[unit])
            sheet.write_string(row, column + 2, figure[f"{unit}同比"] or "")
        sheet.write_string(row, 5, safe_cell(figure["source"]))
        if share := figure.get("占"):
            sheet.write_string(row, 6, f"{share['text']}（{share['formula']}）")


def _kept(sheet: Any, report: Report, bold: Any) -> None:
    """Obligations whose day lies in the period, by kind: how many, kept, late."""
    sheet.set_column(0, 1, 20)
    for column, name in enumerate(("性质", "该做什么", "到期", "按期", "逾期")):
        sheet.write_string(0, column, name, bold)
    for row, ((kind, what), kept) in enumerate(report.owed.kept.items(), start=1):
        sheet.write_string(row, 0, kind)
        sheet.write_string(row, 1, what)
        for column, number in enumerate((kept.owed, kept.in_time, kept.late), start=2):
            sheet.write_number(row, column, number)


def _text(book: Any, report: Report) -> None:
    sheet = book.add_worksheet("通报")
    sheet.set_column(0, 0, 100)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, paragraph in enumerate(report.text.split("\n")):
        sheet.write_string(row, 0, paragraph, wrapped)


def write_pdf(desk: Desk, report: Report, file: Path) -> None:
    """The briefing with its chart as an A4 paper.

    Refused(export_format). Unavailable(out_unwritable, no_glyph).
    """
    _write_paper(desk, report, file, "pdf")


def write_ofd(desk: Desk, report: Report, file: Path) -> None:
    """The same paper as OFD (GB/T 33190). Refused and Unavailable as ``write_pdf``."""
    _write_paper(desk, report, file, "ofd")


def _write_paper(desk: Desk, report: Report, file: Path, form: str) -> None:
    require_ending(file, form)
    head = letterhead(desk.place.centre, desk.settings)
    content = briefing_sheet(
        head,
        desk.clock.now(),
        report.period,
        report.figures,
        {name: report.by[name] for name in GROUPINGS},
        report.text,
        report_pairs(report),
        notes_of(report),
        report.entered,
        title=ANNUAL_TITLE if report.kind == ANNUAL else KIND,
    )
    write_whole(file, desk.papers.render(content, "a4", form))
    _trace(desk, report, file)


def notes_of(report: Report) -> list[str]:
    """What the reader must know of the figures: of which part they are, which desks are not in them."""
    part = [narrowed_words(report.only)] if report.only else []
    return [*part, *(missing_words(desk.letter, desk.after) for desk in report.missing)]
