"""Names the act that a row of each table is, and tells whether somebody else than its sender made it."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.rows.attachments import Attachment, Detachment
from app.domain.rows.case import (
    Appointment,
    Decision,
    Delivery,
    Incident,
    ListFact,
    Receipt,
    Request,
    VisitMove,
    Withdrawal,
)
from app.domain.rows.clashes import Conflict
from app.domain.rows.figures import ReportOut
from app.domain.rows.hall import AlertReceipt, HallAct
from app.domain.rows.ledger import LEDGER
from app.domain.rows.matters import Notice, Rating, Reminder
from app.domain.rows.papers import Document, Printing
from app.domain.rows.receptions import Duty, DutyReply, Line, Reception, Seat
from app.domain.rows.visits import Attendance, Visit, Void
from db.exchange.frame import Value

ACT_OF_TABLE = {
    "units": "tables",
    "categories": "tables",
    "divisions": "tables",
    "holidays": "tables",
    "roster": "tables",
    "settings": "settings",
    Decision.TABLE: "approve",
    VisitMove.TABLE: "join",
    Appointment.TABLE: "hand",
    **dict.fromkeys((kind.TABLE for kind in (Reception, Seat, Line, Duty)), "reception"),
    HallAct.TABLE: "hall",
    ListFact.TABLE: "list",
    **dict.fromkeys((kind.TABLE for kind in (Incident, AlertReceipt)), "incident"),
}
"""Tables whose rows need a role beyond having an account."""
ACT_OF_OWN = {
    **dict.fromkeys((kind.TABLE for kind in (Withdrawal, Receipt, Delivery, DutyReply)), "step"),
    Reminder.TABLE: "remind",
    ReportOut.TABLE: "report",
    **dict.fromkeys((kind.TABLE for kind in (Visit, Attendance, Notice, Rating, Void, Request)), "register"),
    **dict.fromkeys((kind.TABLE for kind in (Document, Printing, Attachment, Detachment)), "register"),
}
"""The same for what a person did himself; whoever vouches for others' history need not be able to."""
REGISTERED = "登记"
"""The mode of the step that is made with a visit."""
WRITERS = ("by", "clerk")
"""Columns that say who made a row."""


def is_anothers(table: str, values: Mapping[str, Value], who: str | None) -> bool:
    """Whether a row says that somebody else made it; an imported one is nobody's."""
    if table == Conflict.TABLE:
        return values.get("decided_by") not in (None, who)
    return any(values.get(name) not in (None, who, LEDGER) for name in WRITERS)
