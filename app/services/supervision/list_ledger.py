"""督办台账: one row a case, what is owed next, by whom, how it was reminded and answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.desk import Desk
from app.domain.case.casefile import NO_FACT_OF_HANDLING, CaseFile
from app.domain.case.obligations import Obligation
from app.domain.case.secrecy import WITHHELD, may_read
from app.domain.case.tiles import Only
from app.domain.lists.entries import open_entry
from app.domain.lists.kinds import CHARGE
from app.domain.paging import Block, PageAsked
from app.domain.rows.matters import Reminder
from app.domain.text.pinyin import initials
from app.services.reference.read_tables import read_visit_tables
from app.services.supervision.due_matters import DueItem, Ladder

NOTHING_ASKED = Only()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happened: when, and in a few words what."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A case as the ledger shows it to the person at the desk."""

    matter_id: str
    number: str
    on: date
    withheld: bool
    """Guarded, and not for this person: nothing but number, date and status is there."""
    guarded: bool = False
    """检举控告 or confidential, whoever reads it: its content leaves the store in no file."""
    claim: str
    status: str
    next: Obligation | None
    """The binding obligation that falls due first."""
    others: tuple[Obligation, ...] = ()
    """What else runs, promises too."""
    items: tuple[DueItem, ...] = ()
    """What binds, with the reminder that is owed for each, the nearest first."""
    charged: bool = False
    """Whether a leader has it in charge (包案)."""
    by_bureau: bool = False
    """The bureau itself owes it: it is not reminded."""
    reminded: tuple[Moment, ...] = ()
    answer: Moment | None = None
    """The unit's last answer."""
    last: Moment | None = None
    """The last step."""
    pending: tuple[str, ...] = ()
    """Modes that wait for a signature."""
    contradicted: bool = False

    @property
    def reminding(self) -> DueItem | None:
        """What C reminds of: what is owed a reminder today, the most urgent first, else the next one."""
        owed = [item for item in self.items if item.is_owed]
        able = [item for item in self.items if item.owed.tier is not None]
        return next(iter((*owed, *able)), None)

    @property
    def days_left(self) -> int | None:
        """Days until the next date; negative once it is over."""
        return (self.next.due - self.on).days if self.next else None


def ledger_counts(desk: Desk) -> dict[str, int]:
    """How many cases each tile has today. NotAllowed: role_missing."""
    desk.require("due")
    with desk.records.reading() as reads:
        return reads.ledger_counts(desk.clock.now().date())


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What the ledger can be narrowed by: the tables in force, then what open cases name beside them.

    A case keeps the name it was written with: a category renamed or stopped since, a unit out of use, a
    division taken off the table.
    """

    units: tuple[tuple[str, str, str], ...]
    """Name, initials, short name."""
    whats: tuple[str, ...]
    """What is owed in open cases."""
    categories: tuple[str, ...]
    """First level."""
    places: tuple[tuple[str, str, str], ...]
    """Code, name, initials."""


def ledger_filters(desk: Desk) -> LedgerFilters:
    """What the filters of the ledger offer now. NotAllowed: role_missing."""
    desk.require("due")
    tables = read_visit_tables(desk)
    with desk.records.reading() as reads:
        named = reads.ledger_values()
    units = {row.name: (row.name, row.initials, row.short or "") for row in tables.units}
    units |= {name: (name, initials(name), "") for name in named["unit"] if name not in units}
    places = {row.code: (row.code, row.name, row.initials) for row in tables.divisions}
    places |= {code: (code, code, "") for code in named["place"] if code not in places}
    first = [row.path.split("/")[0] for row in tables.categories]
    return LedgerFilters(
        units=tuple(units.values()),
        whats=tuple(named["what"]),
        categories=tuple(dict.fromkeys([*first, *named["category"]])),
        places=tuple(places.values()),
    )


def list_ledger(desk: Desk, tile: str, asked: PageAsked, only: Only = NOTHING_ASKED) -> Block[LedgerRow]:
    """A block of a tile's cases, as narrowed. NotAllowed: role_missing. KeyError for an unknown sort key.

    A guarded case stands in the whole list as 保密事项; in a narrowed one for who may read it alone: the
    filter would say of it what it does not show (条例第30条第3款).
    """
    desk.require("due")
    on = desk.clock.now().date()
    reader = None if may_read(True, (), desk.staff.login, desk.staff.roles) else desk.staff.login
    with desk.records.reading() as reads:
        ids = reads.ledger_block(tile, on, asked, only, reader)
        ladder = Ladder(reads, desk)
        cases = ladder.reader.cases(ids.rows)
        rows = tuple(_row(desk, ladder, cases[id], on) for id in ids.rows if id in cases)
    return Block(rows, ids.first, ids.last, ids.ends, ids.total)


def _row(desk: Desk, ladder: Ladder, case: CaseFile, on: date) -> LedgerRow:
    items = tuple(item for item in ladder.items(case, on) if item.obligation.binds)
    following = items[0].obligation if items else None
    row = LedgerRow(
        matter_id=case.matter.id,
        number=case.matter.number,
        on=on,
        withheld=not case.may_be_read_by(desk.staff.login, desk.staff.roles),
        guarded=case.guarded,
        claim=case.matter.claim or "",
        status=case.status,
        next=following,
        others=tuple(obligation for obligation in case.in_sight if obligation is not following),
        by_bureau=following is not None and following.who == ladder.reader.rules.bureau,
        items=items,
        charged=open_entry(case.entries, CHARGE) is not None,
        reminded=tuple(_reminded(reminder) for reminder in case.reminders),
        answer=_answer(case),
        last=_last(case),
        pending=tuple(request.mode for request in case.pending),
        contradicted=case.contradicted,
    )
    return _without_content(row) if row.withheld else row


def _without_content(row: LedgerRow) -> LedgerRow:
    hidden = replace(row.next, who="", text=None) if row.next else None
    return replace(
        row,
        claim=WITHHELD,
        next=hidden,
        others=(),
        items=(),
        charged=False,
        reminded=(),
        answer=None,
        last=None,
        pending=(),
    )


def _reminded(reminder: Reminder) -> Moment:
    return Moment(at=reminder.at, text=f"{reminder.to_rank}，{reminder.unit or ''}".rstrip("，"))


def _answer(case: CaseFile) -> Moment | None:
    last = case.replies[-1] if case.replies else None
    return Moment(at=last.at, text=last.text) if last else None


def _last(case: CaseFile) -> Moment | None:
    steps = [step for step in case.standing_steps if step.mode not in NO_FACT_OF_HANDLING]
    if steps:
        last = steps[-1]
        return Moment(at=last.at, text=f"{last.mode}{last.unit or ''}")
    first = case.visits[0] if case.visits else None
    return Moment(at=first.arrived_at, text="登记") if first else None
