"""Export the visits of a period: XLSX with text cells, CSV with a byte order mark, or JSON lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.figures.indicators import BASES
from app.domain.roles import LEADER, SUPERVISOR
from app.errors import FieldError, NotAllowed, Refused
from app.services.figures.export_rows import RowReader
from app.services.figures.export_tables import FORMATS, Table, write_table

MAY_UNMASK = (LEADER, SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    file: Path
    rows: int
    masked: bool

    def as_json(self) -> dict[str, Any]:
        return {"file": str(self.file), "rows": self.rows, "masked": self.masked}


def export_visits(
    desk: Desk,
    start: date,
    end: date,
    file: Path,
    *,
    basis: str = BASES[0],
    unmask: bool = False,
    purpose: str | None = None,
    pack: bool = False,
) -> Exported:
    """Write the visits from start to end, both included; ``pack``: for the national system, a person a row.

    Names, numbers, phones and addresses are masked; with ``unmask`` and a purpose, for 带班领导 and 督办,
    they are written out, which the audit keeps. Refused: export_format, dates_reversed, not_one_of,
    purpose_missing. Unavailable: out_unwritable; a file that was begun is taken away.
    """
    desk.require("export")
    _check(desk, start, end, file, basis, unmask, purpose)
    with desk.records.reading() as reads:
        mark = f"{desk.staff.login} {desk.clock.now():%Y-%m-%d %H:%M}"
        reader = RowReader(reads, desk, unmask, mark, pack)
        table = Table(reader.columns, reader.rows(Period(start, end), basis), mark)
        count = write_table(file, table)
    desk.records.write(
        lambda writes: writes.audit(
            desk.staff.login,
            "导出未脱敏" if unmask else "导出",
            f"{start.isoformat()} 至 {end.isoformat()}，{count}行",
            purpose=purpose,
        )
    )
    return Exported(file, count, not unmask)


def _check(
    desk: Desk, start: date, end: date, file: Path, basis: str, unmask: bool, purpose: str | None
) -> None:
    errors = []
    if file.suffix.lower() not in FORMATS:
        errors.append(FieldError("--out", "export_format"))
    if end < start:
        errors.append(FieldError("--to", "dates_reversed"))
    if basis not in BASES:
        errors.append(FieldError("--basis", "not_one_of", {"choices": "、".join(BASES)}))
    if unmask and not (purpose or "").strip():
        errors.append(FieldError("--purpose", "purpose_missing"))
    if errors:
        raise Refused(*errors)
    require_unmask(desk, unmask)


def require_unmask(desk: Desk, unmask: bool) -> None:
    """NotAllowed(unmask_role) for who may not write names and numbers out."""
    if unmask and not may_unmask(desk):
        raise NotAllowed("unmask_role")


def may_unmask(desk: Desk) -> bool:
    """Whether the signed-in person may export names and numbers whole."""
    return bool(set(MAY_UNMASK) & set(desk.staff.roles))
