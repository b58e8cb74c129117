"""Rows of a list of cases as cells; no Qt."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.case.secrecy import WITHHELD
from app.domain.lists.columns import COUNT, PARTS
from app.domain.lists.entries import ListEntry
from app.domain.lists.kinds import ALERT, CHARGE, FIRST, PROGRESS, PUT_ON, RECEIVERS, ListKind
from app.services.lists.list_files import note_words
from app.services.lists.read_list import ListedCase
from ui.tables.columns import CASE_NUMBER, SHORT_NUMBER, Cell, Column, shortened
from ui.widgets.dates import short_day

NOTHING = "—"


def _secret(row: ListedCase, text: str, token: str = "text") -> Cell:
    return (
        Cell(NOTHING, token="text3")
        if row.withheld
        else Cell(text or NOTHING, token=token if text else "text3")
    )


def _number(row: ListedCase) -> Cell:
    return Cell(row.case.matter.number, shape="lock" if row.withheld else "")


def _claim(row: ListedCase) -> Cell:
    if row.withheld:
        return Cell(WITHHELD, token="text2")
    return Cell(row.case.matter.claim or "见书面材料")


def _on(row: ListedCase) -> Cell:
    return _secret(row, f"{row.entry.at:%Y-%m-%d}")


def _state(row: ListedCase) -> Cell:
    if row.withheld:
        return Cell(NOTHING, token="text3")
    entry = row.entry
    if not entry.is_open:
        good = entry.state in row.kind.results[:1]
        return Cell(entry.state, shape="check" if good else "minus", token="ok" if good else "text2")
    lacks = lacking(entry)
    return Cell(lacks or entry.state, shape="warning" if lacks else "open", token="warn" if lacks else "text")


def lacking(entry: ListEntry) -> str:
    """What an open entry lacks: 缺 工作专班, 待签收 2/3."""
    if entry.kind == FIRST and entry.empty_slots:
        return f"缺 {'、'.join(entry.empty_slots)}"
    if entry.kind == ALERT and len(entry.receipts) < len(RECEIVERS):
        return f"待签收 {len(entry.receipts)}/{len(RECEIVERS)}"
    return ""


def _unit(row: ListedCase) -> Cell:
    return _secret(row, row.case.unit or "")


def _points(row: ListedCase) -> Cell:
    return _secret(row, "；".join(points_of(row.entry, row.kind)), "text2")


def points_of(entry: ListEntry, kind: ListKind) -> Iterator[str]:
    """What the kind's own columns say, shortly."""
    values = entry.values
    for column in kind.columns(PUT_ON)[1:]:
        value = values.get(column.key)
        if value in (None, "") or column.key in ("due", "from", "until"):
            continue
        if column.sort == PARTS:
            yield f"{column.title} {len(value)}/{len(column.choices)}"
        elif column.sort == COUNT:
            yield f"{value} {column.title.removesuffix('数')}"
        else:
            yield str(value)
    if entry.kind == CHARGE and (done := entry.noted(PROGRESS)):
        last = done[-1].data
        yield f"{last.get('measure')} {last.get('count')}/{last.get('of')}"
    if values.get("solved") is not None:
        yield f"已解决 {values['solved']} 户"


def _last(row: ListedCase) -> Cell:
    entry = row.entry
    last = entry.end or (entry.notes[-1] if entry.notes else None)
    return _secret(row, note_words(last) if last else "", "text2")


def _due(row: ListedCase) -> Cell:
    if row.withheld or row.entry.due is None or not row.entry.is_open:
        return Cell(NOTHING, token="text3")
    days = (row.entry.due - row.on).days
    if days < 0:
        return Cell(f"{short_day(row.entry.due, row.on)}，过了 {-days} 日", shape="clock", token="warn")
    return Cell(short_day(row.entry.due, row.on))


COLUMNS = (
    Column(name="number", title="号码", cell=_number, wide=160, longest=CASE_NUMBER, rank=1,
           brief=Column(name="number", title="号码", cell=lambda row: shortened(_number(row)), wide=112,
                        longest=SHORT_NUMBER, rank=1)),
    Column(name="claim", title="诉求", cell=_claim, wide=140, share=3, rank=2),
    Column(name="unit", title="责任单位", cell=_unit, wide=112, share=1, rank=3),
    Column(name="on", title="列入", cell=_on, wide=88, longest=Cell("2026-11-23"), sort="at", rank=0),
    Column(name="state", title="现在", cell=_state, wide=148, share=1, rank=0),
    Column(name="points", title="要点", cell=_points, wide=160, share=3, rank=2),
    Column(name="due", title="期限", cell=_due, wide=96,
           longest=Cell("12-20，过了 100 日", shape="clock"), rank=3),
    Column(name="last", title="最近一笔", cell=_last, wide=160, share=3, rank=4),
)  # fmt: skip


def head_words(kind: ListKind, only_open: bool, total: int | None) -> str:
    """积案化解，在账 11 件."""
    which = "在账" if only_open else "在账和已销"
    return f"{kind.title}，{which}" if total is None else f"{kind.title}，{which} {total:,} 件"
