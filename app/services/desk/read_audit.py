"""Read the audit: who did what to which record, when, and whether it was allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.desk import Desk
from app.domain.rows.audit import AuditEntry
from app.ports.clock import CENTRE_TIME

FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditWanted:
    """Which entries: of these days (both included), of this account, with these words; None asks nothing."""

    start: date | None = None
    end: date | None = None
    who: str | None = None
    what: str | None = None
    """Part of the act, the record or the purpose."""


def read_audit(desk: Desk, wanted: AuditWanted) -> list[AuditEntry]:
    """The entries in the order of their times; that they were read is an entry too.

    NotAllowed: role_missing.
    """
    desk.require("audit")
    end = wanted.end or date.max - timedelta(days=2)
    with desk.records.reading() as reads:
        rows = reads.between(
            AuditEntry, "at", _midnight(wanted.start or FIRST_DAY), _midnight(end + timedelta(days=1))
        )
    matching = [row for row in rows if _is_wanted(row, wanted)]
    words = "、".join(
        str(criterion) for criterion in (wanted.start, wanted.end, wanted.who, wanted.what) if criterion
    )
    desk.records.write(lambda writes: writes.audit(desk.staff.login, "查看审计", purpose=words or None))
    return matching


def audit_json(rows: list[AuditEntry]) -> dict[str, Any]:
    """As the command line prints them."""
    return {"entries": list(_entries(rows)), "total": len(rows)}


def _entries(rows: list[AuditEntry]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "at": row.at.isoformat(),
            "desk": row.desk,
            "position": row.position,
            "who": row.who,
            "what": row.act,
            "record": row.record,
            "purpose": row.purpose,
            "success": row.success,
        }


def _is_wanted(row: AuditEntry, wanted: AuditWanted) -> bool:
    if wanted.who is not None and row.who != wanted.who:
        return False
    return wanted.what is None or any(
        wanted.what in (text or "") for text in (row.act, row.record, row.purpose)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CENTRE_TIME)
