"""Look at what two desks changed at the same time, and keep what shows or put the other value back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.desk import Desk, MachineClock
from app.domain.case.secrecy import WITHHELD
from app.domain.rows.centre import Staff
from app.domain.rows.clashes import Conflict
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import ReceivedVisit, Reception
from app.domain.rows.visits import Attendance, Link, Person, Visit
from app.errors import FieldError, NotAllowed, Refused
from app.ports.link import Clash
from app.ports.link import Link as HubLink
from app.ports.records import Reads
from app.services.case.case_door import homes_of, withheld_matters
from app.services.case.record_pages import shown_masked

WITHIN = timedelta(minutes=10)
"""How long a decision can be taken back, as a registration can."""


def list_conflicts(desk: Desk, link: HubLink) -> list[dict[str, Any]]:
    """Open conflicts: id, number, field, kept, lost, by, at (CLI.md), and the desk and reason beside.

    People's values are masked; of a confidential matter no value is told to those not named in it.
    """
    desk.require("conflicts")
    with desk.records.reading() as reads:
        return [
            _safe_json(clash, is_readable(desk, reads, clash.table, clash.row_id)) for clash in link.clashes()
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
    with desk.records.reading() as reads:
        row = reads.get(Conflict, id)
        if row is not None and not is_readable(desk, reads, row.tbl, row.row_id):
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


def is_readable(desk: Desk, reads: Reads, table: str, row_id: str) -> bool:
    """Whether a row's values may be shown: of a confidential matter only to the people named in it."""
    return not withheld_matters(desk, reads, _matters(reads, table, row_id))


def _matters(reads: Reads, table: str, row_id: str) -> set[str]:
    """Ids of the matters whose content the row is."""
    if table == Matter.TABLE:
        return {row_id}
    if table == Link.TABLE:
        link = reads.get(Link, row_id)
        sides = (link.one, link.other) if link else ()
        return {matter for side in sides for matter in _of_side(reads, side)}
    return set(homes_of(reads, reads.among(Visit, "id", _visits(reads, table, row_id))).values())


def _of_side(reads: Reads, id: str) -> set[str]:
    """Matters of one side of a link: a person or a matter."""
    return {id} if reads.get(Matter, id) else _matters(reads, Person.TABLE, id)


def _visits(reads: Reads, table: str, row_id: str) -> set[str]:
    if table == Person.TABLE:
        return {came.visit_id for came in reads.find(Attendance, person_id=row_id)}
    if table == Reception.TABLE:
        return {heard.visit_id for heard in reads.find(ReceivedVisit, reception_id=row_id)}
    return set()


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
