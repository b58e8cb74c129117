"""A list of cases (台账) as a file: an XLSX with every column, or a paper as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.dates.period import Period
from app.domain.lists.columns import PARTS, ListColumn
from app.domain.lists.figures import belongs
from app.domain.lists.kinds import NOTED, PUT_ON, TAKEN_OFF, ListKind
from app.domain.papers.dossier import letterhead
from app.domain.papers.list_sheet import ListLine, list_sheet
from app.domain.rows.case import ListFact
from app.services.lists.keep_list import known_kind
from app.services.lists.list_figures import lists_in
from app.services.lists.read_list import ListedCase, read_list
from app.services.sheets.export_book import export_book, taken_out
from app.services.sheets.export_file import require_ending, write_whole

_HEAD = ("编号", "诉求", "责任单位", "办理状态", "列入日期", "现在")
_TAIL = ("记事", "销账日期", "结果", "说明")
_LATEST = 3
"""Notes of a case that its line on paper tells."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """What is written: a list's cases, of a period where one was asked for, with its figures."""

    kind: ListKind
    rows: tuple[ListedCase, ...]
    period: Period | None
    figures: dict[str, Any] | None


def list_file(desk: Desk, kind: str, period: Period | None = None, *, only_open: bool = False) -> ListFile:
    """The cases of a list; of a period those that stood on it or were taken off in it, with the figures.

    Refused(list_kind_unknown). NotAllowed(role_missing).
    """
    known = known_kind(kind)
    rows = read_list(desk, kind, only_open=only_open).rows
    figures = None
    if period is not None:
        rows = tuple(row for row in rows if belongs(row.entry, period))
        with desk.records.reading() as reads:
            figures = lists_in(reads, period)[known.name]
    return ListFile(known, tuple(reversed(rows)), period, figures)


def columns_of(kind: ListKind) -> tuple[ListColumn, ...]:
    """The columns of a kind that are not those of a single note or of the end."""
    own = {column.key: column for act in (PUT_ON, NOTED) for column in kind.columns(act)}
    return tuple(
        column for key, column in own.items() if key not in ("item", "text", "day", "addressee", "person")
    )


def write_list_xlsx(desk: Desk, listed: ListFile, file: Path) -> None:
    """Numbers as numbers, everything else as text. Refused(export_format). Unavailable(out_unwritable)."""
    require_ending(file, "xlsx")
    content = BytesIO()
    book = export_book(content, in_memory=True)
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(f"{listed.kind.name}台账")
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, 30, 16)
    sheet.write_string(0, 0, taken_out(desk), bold)
    start = _write_figures(sheet, listed, book.add_format({"num_format": "0.00%"}))
    columns = columns_of(listed.kind)
    titles = [*_HEAD, *(title for column in columns for title in _titles(column)), *_TAIL]
    for place, title in enumerate(titles):
        sheet.write_string(start, place, title, bold)
    for at, row in enumerate(listed.rows, start=start + 1):
        for place, cell in enumerate(_cells(row, columns)):
            write = sheet.write_number if isinstance(cell, int) else sheet.write_string
            write(at, place, cell)
    sheet.freeze_panes(start + 1, 1)
    book.close()
    write_whole(file, content.getvalue())
    _audited(desk, listed)


def _write_figures(sheet: Any, listed: ListFile, percent: Any) -> int:
    """The figures above the table; the row where its head begins."""
    if listed.period is None or listed.figures is None:
        return 2
    rate = listed.figures[listed.kind.rate]
    days = f"{listed.period.start.isoformat()} 至 {listed.period.end.isoformat()}"
    sheet.write_string(1, 0, days)
    for place, word in enumerate(("列入", "在账", "销账")):
        sheet.write_string(2, 2 * place, word)
        sheet.write_number(2, 2 * place + 1, listed.figures[word])
    sheet.write_string(3, 0, f"{listed.kind.rate}：{rate['formula']}")
    sheet.write_number(3, 2, rate["numerator"])
    sheet.write_number(3, 3, rate["denominator"])
    if rate["denominator"]:
        sheet.write_number(3, 4, rate["numerator"] / rate["denominator"], percent)
    else:
        sheet.write_string(3, 4, rate["text"])
    return 5


def _titles(column: ListColumn) -> tuple[str, ...]:
    return column.choices if column.sort == PARTS else (column.title,)


def _cells(row: ListedCase, columns: tuple[ListColumn, ...]) -> Iterator[int | str]:
    yield row.case.matter.number
    if row.withheld:
        yield WITHHELD
        return
    case, entry, values = row.case, row.entry, row.entry.values
    yield from (case.matter.claim or "", case.unit or "", case.status)
    yield from (entry.at.date().isoformat(), entry.state)
    for column in columns:
        value = values.get(column.key)
        if column.sort == PARTS:
            yield from (str((value or {}).get(part, "")) for part in column.choices)
        else:
            yield value if isinstance(value, int) else str(value or "")
    yield "；".join(note_words(fact) for fact in entry.notes)
    end = entry.end
    yield end.at.date().isoformat() if end else ""
    yield str(end.data.get("result") or "") if end else ""
    endings = (end.data.get(column.key) for column in row.kind.columns(TAKEN_OFF)[1:]) if end else ()
    yield "；".join(str(text) for text in endings if text)


def note_words(fact: ListFact) -> str:
    """11-26 日调度 已联系7户."""
    data = fact.data
    parts = [f"{fact.at:%m-%d}", data.get("item"), data.get("addressee"), data.get("person")]
    if data.get("count") is not None:
        parts.append(f"{data.get('measure') or ''} {data['count']}/{data.get('of')}".strip())
    if data.get("solved") is not None:
        parts.append(f"已解决 {data['solved']} 户")
    return " ".join(str(part) for part in (*parts, data.get("text")) if part)


def write_list_pdf(desk: Desk, listed: ListFile, file: Path) -> None:
    """The list as an A4 paper. Refused(export_format). Unavailable(out_unwritable, no_glyph)."""
    _write_paper(desk, listed, file, "pdf")


def write_list_ofd(desk: Desk, listed: ListFile, file: Path) -> None:
    """The same paper as OFD (GB/T 33190). Refused and Unavailable as ``write_list_pdf``."""
    _write_paper(desk, listed, file, "ofd")


def _write_paper(desk: Desk, listed: ListFile, file: Path, form: str) -> None:
    require_ending(file, form)
    head = letterhead(desk.place.centre, desk.settings)
    lines = [_line(row) for row in listed.rows]
    content = list_sheet(head, desk.clock.now(), listed.kind, listed.period, listed.figures, lines)
    write_whole(file, desk.papers.render(content, "a4", form))
    _audited(desk, listed)


def _line(row: ListedCase) -> ListLine:
    if row.withheld:
        return ListLine(row.case.matter.number, WITHHELD, "", "", "")
    parts = [
        f"{column.title}：{_shown(value)}"
        for column in columns_of(row.kind)
        if column.key != "reason" and (value := row.entry.values.get(column.key)) not in (None, "")
    ]
    parts += [note_words(fact) for fact in row.entry.notes[-_LATEST:]]
    on = row.entry.at.date().isoformat()
    return ListLine(
        row.case.matter.number, row.case.matter.claim or "见书面材料", on, row.entry.state, "；".join(parts)
    )


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{part} {text}" for part, text in value.items())
    return str(value)


def _audited(desk: Desk, listed: ListFile) -> None:
    subject = f"{listed.kind.name}台账，{len(listed.rows)}行"
    desk.records.write(lambda writes: writes.audit(desk.staff.login, "导出", subject))
