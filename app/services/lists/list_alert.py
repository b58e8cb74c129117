"""A grave incident puts its case on the list 预警, and a receipt of its warning is noted there."""

from __future__ import annotations

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.lists.entries import open_entry
from app.domain.lists.kinds import ALERT, NOTED, PUT_ON, RECEIPT, RECEIVERS
from app.domain.rows.base import new_id
from app.domain.rows.case import Incident, ListFact
from app.domain.rows.hall import AlertReceipt
from app.ports.records import Writes


def list_incident(writes: Writes, desk: Desk, case: CaseFile, incident: Incident, level: str | None) -> None:
    """Put the case on the list, in the incident's transaction; nothing where it is on it already."""
    if open_entry(case.entries, ALERT) is not None:
        return
    arrivals = [visit.arrived_at for visit in case.visits]
    writes.add(
        ListFact(
            id=new_id(),
            kind=ALERT,
            matter_id=case.matter.id,
            act=PUT_ON,
            data={
                "reason": f"现场情况：{'、'.join(incident.kinds)}",
                "level": level or "重大",
                "text": incident.what,
            },
            at=max([incident.noted_at, *arrivals[:1]]),
            by=desk.staff.login,
        )
    )


def list_receipt(writes: Writes, desk: Desk, case: CaseFile, receipt: AlertReceipt) -> None:
    """Note the receipt on the list where the case stands on it and the addressee is one of its three."""
    entry = open_entry(case.entries, ALERT)
    if entry is None or receipt.addressee not in RECEIVERS:
        return
    feedback = {"person": receipt.person, "text": receipt.feedback}
    writes.add(
        ListFact(
            id=new_id(),
            kind=ALERT,
            matter_id=entry.matter_id,
            entry_id=entry.id,
            act=NOTED,
            data={"item": RECEIPT, "addressee": receipt.addressee}
            | {key: value for key, value in feedback.items() if value},
            at=max(receipt.at, entry.at),
            by=desk.staff.login,
        )
    )
