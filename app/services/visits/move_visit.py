"""Put a visit to another matter (join) or to one of its own (split); each undoes the other, for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain import numbers
from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.moved import Moved, hides, moved_dates
from app.domain.rows.base import new_id
from app.domain.rows.case import JOINED, SPLIT, VisitMove
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.events import VisitMoved
from app.ports.records import Reads, Writes
from app.services.case.case_door import OpenCase, act_on_case, require_no_interest, require_readable
from app.services.case.case_reader import CaseReader
from app.services.case.supposed_reads import supposed_reads
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.figures.reports_differing import reports_differing
from app.services.papers.listed_visits import reports_naming
from app.services.papers.outdated_papers import (
    OutdatedPapers,
    Outdating,
    outdated_papers,
    paper_json,
    papers_out,
)
from app.services.papers.paper_words import SeenCase
from app.services.visits.keep_guarded import keep_guarded

CLOSED_MATTER = "confirm_closed_matter"
"""The question whether a visit really belongs to a matter that is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWanted:
    """Which visit is moved, where to, and why."""

    visit: str
    matter: str = ""
    """Number of the matter it is joined to; empty for a split."""
    reason: str | None = None
    confirm: tuple[str, ...] = ()
    draft_id: str | None = None
    """The window's draft, which ends in the same transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPut:
    """A visit in its new matter, with what moved along."""

    visit: Visit
    act: str
    source: CaseFile
    """The matter it left, as it is without the visit."""
    target: CaseFile
    moved: tuple[Moved, ...]
    replaced: tuple[Paper, ...]
    void: tuple[Paper, ...] = ()
    """作废: what they are about is in none of the matters any more."""
    out: tuple[Paper, ...] = ()
    warnings: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "visit": self.visit.number,
            "act": self.act,
            "from": {"number": self.source.matter.number, "status": self.source.status},
            "matter": self.target.matter.number,
            "status": self.target.status,
            "due": self.target.due.isoformat() if self.target.due else None,
            "moved": [date.as_json() for date in self.moved],
            "replaced": [paper_json(paper) for paper in self.replaced],
            "void_papers": [paper_json(paper) for paper in self.void],
            "out": [paper_json(paper) for paper in self.out],
        }


def join_visit(desk: Desk, wanted: MoveWanted) -> VisitPut:
    """Put a visit to another matter; a matter left without visits is closed as 并入.

    Refused: not_found, visit_voided, join_same, join_guarded_open (an accusation into an open matter),
    join_taken_back, move_before, confirm_closed_matter. NotAllowed: role_missing, withheld, has_interest on
    either side.
    """
    desk.require("join")
    return _announced(desk, wanted, desk.records.write(lambda writes: _join(writes, desk, wanted)))


def split_visit(desk: Desk, wanted: MoveWanted) -> VisitPut:
    """Bring a joined visit back to its former matter; give another one a matter of its own.

    Refused: not_found, visit_voided, split_alone (it is the only visit), move_before.
    NotAllowed: role_missing, withheld, has_interest on either side.
    """
    desk.require("split")
    return _announced(desk, wanted, desk.records.write(lambda writes: _split(writes, desk, wanted)))


def _announced(desk: Desk, wanted: MoveWanted, done: VisitPut) -> VisitPut:
    announce_draft_ended(desk, wanted.draft_id)
    desk.announce(VisitMoved(done.visit.id, (done.source.matter.id, done.target.matter.id)))
    return done


def _join(writes: Writes, desk: Desk, wanted: MoveWanted) -> VisitPut:
    opened, visit = _standing(desk, writes, wanted.visit)
    target = act_on_case(desk, writes, wanted.matter, "matter").case
    source = opened.case
    if target.matter.id == source.matter.id:
        raise Refused(FieldError("matter", "join_same", {"number": target.matter.number}))
    if source.guarded and not target.guarded:
        raise Refused(FieldError("matter", "join_guarded_open", {"number": target.matter.number}))
    if target.status == names.TAKEN_BACK:
        raise Refused(FieldError("matter", "join_taken_back", {"number": target.matter.number}))
    if target.status in names.CLOSED and CLOSED_MATTER not in wanted.confirm:
        facts = {"number": target.matter.number, "status": target.status}
        raise Refused(FieldError("matter", CLOSED_MATTER, facts))
    return _Move(writes, desk, wanted, visit, source, target).put(JOINED)


def _split(writes: Writes, desk: Desk, wanted: MoveWanted) -> VisitPut:
    opened, visit = _standing(desk, writes, wanted.visit)
    source = opened.case
    joined_from = former_home(writes.find(VisitMove, visit_id=visit.id))
    if joined_from is not None:
        former = CaseReader(writes).case(joined_from)
        require_readable(desk, former)
        require_no_interest(desk, former)
        return _Move(writes, desk, wanted, visit, source, former).put(SPLIT)
    if len(source.visits) < 2:
        raise Refused(FieldError("visit", "split_alone", {"number": visit.number}))
    day, series = visit.arrived_at.date(), desk.records.series()
    serial = writes.serial(numbers.serial_key(numbers.MATTER, series, day))
    number = numbers.matter_number(desk.place.code, series, day, serial)
    matter = own_matter(visit, number, guarded=source.guarded)
    writes.add(matter)
    target = CaseReader(writes).case(matter.id)
    return _Move(writes, desk, wanted, visit, source, target).put(SPLIT)


def _standing(desk: Desk, reads: Reads, number: str) -> tuple[OpenCase, Visit]:
    opened = act_on_case(desk, reads, number, "visit")
    if opened.visit is None:
        raise Refused(FieldError("visit", "not_a_visit", {"number": opened.number}))
    if opened.is_voided:
        raise Refused(FieldError("visit", "visit_voided", {"number": opened.number}))
    return opened, opened.visit


def _last_move(reads: Reads, visit: Visit) -> VisitMove | None:
    moves = reads.find(VisitMove, visit_id=visit.id)
    return max(moves, key=lambda move: (move.at, move.by, move.id), default=None)


def former_home(moves: Iterable[VisitMove]) -> str | None:
    """The matter that a visit was joined from and not brought back to; None where no join is left to undo."""
    left: list[str] = []
    for move in sorted(moves, key=lambda move: (move.at, move.by, move.id)):
        if move.act == JOINED:
            left.append(move.from_matter)
        elif left and left[-1] == move.matter_id:
            left.pop()
        else:
            left.clear()
    return left[-1] if left else None


def reports_of_move(
    reads: Reads, visit: Visit, before: tuple[CaseFile, CaseFile], after: tuple[CaseFile, CaseFile]
) -> tuple[FieldError, ...]:
    """Warnings: the 日报 that named the visit, the reports in which a visit of both counts otherwise."""
    days = reports_naming(reads, [visit.number])
    return (
        *(FieldError("visit", "reported_day", {"day": day.isoformat()}) for day in days),
        *reports_differing(reads, before, after),
    )


def own_matter(visit: Visit, number: str, *, guarded: bool) -> Matter:
    """A matter as the visit tells it; split off from a guarded case it stays guarded."""
    return Matter(
        id=new_id(),
        number=number,
        claim=visit.claim,
        facts=visit.facts,
        purpose=visit.purpose,
        category=visit.category,
        place=visit.place,
        procedure=visit.procedure,
        confidential=visit.confidential or guarded,
        status=names.REGISTERED,
        opened_at=visit.arrived_at,
    )


@dataclass(frozen=True, slots=True)
class _Move:
    """One move in its transaction: the visit, the case it leaves and the case it goes to, as they were."""

    writes: Writes
    desk: Desk
    wanted: MoveWanted
    visit: Visit
    source: CaseFile
    target: CaseFile

    def put(self, act: str) -> VisitPut:
        writes, desk, visit = self.writes, self.desk, self.visit
        now, last = desk.clock.now(), _last_move(writes, visit)
        since = max(visit.arrived_at, last.at) if last else visit.arrived_at
        if now < since:
            raise Refused(FieldError("at", "move_before", {"when": f"{since:%Y-%m-%d %H:%M}"}))
        move = VisitMove(
            id=new_id(),
            visit_id=visit.id,
            from_matter=self.source.matter.id,
            matter_id=self.target.matter.id,
            act=act,
            reason=(self.wanted.reason or "").strip() or None,
            at=now,
            by=desk.staff.login,
        )
        writes.add(move)
        end_draft(writes, self.wanted.draft_id)
        keep_guarded(writes, desk, self.source)
        guarded = self.source.guarded or self.target.guarded
        why = None if guarded else move.reason
        writes.audit(desk.staff.login, act, visit.number, purpose=self._move_words(why))
        reader = CaseReader(writes)
        left, put = reader.case(self.source.matter.id), reader.case(self.target.matter.id)
        papers = self._outdated(move, left, put)
        return VisitPut(
            visit=next((candidate for candidate in put.visits if candidate.id == visit.id), visit),
            act=act,
            source=left,
            target=put,
            moved=(*moved_dates(self.source, left), *moved_dates(self.target, put)),
            replaced=papers.replaced,
            void=papers.void,
            out=tuple(
                paper
                for before, after in ((self.source, put), (self.target, put))
                if hides(before, after)
                for paper in papers_out(before)
            ),
            warnings=reports_of_move(writes, visit, (self.source, self.target), (left, put)),
        )

    def _move_words(self, reason: str | None) -> str:
        way = f"{self.source.matter.number} → {self.target.matter.number}"
        return f"{way}：{reason}" if reason else way

    def _outdated(self, move: VisitMove, left: CaseFile, put: CaseFile) -> OutdatedPapers:
        """Papers of both matters that say otherwise now, each by the one that has it."""
        before = supposed_reads(self.writes, without=(move,))
        change = Outdating(
            (SeenCase(before, self.source), SeenCase(before, self.target)),
            (SeenCase(self.writes, put), SeenCase(self.writes, left)),
        )
        return outdated_papers(self.desk, change)
