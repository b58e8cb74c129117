"""115 督办: record a reminder and draw it up: 催办单 at 15 and 10 days, 督办函 at 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.entry import Problems
from app.domain.known import known_unit
from app.domain.ladder import LETTERS, RANKS
from app.domain.papers.dossier import letterhead
from app.domain.papers.kinds import build
from app.domain.rows.base import new_id
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Matter, Reminder
from app.domain.rows.papers import Document
from app.domain.terms import CLOSED_STATUSES
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.records import Reads, Writes
from app.services.case.lookups import find_matter, newest_visit
from app.services.handling.due_matters import DueItem, due_items
from app.services.papers.number_document import number_document
from app.services.papers.step_papers import step_dossier


@dataclass(frozen=True, slots=True)
class Reminded:
    """Reminders that went out for one matter, each with its paper."""

    matter: Matter
    tier: int
    on: date
    sent: tuple[tuple[Reminder, Document], ...]

    def as_json(self) -> dict[str, Any]:
        first = self.sent[0][0]
        return {
            "matter": self.matter.number,
            "tier": self.tier,
            "from_rank": first.from_rank,
            "to_rank": first.to_rank,
            "reminders": [
                {
                    "unit": reminder.unit,
                    "due": reminder.due.isoformat(),
                    "days_left": (reminder.due - self.on).days,
                    "at": reminder.at.isoformat(),
                    "document": {"kind": document.kind, "number": document.number},
                }
                for reminder, document in self.sent
            ],
            "documents": [
                {"kind": document.kind, "number": document.number, "unit": document.unit}
                for _, document in self.sent
            ],
        }


def send_reminder(desk: Desk, number: str, tier: int, unit: str | None = None) -> Reminded:
    """Remind whoever owes something for the matter: by the tier's ranks, one paper for each unit.

    Without ``unit`` it goes to all whose tier is owed today, and where it is owed by none to all who owe
    something. Refused: tier_unknown, not_found, matter_not_open, nothing_due, unit_owes_nothing.
    """
    desk.require("remind")
    if tier not in RANKS:
        raise Refused(FieldError("--tier", "tier_unknown"))
    sent = desk.records.write(lambda writes: _remind(writes, desk, number, tier, unit))
    desk.announce(MatterAdvanced(sent.matter.id))
    return sent


def _remind(writes: Writes, desk: Desk, number: str, tier: int, unit: str | None) -> Reminded:
    matter = find_matter(writes, number, "number")
    facts = {"number": matter.number, "status": matter.status}
    if matter.status in CLOSED_STATUSES:
        raise Refused(FieldError("number", "matter_not_open", facts))
    on = desk.clock.now().date()
    items = _chosen(writes, due_items(writes, [matter], on), tier, unit)
    if not items:
        raise Refused(FieldError("number", "nothing_due", facts))
    sent = tuple(_draw_up(writes, desk, matter, item, tier) for item in items)
    writes.audit(desk.staff.login, LETTERS[tier], matter.number)
    return Reminded(matter, tier, on, sent)


def _chosen(reads: Reads, items: Sequence[DueItem], tier: int, unit: str | None) -> list[DueItem]:
    if unit is not None:
        problems = Problems()
        name = known_unit(unit, reads.find(Unit, disabled=False), "--unit", problems)
        if problems.found:
            raise Refused(*problems.found)
        chosen = [item for item in items if item.unit == name]
        if not chosen:
            raise Refused(FieldError("--unit", "unit_owes_nothing", {"unit": name}))
        return chosen
    return [item for item in items if item.owed.tier == tier] or list(items)


def _draw_up(
    writes: Writes, desk: Desk, matter: Matter, item: DueItem, tier: int
) -> tuple[Reminder, Document]:
    now = desk.clock.now()
    kind = LETTERS[tier]
    number = number_document(writes, desk, kind, now.date())
    from_rank, to_rank = RANKS[tier]
    document_id = new_id()
    reminder = Reminder(
        id=new_id(),
        matter_id=matter.id,
        duty_id=item.duty.id if item.duty else None,
        unit=item.unit,
        tier=tier,
        due=item.owed.due,
        from_rank=from_rank,
        to_rank=to_rank,
        document_id=document_id,
        at=now,
        by=desk.staff.login,
    )
    document = Document(
        id=document_id,
        kind=kind,
        number=number,
        matter_id=matter.id,
        unit=item.unit,
        content=_content(writes, desk, matter, item, reminder, kind, number),
        at=now,
        by=desk.staff.login,
    )
    writes.add(reminder, document)
    return reminder, document


def _content(
    reads: Reads, desk: Desk, matter: Matter, item: DueItem, reminder: Reminder, kind: str, number: str
) -> dict[str, Any]:
    dossier = step_dossier(reads, desk, matter, newest_visit(reads, matter), None, number)
    duties = (item.duty,) if item.duty else ()
    dossier = replace(
        dossier,
        reminder=reminder,
        unit=item.unit or desk.place.centre,
        duties=duties,
        detail={"what": item.what, "derivation": item.derivation},
    )
    return build(kind, letterhead(desk.place.centre, desk.settings), dossier)
