"""Reads the work that waits for the signed-in person today, and the hall's figures of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.desk import Desk
from app.domain.case.names import BINDING
from app.domain.case.tiles import REMIND
from app.domain.dates.derivation import Derivation
from app.domain.hall import GONE, TALKS, WAITS
from app.domain.paging import Order, PageAsked
from app.domain.roles import SUPERVISOR
from app.domain.rows.centre import Staff
from app.domain.rows.clashes import OPEN, Conflict
from app.domain.rows.desk import Draft
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.approvals.decide_request import open_requests
from app.services.approvals.read_answers import RequestAnswered, answers_to
from app.services.case.case_door import case_of_request
from app.services.case.lookups import read_calendar
from app.services.desk.keep_backups import OVERDUE_DAYS, Backups, backups_of
from app.services.desk.keep_draft import list_drafts
from app.services.desk.owned_cases import OwnedCases, owned_cases
from app.services.desk.watch_clock import clock_trouble
from app.services.printing.print_queue import UnseenPaper, unconfirmed_papers
from app.services.printing.slips_owed import SlipOwed, slips_owed
from app.services.reference.read_tables import DayTables, read_day_tables
from app.services.supervision.due_matters import DueItem, DueList, due_matters
from app.services.supervision.list_ledger import list_ledger
from app.services.visits.list_hall import HallVisit, list_hall

MOST = 40
"""Of overdue and of due dates no more are read, the earliest first: no other case is opened for the page."""
REMINDED = 4
"""Reminders that stand on the start page: the ledger has all of them."""
WEEKS = 4
"""Earlier days of the same weekday that a day is held against; fewer than these and there is no mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueToday:
    """A date that has come or has passed."""

    number: str
    claim: str | None
    """None where the content is not for who sits at the desk."""
    unit: str | None
    what: str
    kind: str
    due: date
    days_left: int
    counted: Derivation | None = None
    """How the date is counted; None where the content is not for who sits at the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedToSign:
    """An act that waits for a leader's signature."""

    number: str
    mode: str
    by: str
    """Name of who asks."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDay:
    """Who came today, who still waits, and at which hours."""

    batches: int = 0
    people: int = 0
    waiting: int = 0
    talking: int = 0
    """Batches in an interview."""
    gone: int = 0
    """Batches that have left, or that a reception or a step has taken up; with the other two all of them."""
    longest: int = 0
    """Minutes that the first in the line has waited."""
    hours: Mapping[int, int] = field(default_factory=dict)
    """Batches by the hour of arrival."""
    usual: Mapping[int, float] = field(default_factory=dict)
    """The mean of the last four same weekdays; empty while there are not four with visits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything on the start page that the store knows."""

    now: datetime
    tables: DayTables
    due: tuple[DueToday, ...] = ()
    requests: tuple[AskedToSign, ...] = ()
    answers: tuple[RequestAnswered, ...] = ()
    """What became of requests of who sits at the desk."""
    owned: OwnedCases = field(default_factory=OwnedCases)
    """Cases of who sits at the desk that nobody has gone on with."""
    waiting: tuple[HallVisit, ...] = ()
    slips: tuple[UnseenPaper, ...] = ()
    owed: tuple[SlipOwed, ...] = ()
    drafts: tuple[Draft, ...] = ()
    conflicts: int = 0
    hall: HallDay = HallDay()
    next_due: DueToday | None = None
    """The nearest date to come, where none has come yet."""
    next_works: bool = True
    """Whether that date is a working day."""
    reminders: tuple[DueToday, ...] = ()
    """What a 督办 reminds of today, the nearest date first."""
    backup_at: datetime | None = None
    """When this desk was backed up last."""
    backup_missing: str | None = None
    """Why the desk's backup needs somebody: there is none, or the last one is too old."""
    clock: str = ""
    """The sentence for a clock of this machine that stands before what was recorded already."""
    first_day: bool = False
    """No visit has ever been registered here."""


def read_today(desk: Desk) -> Today:
    """As far as the roles reach; on a thread."""
    now = desk.clock.now()
    tables = read_day_tables(desk)
    dates = _due(due_matters(desk, ahead=0, most=MOST)) if desk.may("due") else []
    coming = _due(due_matters(desk, most=1)) if desk.may("due") and not dates else []
    hall = list_hall(desk) if desk.may("show") else []
    with desk.records.reading() as reads:
        next_works = read_calendar(reads).is_workday(coming[0].due) if coming else True
        requests = _requests(reads, desk.staff.login) if desk.may("approve") else ()
        answers = answers_to(desk, reads) if desk.may("amend") else ()
        owned = owned_cases(desk, reads) if desk.may("show") else OwnedCases()
        conflicts = reads.count(Conflict, state=OPEN) if desk.may("conflicts") else 0
        backups = backups_of(reads, desk.settings)
        usual = _usual(reads, now) if desk.may("show") else {}
        first = desk.may("show") and not reads.find(Visit, limit=1)
    return Today(
        now=now,
        tables=tables,
        due=tuple(dates),
        requests=requests,
        answers=answers,
        owned=owned,
        waiting=tuple(visit for visit in hall if visit.waits),
        slips=tuple(unconfirmed_papers(desk)) if desk.may("print") else (),
        owed=tuple(slips_owed(desk)) if desk.may("print") else (),
        drafts=tuple(list_drafts(desk)) if desk.may("draft") else (),
        conflicts=conflicts,
        hall=_hall_day(hall, now, usual),
        next_due=coming[0] if coming else None,
        next_works=next_works,
        reminders=_reminders(desk) if SUPERVISOR in desk.staff.roles else (),
        backup_at=backups.last.at if backups.last else None,
        backup_missing=_backup_missing(desk, backups, now),
        clock=clock_trouble(desk) or "",
        first_day=first,
    )


def _due(due: DueList) -> list[DueToday]:
    """The dates that have come, what is withheld without its content, the most harmful first."""
    lines = [_line(item, True) for item in due.items] + [_line(item, False) for item in due.withheld]
    return sorted(lines, key=_harm)


def _line(item: DueItem, readable: bool) -> DueToday:
    return DueToday(
        number=item.matter.number,
        claim=item.matter.claim or "没有写诉求" if readable else None,
        unit=item.unit if readable else None,
        what=item.what,
        kind=item.kind,
        due=item.owed.due,
        days_left=item.owed.days_left,
        counted=item.obligation.counted if readable else None,
    )


def _reminders(desk: Desk) -> tuple[DueToday, ...]:
    """The first cases of the ledger's tile 今天要催, each by its next date."""
    block = list_ledger(desk, REMIND, PageAsked(Order("due"), most=REMINDED))
    return tuple(
        DueToday(
            number=row.number, claim=None if row.withheld else row.claim or "没有写诉求",
            unit=row.next.who or None, what=row.next.what, kind=row.next.kind, due=row.next.due,
            days_left=row.days_left or 0, counted=None if row.withheld else row.next.counted,
        )
        for row in block.rows
        if row.next is not None
    )  # fmt: skip


def _harm(line: DueToday) -> tuple[bool, date, str]:
    return line.kind not in BINDING, line.due, line.number


def _requests(reads: Reads, login: str) -> tuple[AskedToSign, ...]:
    """What others sent: nobody signs his own."""
    open_rows = [row for row in open_requests(reads) if row.by != login]
    cases = {row.id: case_of_request(reads, row) for row in open_rows}
    names = {row.login: row.name for row in reads.among(Staff, "login", {row.by for row in open_rows})}
    return tuple(
        AskedToSign(number=case.matter.number, mode=row.mode, by=names.get(row.by, row.by), at=row.at)
        for row in open_rows
        if (case := cases[row.id]) is not None
    )


def _backup_missing(desk: Desk, backups: Backups, now: datetime) -> str | None:
    """For who makes backups; for everybody where a plan of backups has not been kept."""
    days = backups.days(now.date())
    if days is None:
        return "还没有备份过" if desk.may("backup") or backups.place else None
    late = days > max(OVERDUE_DAYS, backups.every)
    return f"{days} 天没有备份" if late and (desk.may("backup") or backups.place) else None


def _hall_day(visits: Sequence[HallVisit], now: datetime, usual: Mapping[int, float]) -> HallDay:
    where = Counter(visit.state.where for visit in visits)
    first = min((visit.arrived_at for visit in visits if visit.waits), default=now)
    return HallDay(
        batches=len(visits),
        people=sum(visit.headcount for visit in visits),
        waiting=where[WAITS],
        talking=where[TALKS],
        gone=where[GONE],
        longest=max(0, int((now - first).total_seconds() // 60)),
        hours=Counter(visit.arrived_at.astimezone(now.tzinfo).hour for visit in visits),
        usual=usual,
    )


def _usual(reads: Reads, now: datetime) -> dict[int, float]:
    """Batches by hour, the mean of the last four same weekdays; empty where one of them had no visit."""
    earlier = [reads.hall_visits((now - timedelta(weeks=week)).date()) for week in range(1, WEEKS + 1)]
    if not all(earlier):
        return {}
    hours = Counter(visit.arrived_at.astimezone(now.tzinfo).hour for visits in earlier for visit in visits)
    return {hour: count / WEEKS for hour, count in hours.items()}
