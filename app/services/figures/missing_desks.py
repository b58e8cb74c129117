"""Says of which other desks this store may lack something of a period, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.rows import centre
from app.ports.link import LinkState
from app.ports.records import Reads

QUIET = timedelta(hours=1)
"""So long a desk may be silent before it is said."""
LOOKED_BACK = timedelta(days=7)
CONNECTED, ALONE = "已连接", "未设置"


@dataclass(frozen=True, slots=True)
class MissingDesk:
    """A desk of which nothing is here after a moment; None: nothing of the last days."""

    letter: str
    after: datetime | None


def missing_desks(
    desk: Desk, reads: Reads, period: Period, link: LinkState | None = None
) -> tuple[MissingDesk, ...]:
    """The other desks whose record may end before the period does.

    With a hub that is not reached: all of them since the last exchange. With one that is: those that did not
    speak to it in the last hour of the period, by the hub's word; what such a desk registers waits there.
    Without a hub: those of which nothing came for an hour; nobody can tell a quiet desk from one whose visits
    have not been brought.
    """
    now = desk.clock.now()
    end = min(datetime.combine(period.after, time.min, now.tzinfo), now)
    others = sorted(row.letter for row in reads.find(centre.Desk) if row.letter != desk.place.letter)
    if link is not None and link.state != ALONE:
        last = datetime.fromisoformat(link.last_at) if link.last_at else None
        whole = link.state == CONNECTED and not link.behind
        if whole:
            silent = ((letter, link.seen.get(letter)) for letter in others)
            return tuple(MissingDesk(letter, at) for letter, at in silent if at and at < end - QUIET)
        late = last is None or last < end
        return tuple(MissingDesk(letter, last) for letter in others) if late else ()
    newest = reads.newest_by_desk(end - LOOKED_BACK) if others else {}
    missing = (MissingDesk(letter, newest.get(letter)) for letter in others)
    return tuple(desk for desk in missing if desk.after is None or desk.after < end - QUIET)
