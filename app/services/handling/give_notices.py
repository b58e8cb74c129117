"""Give the three notices of a matter: opinion, date, contact, and how the visitor took note of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.case.promise import check_lawful, date_to_tell
from app.domain.entry import Problems
from app.domain.notice_entry import NoticeEntry, check_notice
from app.domain.rows.base import new_id
from app.domain.rows.matters import Notice
from app.errors import FieldError, Refused
from app.events import NoticesGiven
from app.ports.records import Reads, Writes
from app.services.case.case_door import OpenCase, act_on_case
from app.services.case.lookups import newest_notice
from app.services.case.notices_told import is_complete, merged


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesTold:
    """The notices as they are kept."""

    notice: Notice
    matter: str
    visit_number: str
    warnings: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        told = self.notice
        return {
            "matter": self.matter,
            "visit_number": self.visit_number,
            "opinion": told.opinion,
            "due": told.due,
            "due_reason": told.due_reason,
            "derivation": told.derivation,
            "contact": told.contact,
            "told": told.told,
            "acknowledged": told.acknowledged,
            "witness": told.witness,
            "complete": is_complete(told),
        }


def give_notices(desk: Desk, entry: NoticeEntry) -> NoticesTold:
    """Keep the notices told for the matter of a visit or matter number.

    Refused: not_found and whatever app.domain.notice_entry finds, all at once; nothing stored.
    """
    desk.require("notice")
    now = desk.clock.now()

    def work(writes: Writes) -> NoticesTold:
        opened, unknown = _about(writes, desk, entry)
        engine = date_to_tell(opened.case) if opened else None
        checked = check_notice(entry, entry.at or now, engine.due if engine else None)
        problems = Problems(checked.errors)
        if opened is not None and checked.due is not None:
            on = (entry.at or now).date()
            check_lawful(checked.due, opened.case, engine.due if engine else None, on, "", problems)
        errors = [*problems.found, *(one for one in unknown if not problems.has(one.field))]
        if errors or opened is None:
            raise Refused(*(one for one in errors if opened or one.code != "due_required"))
        visit, matter = opened.newest_visit, opened.matter
        taken = entry.acknowledged
        told = Notice(
            id=new_id(),
            matter_id=matter.id,
            visit_id=visit.id,
            opinion=entry.notices.opinion,
            due=checked.due,
            due_reason=entry.notices.due_reason,
            contact=entry.notices.contact,
            told=entry.told or "",
            acknowledged=taken.kind if taken else None,
            witness=taken.witness if taken else None,
            at=now,
            by=desk.staff.login,
        )
        engine_date = (engine.due, engine.derivation) if engine else None
        notice = merged(told, newest_notice(writes, matter.id), engine_date)
        writes.add(notice)
        writes.audit(desk.staff.login, "三个告知", matter.number)
        return NoticesTold(
            notice=notice, matter=matter.number, visit_number=visit.number, warnings=checked.warnings
        )

    done = desk.records.write(work)
    desk.announce(NoticesGiven(done.notice.matter_id))
    return done


def _about(reads: Reads, desk: Desk, entry: NoticeEntry) -> tuple[OpenCase | None, tuple[FieldError, ...]]:
    """The case meant, or the refusal of a number nobody knows."""
    if not entry.number:
        return None, ()
    field = "matter" if entry.matter else "visit"
    try:
        return act_on_case(desk, reads, entry.number, field), ()
    except Refused as unknown:
        return None, unknown.errors
