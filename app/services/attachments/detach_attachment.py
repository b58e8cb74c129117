"""Takes an attachment off a case to which it was put wrongly: a fact with its reason, nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.rows.attachments import Attachment, Detachment
from app.domain.rows.base import new_id
from app.errors import FieldError, Refused
from app.events import AttachmentsChanged
from app.ports.records import Writes
from app.services.attachments.open_attachment import attachment_of
from app.services.case.case_door import require_no_interest, require_readable


@dataclass(frozen=True, slots=True)
class Detached:
    """An attachment taken off."""

    number: str
    row: Attachment
    fact: Detachment

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.number,
            "id": self.row.id,
            "name": self.row.name,
            "withdrawn": {"reason": self.fact.reason, "by": self.fact.by, "at": self.fact.at},
        }


def detach_attachment(desk: Desk, id: str, reason: str, at: datetime | None = None) -> Detached:
    """Take it off.

    Refused: attachment_unknown, reason_missing, detached_already. NotAllowed: role_missing, withheld,
    has_interest.
    """
    desk.require("attach")
    if not reason.strip():
        raise Refused(FieldError("reason", "reason_missing"))
    done, matter_id = desk.records.write(lambda writes: _detach(writes, desk, id, reason.strip(), at))
    desk.announce(AttachmentsChanged(matter_id))
    return done


def _detach(writes: Writes, desk: Desk, id: str, reason: str, at: datetime | None) -> tuple[Detached, str]:
    row, case = attachment_of(writes, id)
    require_readable(desk, case)
    require_no_interest(desk, case)
    if case.taken_off(row.id) is not None:
        raise Refused(FieldError("ID", "detached_already", {"name": row.name}))
    now = at or desk.clock.now()
    if now < row.at:
        facts = {"mode": "撤下附件", "what": "添加附件", "when": f"{row.at:%Y-%m-%d %H:%M}"}
        raise Refused(FieldError("at", "step_before", facts))
    fact = Detachment(
        id=new_id(),
        matter_id=row.matter_id,
        visit_id=row.visit_id,
        attachment_id=row.id,
        reason=reason,
        at=now,
        by=desk.staff.login,
    )
    writes.add(fact)
    writes.audit(desk.staff.login, "撤下附件", case.matter.number, purpose=f"附件 {row.id}")
    return Detached(case.matter.number, row, fact), case.matter.id
