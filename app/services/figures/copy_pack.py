"""The visits of a period in the order in which the national system takes them, as text for the clipboard."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.figures.figure_question import Question
from app.domain.figures.indicators import VISITS
from app.errors import FieldError, Refused
from app.services.figures.export_rows import RowReader
from app.services.figures.export_tables import Table, tab_lines
from app.services.figures.export_visits import require_unmask
from app.services.figures.report_figures import limits_of

MOST = 2_000
"""Visits that are copied at once; more go into a file."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Lines with a tab between cells, the headings first; how many people they name."""

    text: str
    rows: int


def copy_pack(desk: Desk, period: Period, basis: str, purpose: str) -> Pack:
    """Names and numbers are written out, for 带班领导 and 督办 with a purpose, and the audit keeps it.

    Refused: purpose_missing, pack_long. NotAllowed: role_missing, unmask_role.
    """
    desk.require("export")
    if not purpose.strip():
        raise Refused(FieldError("--purpose", "purpose_missing"))
    require_unmask(desk, unmask=True)
    asked = Question(basis, period, limits_of(desk), desk.clock.now().date(), (VISITS,))
    with desk.records.reading() as reads:
        visits = reads.figure_total(asked).rows
        if visits > MOST:
            raise Refused(FieldError("--from", "pack_long", {"count": visits, "most": MOST}))
        mark = f"{desk.staff.login} {desk.clock.now():%Y-%m-%d %H:%M}"
        reader = RowReader(reads, desk, unmask=True, mark=mark, pack=True)
        lines = list(tab_lines(Table(reader.columns, reader.rows(period, basis), mark)))
    days = f"{period.start.isoformat()} 至 {period.end.isoformat()}"
    count = len(lines) - 1
    desk.records.write(
        lambda writes: writes.audit(
            desk.staff.login, "导出未脱敏", f"{days}，{count}行，进剪贴板", purpose=purpose.strip()
        )
    )
    return Pack("\r\n".join(lines) + "\r\n", count)
