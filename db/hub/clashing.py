"""The row that shows a person a value that was lost to another."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone

from app.domain.merge import Lost, Stamp
from app.domain.rows.clashes import OPEN, Conflict
from db.exchange.frame import Value
from db.hub.bench import Bench
from db.hub.records import Kept, read_rows

ZONE = timezone(timedelta(hours=8))


def conflict(bench: Bench, row: Kept, lost: Lost) -> Kept:
    """The row that shows a person what was lost; its id follows from what was lost, so it is made once."""
    bench.top += 1
    loser = lost.lost_by
    name = f"{row.table}/{row.pk}/{lost.field}/{loser.author}/{loser.seq}"
    id = hashlib.sha256(name.encode()).hexdigest()[:32]
    values: dict[str, Value] = {
        "tbl": row.table,
        "row_id": row.pk,
        "field": lost.field,
        "kept": json.dumps(lost.kept, ensure_ascii=False),
        "lost": json.dumps(lost.lost, ensure_ascii=False),
        "reason": lost.reason,
        "kept_by": _letter(bench, lost.kept_by.author),
        "lost_by": _letter(bench, loser.author),
        "by": loser.login,
        "at": datetime.fromtimestamp(bench.now // 1000, ZONE).isoformat(),
        "state": OPEN,
        "decided_by": None,
        "decided_at": None,
    }
    known = read_rows(bench.work, bench.names, bench.centre, {Conflict.TABLE: [id]}).get((Conflict.TABLE, id))
    if known is not None:  # carried here by a desk after the hub went back in time
        known.rev, known.same = bench.top, False
        return known
    born = Stamp(bench.top, bench.now, "hub", bench.top)
    return Kept(Conflict.TABLE, id, values, born, None, {}, bench.top, 0, "hub", bench.top, False)


def _letter(bench: Bench, author: str) -> str:
    """The desk letter of an author."""
    row = bench.work.first_row(
        "SELECT desks.letter FROM authors JOIN desks ON desks.id = authors.desk WHERE authors.name = ?",
        (author,),
    )
    return row[0] if row else "—"
