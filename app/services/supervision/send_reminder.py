"""115 督办: record a reminder and draw it up, 催办单 at 15 and 10 days, 督办函 at 5; or record why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.dates.calendar import Calendar
from app.domain.dates.ladder import LAST, LETTERS, RANKS, rungs
from app.domain.entries.entry import Problems
from app.domain.entries.known import known_unit
from app.domain.rows.base import new_id
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Matter, Reminder
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.records import Writes
from app.services.case.case_door import case_of
from app.services.case.lookups import find_record, not_found
from app.services.handling.step_subject import require_hand
from app.services.papers.draw_up import draw_up
from app.services.papers.number_document import number_document
from app.services.papers.reminder_letters import Asked, letter_dossier
from app.services.supervision.due_matters import DueItem, Ladder

AGAIN, NOT_SENDING = "confirm_reminded_again", "confirm_not_sending"
"""Questions that a command answers by naming them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWanted:
    """What reminder is wanted: for whom, and what was answered to the program's questions."""

    tier: int
    obligation: str | None = None
    unit: str | None = None
    skip: bool = False
    """Not to be sent; why is in ``reason``."""
    confirm: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """Reminders that went out for one matter, each with its paper; or were left out, with none."""

    matter: Matter
    tier: int
    on: date
    sent: tuple[tuple[Reminder, Document | None], ...]

    def as_json(self) -> dict[str, Any]:
        first = self.sent[0][0]
        return {
            "matter": self.matter.number,
            "tier": self.tier,
            "from_rank": first.from_rank,
            "to_rank": first.to_rank,
            "reminders": [
                {
                    "obligation": reminder.duty_id,
                    "unit": reminder.unit,
                    "due": reminder.due.isoformat(),
                    "days_left": (reminder.due - self.on).days,
                    "at": reminder.at.isoformat(),
                    "not_sent": None if document else reminder.reason,
                    "document": {"kind": document.kind, "number": document.number} if document else None,
                }
                for reminder, document in self.sent
            ],
            "documents": [
                {"kind": document.kind, "number": document.number, "unit": document.unit}
                for _, document in self.sent
                if document
            ],
        }


def send_reminder(desk: Desk, number: str, asked: ReminderWanted) -> Reminded:
    """Remind whoever owes something for the matter: by the tier's ranks, one paper for each obligation.

    Without ``obligation`` and ``unit`` it goes to all whose tier is owed today, and where it is owed by none
    to all that have the tier. Refused: tier_unknown, not_found, matter_not_open, nothing_due,
    obligation_unknown, obligation_over, owed_by_centre, unit_owes_nothing, step_before, tier_not_of_date,
    confirm_reminded_again, confirm_not_sending, reason_required. NotAllowed: withheld, has_interest.
    """
    desk.require("remind")
    if asked.tier not in RANKS:
        raise Refused(FieldError("--tier", "tier_unknown"))
    if asked.skip:
        _require_why(asked)
    reminded = desk.records.write(lambda writes: _remind(writes, desk, number, asked))
    desk.announce(MatterAdvanced(reminded.matter.id))
    return reminded


def _require_why(asked: ReminderWanted) -> None:
    """Not sending a reminder that is owed is asked, and needs a reason."""
    if NOT_SENDING not in asked.confirm:
        raise Refused(FieldError("--skip", NOT_SENDING))
    if not asked.reason:
        raise Refused(FieldError("--reason", "reason_required"))


def _remind(writes: Writes, desk: Desk, number: str, asked: ReminderWanted) -> Reminded:
    ladder = Ladder(writes, desk)
    case = _case(writes, desk, ladder, number)
    on = desk.clock.now().date()
    items = _chosen(writes, ladder, case, on, asked)
    if not asked.skip:
        _ask_again(items, asked)
    act = _leave_out if asked.skip else _draw_up
    sent = tuple(act(writes, desk, case, item, asked) for item in items)
    did = "不发催办" if asked.skip else LETTERS[asked.tier]
    writes.audit(desk.staff.login, did, case.matter.number, purpose=asked.reason)
    return Reminded(case.matter, asked.tier, on, sent)


def _case(writes: Writes, desk: Desk, ladder: Ladder, number: str) -> CaseFile:
    record = find_record(writes, number, "number")
    if not isinstance(record, Matter | Visit):
        raise not_found(number, "number")
    require_hand(desk, case_of(writes, record))
    if isinstance(record, Matter):
        return ladder.reader.case(record.id)
    return ladder.reader.case_of_visit(record)


def _chosen(writes: Writes, ladder: Ladder, case: CaseFile, on: date, asked: ReminderWanted) -> list[DueItem]:
    """The obligations that are reminded of."""
    items = [item for item in ladder.items(case, on) if ladder.is_reminded(case, item.obligation)]
    if asked.obligation is not None:
        items = [_named(case, items, asked.obligation)]
    elif not items:
        raise Refused(FieldError("number", _why_nothing(case), _facts(case)))
    if asked.unit is not None:
        items = _of_unit(writes, items, asked.unit)
    items = _begun(items, on, asked)
    calendar = ladder.reader.rules.calendar
    having = [item for item in items if _has_tier(item, on, asked.tier, calendar)]
    if not having:
        raise Refused(FieldError("--tier", "tier_not_of_date", {"tier": asked.tier}))
    today = [item for item in having if item.owed.tier == asked.tier] or having
    return [item for item in today if item.of_tier(asked.tier) is None] or today


def _begun(items: Sequence[DueItem], on: date, asked: ReminderWanted) -> list[DueItem]:
    """Those that are owed on that day. Refused(step_before): nobody is reminded before the start."""
    begun = [item for item in items if item.obligation.start <= on]
    if not begun and items:
        first = min((item.obligation for item in items), key=lambda obligation: obligation.start)
        what = f"{first.who}的{first.what}"
        facts = {"what": what, "when": first.start.isoformat(), "mode": LETTERS[asked.tier]}
        raise Refused(FieldError("--on", "step_before", facts))
    return begun


def _has_tier(item: DueItem, on: date, tier: int, calendar: Calendar) -> bool:
    """A short date has no mild tier; once it is over, the letter is owed for any."""
    if on > item.owed.due:
        return tier == LAST
    return tier in dict(rungs(item.obligation.start, item.obligation.due, calendar))


def _named(case: CaseFile, items: Sequence[DueItem], id: str) -> DueItem:
    chosen = next((item for item in items if item.obligation.id == id), None)
    if chosen is not None:
        return chosen
    obligation = case.obligation(id)
    if obligation is None:
        raise Refused(FieldError("--obligation", "obligation_unknown", _facts(case)))
    code = "owed_by_centre" if obligation.binds else "obligation_over"
    raise Refused(FieldError("--obligation", code, {"unit": obligation.who, "what": obligation.what}))


def _why_nothing(case: CaseFile) -> str:
    if case.binding:
        return "owed_by_centre"
    return "nothing_due" if case.is_open else "matter_not_open"


def _facts(case: CaseFile) -> dict[str, Any]:
    return {
        "number": case.matter.number,
        "status": case.status,
        "unit": "、".join(dict.fromkeys(obligation.who for obligation in case.binding)),
        "what": "、".join(dict.fromkeys(obligation.what for obligation in case.binding)),
    }


def _of_unit(writes: Writes, items: Sequence[DueItem], unit: str) -> list[DueItem]:
    problems = Problems()
    name = known_unit(unit, writes.find(Unit, disabled=False), "--unit", problems)
    if problems.errors:
        raise Refused(*problems.errors)
    chosen = [item for item in items if item.unit == name]
    if not chosen:
        raise Refused(FieldError("--unit", "unit_owes_nothing", {"unit": name}))
    return chosen


def _ask_again(items: Sequence[DueItem], asked: ReminderWanted) -> None:
    """A second reminder of the same tier for the same date is asked first."""
    if AGAIN in asked.confirm:
        return
    earlier = [(item, row) for item in items if (row := item.of_tier(asked.tier)) and row.went_out]
    if earlier:
        item, row = earlier[0]
        facts = {"unit": item.unit, "tier": asked.tier, "date": row.at.date().isoformat()}
        raise Refused(FieldError("--tier", AGAIN, facts))


def _reminder(
    desk: Desk, case: CaseFile, item: DueItem, asked: ReminderWanted, document_id: str | None
) -> Reminder:
    from_rank, to_rank = RANKS[asked.tier]
    return Reminder(
        id=new_id(),
        matter_id=case.matter.id,
        duty_id=item.obligation.id,
        unit=item.unit,
        tier=asked.tier,
        due=item.owed.due,
        from_rank=from_rank,
        to_rank=to_rank,
        document_id=document_id,
        at=desk.clock.now(),
        by=desk.staff.login,
        reason=asked.reason,
    )


def _leave_out(
    writes: Writes, desk: Desk, case: CaseFile, item: DueItem, asked: ReminderWanted
) -> tuple[Reminder, None]:
    reminder = _reminder(desk, case, item, asked, None)
    writes.add(reminder)
    return reminder, None


def _draw_up(
    writes: Writes, desk: Desk, case: CaseFile, item: DueItem, asked: ReminderWanted
) -> tuple[Reminder, Document]:
    kind = LETTERS[asked.tier]
    now = desk.clock.now()
    number = number_document(writes, desk, kind, now.date())
    reminder = _reminder(desk, case, item, asked, new_id())
    visit = case.newest_visit or case.taken_back[-1]
    dossier = letter_dossier(desk, writes, case, visit, Asked(reminder, item.obligation), number)
    document = draw_up(
        desk,
        writes,
        kind,
        dossier,
        id=reminder.document_id,
        at=now,
        matter_id=case.matter.id,
        unit=item.unit,
    )
    writes.add(reminder, document)
    return reminder, document
