"""The last entry that the hub has of a desk's audit: what the desk's own check is held against."""

from __future__ import annotations

from app.domain.rows.audit import AuditEntry
from db.exchange.wire import HeadTold
from db.hub.records import Names, decoded
from db.hub.storage import Work

AT_ONCE, MOST = 500, 20_000
"""Entries that are looked through for one of the desk's, the newest first; and how many at most."""


NEWEST = "SELECT pk, shape, body FROM rows WHERE centre = ? AND tbl = ? AND pk < ? ORDER BY pk DESC LIMIT ?"
"""Keys begin with the moment at which they were made (app.domain.rows.base)."""
LAST = "g"
"""Behind every key of hexadecimal digits, whatever the database's collation."""


def audit_head(work: Work, centre: int, series: str) -> HeadTold:
    """Position and hash of the newest entry of a series; position 0 where none is among the newest."""
    names = Names(work)
    below = LAST
    for _ in range(MOST // AT_ONCE):
        rows = work.all(NEWEST, (centre, AuditEntry.TABLE, below, AT_ONCE))
        entries = [decoded(names, shape, body) for _, shape, body in rows]
        own = [
            (entry["position"], str(entry["hash"]))
            for entry in entries
            if entry["desk"] == series and isinstance(entry["position"], int)
        ]
        if own:
            return HeadTold(*max(own))
        if len(rows) < AT_ONCE:
            break
        below = str(rows[-1][0])
    return HeadTold(0, "")
