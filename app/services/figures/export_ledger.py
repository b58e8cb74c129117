"""Exports the 督办台账 as it is narrowed: one row a case, numbers masked, nothing of a guarded one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.case.tiles import Only
from app.domain.masks import mask_numbers
from app.domain.paging import Cursor, Order, PageAsked
from app.services.figures.export_tables import MARK, Table, write_table
from app.services.sheets.export_file import new_file
from app.services.supervision.list_ledger import LedgerRow, Moment, list_ledger

COLUMNS = (
    *("信访事项编号", "诉求", "状态", "谁欠", "该做什么", "性质", "期限", "还有几日", "怎么算"),
    *("催过", "单位最近回复", "最近一步", "待批准", "导出标记"),
)
_BLOCK = 200


@dataclass(frozen=True, slots=True)
class LedgerAsked:
    """Which cases: those of a tile, narrowed, in the order in which they stand on the page."""

    tile: str
    only: Only
    order: Order


def save_ledger(desk: Desk, asked: LedgerAsked, folder: Path) -> Path:
    """A new XLSX in the folder; the audit keeps who took how many rows of what.

    NotAllowed: role_missing. Unavailable: out_unwritable.
    """
    desk.require("export")
    now = desk.clock.now()
    mark = f"{desk.staff.login} {now:%Y-%m-%d %H:%M}"
    file = new_file(folder, f"督办台账 {asked.tile} {now:%Y-%m-%d}")
    count = write_table(file, Table(COLUMNS, _rows(desk, asked, mark), mark, "督办台账"))
    subject = f"督办台账（{asked.tile}），{count}行"
    desk.records.write(lambda writes: writes.audit(desk.staff.login, "导出", subject))
    return file


def _rows(desk: Desk, asked: LedgerAsked, mark: str) -> Iterator[dict[str, Any]]:
    """Block by block, so that a long ledger does not stand in memory at once."""
    cursor: Cursor | None = None
    while True:
        block = list_ledger(desk, asked.tile, PageAsked(asked.order, cursor, most=_BLOCK), asked.only)
        for row in block.rows:
            yield dict.fromkeys(COLUMNS) | {MARK: mark} | _cells(row)
        if block.ends or block.last is None:
            return
        cursor = block.last


def _cells(row: LedgerRow) -> dict[str, Any]:
    """A guarded case: its number and status; what it is about stays here, whoever exports (条例第30条)."""
    if row.guarded or row.withheld:
        return {"信访事项编号": row.number, "诉求": WITHHELD, "状态": row.status}
    owed = row.next
    return {
        "信访事项编号": row.number,
        "诉求": mask_numbers(row.claim),
        "状态": row.status,
        "谁欠": owed.who if owed else None,
        "该做什么": mask_numbers("：".join(filter(None, (owed.what, owed.text)))) if owed else None,
        "性质": owed.kind if owed else None,
        "期限": owed.due.isoformat() if owed else None,
        "还有几日": row.days_left,
        "怎么算": owed.derivation if owed else None,
        "催过": "；".join(_moment(moment) or "" for moment in row.reminded) or None,
        "单位最近回复": _moment(row.answer),
        "最近一步": _moment(row.last),
        "待批准": "、".join(row.pending) or None,
    }


def _moment(moment: Moment | None) -> str | None:
    return f"{moment.at:%Y-%m-%d} {mask_numbers(moment.text)}" if moment else None
