"""Look at what two desks changed at the same time, and keep what shows or put the other value back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.desk import Desk, MachineClock
from app.domain.case.secrecy import WITHHELD, may_read
from app.domain.rows.centre import Staff
from app.domain.rows.clashes import Conflict
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import ReceivedVisit, Reception
from app.domain.rows.visits import Attendance, Link, Person, Visit
from app.errors import FieldError, NotAllowed, Refused
from app.ports.link import Clash, LinkState
from app.ports.link import Link as HubLink
from app.ports.records import Reads
from app.services.case.case_door import homes_of, withheld_matters
from app.services.case.record_pages import shown_masked

WITHIN = timedelta(minutes=10)
"""How long a decision can be taken back, as a registration can."""
OF_A_CASE = frozenset({Person.TABLE, Matter.TABLE, Reception.TABLE, Link.TABLE})
"""Tables that two desks may change at once and that hold what cases are about."""
WHOLE = 100
"""Percent of what the hub has."""


def list_conflicts(desk: Desk, link: HubLink) -> list[dict[str, Any]]:
    """Open conflicts: id, number, field, kept, lost, by, at (CLI.md), and the desk and reason beside.

    People's values are masked; of a confidential matter no value is told to those not named in it.
    """
    desk.require("conflicts")
    filled = is_filled(link.state())
    with desk.records.reading() as reads:
        return [
            _safe_json(clash, is_readable(desk, reads, clash.table, clash.row_id, filled))
            for clash in link.clashes()
        ]


def settle_conflict(desk: Desk, link: HubLink, id: str, restore: bool) -> dict[str, Any]:
    """Decide one.

    Refused: not_found, conflict_settled, conflict_gone, conflict_status. NotAllowed: role_missing, withheld.
    """
    return {
        **_safe_json(decide_conflict(desk, link, id, restore), readable=True),
        "state": "已恢复" if restore else "已保留",
    }


def decide_conflict(desk: Desk, link: HubLink, id: str, restore: bool) -> Clash:
    """Decide one, as ``settle_conflict`` does; what comes back can be given to ``undo_decision``."""
    desk.require("conflicts")
    filled = is_filled(link.state())
    with desk.records.reading() as reads:
        row = reads.get(Conflict, id)
        if row is not None and not is_readable(desk, reads, row.tbl, row.row_id, filled):
            raise NotAllowed("withheld")
    clash = link.settle(id, desk.staff.login, restore)
    _tell(desk, link)
    return clash


def undo_decision(desk: Desk, link: HubLink, settled: Clash) -> Clash:
    """Take back a decision of the last ten minutes; the conflict is open again.

    Refused: not_found, conflict_undo_late, conflict_changed, conflict_gone, conflict_status.
    """
    desk.require("conflicts")
    with desk.records.reading() as reads:
        row = reads.get(Conflict, settled.id)
    if row is not None and row.decided_at is not None and MachineClock().now() - row.decided_at > WITHIN:
        raise Refused(FieldError("id", "conflict_undo_late"))
    clash = link.reopen(settled, desk.staff.login)
    _tell(desk, link)
    return clash


def _tell(desk: Desk, link: HubLink) -> None:
    """The status bar counts anew at once, the other desks hear soon."""
    link.tell(desk.announce)
    link.nudge()


def is_readable(desk: Desk, reads: Reads, table: str, row_id: str, filled: bool) -> bool:
    """Whether a row's values may be shown: of a confidential matter only to the people named in it.

    ``filled``: whether all that the hub has is here. Until then any case may turn out to be confidential by a
    row that has not come, so only who reads every case sees what two desks changed in one; and a row whose
    case is not here belongs to nobody else either.
    """
    if table not in OF_A_CASE or may_read(True, (), desk.staff.login, desk.staff.roles):
        return True
    matters = _matters(reads, table, row_id) if filled else None
    return matters is not None and not withheld_matters(desk, reads, matters)


def is_filled(state: LinkState) -> bool:
    """Whether all that the hub has is here."""
    return state.history >= WHOLE


def _matters(reads: Reads, table: str, row_id: str) -> set[str] | None:
    """Ids of the matters whose content the row is; None where it cannot be said, or they are not here."""
    if table == Matter.TABLE:
        matters: set[str] | None = {row_id}
    elif table == Link.TABLE:
        matters = _of_link(reads, row_id)
    elif table == Person.TABLE:
        matters = _homes(reads, {came.visit_id for came in reads.find(Attendance, person_id=row_id)}) or None
    else:
        matters = _homes(reads, {heard.visit_id for heard in reads.find(ReceivedVisit, reception_id=row_id)})
    known = {matter.id for matter in reads.among(Matter, "id", matters or ())}
    return matters if matters is not None and matters <= known else None


def _of_link(reads: Reads, id: str) -> set[str] | None:
    """The matters of both sides of a link, each a person or a matter."""
    link = reads.get(Link, id)
    if link is None:
        return None
    sides = [
        _matters(reads, Matter.TABLE if reads.get(Matter, side) else Person.TABLE, side)
        for side in (link.one, link.other)
    ]
    return None if None in sides else {matter for side in sides for matter in side or ()}


def _homes(reads: Reads, visits: set[str]) -> set[str] | None:
    """The matters that these visits belong to now; None where one of the visits is not here."""
    rows = reads.among(Visit, "id", visits)
    return set(homes_of(reads, rows).values()) if len(rows) == len(visits) else None


def name_of(reads: Reads, login: str | None) -> str:
    """The name behind an account, the account itself where the name is not known here."""
    accounts = reads.find(Staff, login=login, limit=1) if login else []
    return accounts[0].name if accounts else login or ""


def when(clash: Clash) -> datetime:
    """When the hub noticed it."""
    return datetime.fromisoformat(clash.at)


def _safe_json(clash: Clash, readable: bool) -> dict[str, Any]:
    """A conflict as CLI.md has it."""
    kept, lost = (_safe(clash, value) if readable else None for value in (clash.kept, clash.lost))
    return {
        "id": clash.id,
        "number": clash.number,
        "field": clash.field,
        "kept": kept,
        "lost": lost,
        "by": clash.by,
        "at": clash.at,
        "desk": clash.desk,
        "table": clash.table,
        "reason": clash.reason,
        "withheld": not readable,
    } | ({} if readable else {"name": WITHHELD})


def _safe(clash: Clash, value: Any) -> Any:
    """A person's values as ``show`` masks them; in full only by ``show --unmask``."""
    return (
        shown_masked(clash.field, value) if clash.table == Person.TABLE and isinstance(value, str) else value
    )
