"""The one door to a case: gathers its facts from the store and reads them (app.domain.case)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from app.domain.calendar import from_rows
from app.domain.case.casefile import CaseFile, read_case
from app.domain.case.corrected import home_at
from app.domain.case.facts import CaseFacts, Hearing, Paper, Rules
from app.domain.limits import Limits
from app.domain.rows.attachments import Attachment, Detachment
from app.domain.rows.base import Row
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
from app.domain.rows.centre import Holiday, Setting, Unit
from app.domain.rows.matters import Deadline, Matter, Notice, Rating, Reminder, Step
from app.domain.rows.receptions import Duty, DutyReply, ReceivedVisit, Reception
from app.domain.rows.visits import Amendment, Visit, Void
from app.ports.records import Reads
from app.settings import Settings

R = TypeVar("R", bound=Row)
T = TypeVar("T")
BUREAU_KIND = "信访部门"
_ENDED = "已结束"
_OF_MATTER: Mapping[str, type[Row]] = {
    "steps": Step,
    "terms": Deadline,
    "notices": Notice,
    "reminders": Reminder,
    "ratings": Rating,
    "duties": Duty,
    "replies": DutyReply,
    "amendments": Amendment,
    "requests": Request,
    "decisions": Decision,
    "withdrawals": Withdrawal,
    "receipts": Receipt,
    "deliveries": Delivery,
    "appointments": Appointment,
    "lists": ListFact,
    "attachments": Attachment,
    "detachments": Detachment,
    "incidents": Incident,
}
"""Kinds of facts that carry the matter's id, by their name in CaseFacts."""


class CaseReader:
    """Reads cases within one snapshot of the store; calendar, limits and units are read once."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    @cached_property
    def rules(self) -> Rules:
        """The calendar, the limits in force and the bureau's name."""
        settings = Settings.of_rows(self._reads.find(Setting))
        units = tuple(self._reads.find(Unit, disabled=False))
        bureaus = [row.name for row in units if row.kind == BUREAU_KIND]
        rules = Rules(calendar=from_rows(self._reads.find(Holiday)), limits=Limits.of(settings), units=units)
        return replace(rules, bureau=bureaus[0]) if bureaus else rules

    def case(self, matter_id: str) -> CaseFile:
        """The case of a matter. LookupError if there is none."""
        found = self.cases([matter_id])
        if matter_id not in found:
            raise LookupError(f"no matter {matter_id}")
        return found[matter_id]

    def case_of_visit(self, visit: Visit) -> CaseFile:
        """The case a visit belongs to now, after joins and splits."""
        return self.case(self.matter_id_of(visit))

    def matter_id_of(self, visit: Visit) -> str:
        """The matter a visit belongs to now."""
        return home_at(visit, self._reads.find(VisitMove, visit_id=visit.id))

    def facts(self, matter_id: str) -> CaseFacts:
        """The facts of a matter, to be read as they would be with others beside them. LookupError."""
        for facts in gather(self._reads, [matter_id]):
            return facts
        raise LookupError(f"no matter {matter_id}")

    def cases(self, matter_ids: Iterable[str]) -> dict[str, CaseFile]:
        """The cases of these matters by id; without those that are not in the store."""
        return {facts.matter.id: read_case(facts, self.rules) for facts in gather(self._reads, matter_ids)}


class FactRows(Protocol):
    """Where the facts of cases lie: a desk's store, or the rows of a hub."""

    def among(self, kind: type[R], column: str, values: Iterable[str]) -> list[R]: ...

    def papers_of(
        self, matter_ids: Collection[str], reception_ids: Collection[str]
    ) -> list[tuple[str | None, Paper]]: ...

    def identified(self, visit_ids: Collection[str]) -> frozenset[str]: ...


def gather(reads: FactRows, matter_ids: Iterable[str]) -> list[CaseFacts]:
    """The facts of each of these matters; facts of a moved visit go with the visit."""
    wanted = list(dict.fromkeys(matter_ids))
    homes = _Homes.of(reads, wanted)
    rows = {name: reads.among(kind, "matter_id", homes.sources) for name, kind in _OF_MATTER.items()}
    sorted_rows = {name: homes.by_matter(found) for name, found in rows.items()}
    visit_ids = [visit.id for visit in homes.visits]
    voids = _grouped(reads.among(Void, "visit_id", visit_ids), lambda row: homes.of_visit[row.visit_id])
    identified = reads.identified(visit_ids)
    papers = _papers(reads, homes, sorted_rows["steps"])
    hearings = _grouped(_hearings(reads, visit_ids), lambda row: homes.of_visit[row.visit_id])
    matters = {row.id: row for row in reads.among(Matter, "id", [*wanted, *homes.merged.values()])}
    visits_of = _grouped(homes.visits, lambda visit: homes.of_visit[visit.id])
    found = []
    for id in wanted:
        matter = matters.get(id)
        if matter is None:
            continue
        visits = visits_of.get(id, [])
        merged = matters.get(homes.merged.get(id, ""))
        facts: dict[str, Any] = {name: tuple(of.get(id, ())) for name, of in sorted_rows.items()}
        facts["amendments"] = homes.amendments_of(id, visits, rows["amendments"])
        found.append(
            CaseFacts(
                matter=matter,
                visits=tuple(visits),
                voids=tuple(voids.get(id, ())),
                identified=frozenset(visit.id for visit in visits if visit.id in identified),
                moves=homes.moves_of(id, visits),
                merged_into=merged.number if merged else None,
                papers=tuple(papers.get(id, ())),
                hearings=tuple(hearings.get(id, ())),
                **facts,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Homes:
    """Which matter each visit belongs to, after joins and splits."""

    sources: tuple[str, ...]
    """Matters whose rows are needed: the wanted ones and those that visits were moved from."""
    visits: tuple[Visit, ...]
    moves: tuple[VisitMove, ...] = ()
    of_visit: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    """Matter without visits of its own to the one that has them."""

    @classmethod
    def of(cls, reads: FactRows, wanted: Sequence[str]) -> _Homes:
        touching = [
            *reads.among(VisitMove, "matter_id", wanted),
            *reads.among(VisitMove, "from_matter", wanted),
        ]
        if not touching:
            visits = reads.among(Visit, "matter_id", wanted)
            return cls(tuple(wanted), tuple(visits), of_visit={row.id: row.matter_id for row in visits})
        moved = {move.visit_id for move in touching}
        moves = tuple(reads.among(VisitMove, "visit_id", moved))
        sources = dict.fromkeys([*wanted, *(move.from_matter for move in moves)])
        visits = reads.among(Visit, "matter_id", sources)
        by_visit = _grouped(moves, lambda move: move.visit_id)
        homes = {visit.id: home_at(visit, by_visit.get(visit.id, [])) for visit in visits}
        gone = {void.visit_id for void in reads.among(Void, "visit_id", homes)}
        standing = {home for id, home in homes.items() if id not in gone}
        merged = {}
        for source in sources:
            left = [
                move
                for move in moves
                if move.from_matter == source and homes.get(move.visit_id, source) != source
            ]
            if left and source not in standing:
                merged[source] = homes[max(left, key=_move_order).visit_id]
        return cls(tuple(sources), tuple(visits), moves, homes, merged)

    def by_matter(self, rows: Iterable[R]) -> dict[str, list[R]]:
        """Facts by the matter they belong to now: with their visit, else with all visits of their matter."""
        return _grouped(rows, self.home_of)

    def moves_of(self, matter_id: str, visits: Sequence[Visit]) -> tuple[VisitMove, ...]:
        """The moves in and out of a matter, and every earlier one of its visits."""
        own = {visit.id for visit in visits}
        return tuple(
            move
            for move in self.moves
            if move.visit_id in own or matter_id in (move.matter_id, move.from_matter)
        )

    def amendments_of(
        self, matter_id: str, visits: Sequence[Visit], amendments: Iterable[Any]
    ) -> tuple[Any, ...]:
        """The corrections of a matter and of its visits.

        A visit that came from elsewhere brings the corrections that its earlier matters got while it was
        there.
        """
        moved = [visit for visit in visits if any(move.visit_id == visit.id for move in self.moves)]
        return tuple(
            row
            for row in amendments
            if self.of_visit.get(row.row_id, self.home_of(row)) == matter_id
            or any(home_at(visit, self.moves, row.at) == row.row_id for visit in moved)
        )

    def home_of(self, row: Any) -> str:
        at_home = self.of_visit.get(getattr(row, "visit_id", None) or "")
        return at_home or self.merged.get(row.matter_id, row.matter_id)


def _move_order(move: VisitMove) -> tuple[Any, ...]:
    return move.at, move.by, move.id


def _papers(reads: FactRows, homes: _Homes, steps: Mapping[str, Sequence[Any]]) -> dict[str, list[Paper]]:
    """Papers by matter; those of a reception with each matter that was heard in it."""
    receptions: dict[str, set[str]] = defaultdict(set)
    for id, of_matter in steps.items():
        for step in of_matter:
            if step.reception_id:
                receptions[step.reception_id].add(id)
    papers: dict[str, list[Paper]] = defaultdict(list)
    for matter_id, paper in reads.papers_of(homes.sources, receptions):
        if paper.visit_id and paper.visit_id in homes.of_visit:
            papers[homes.of_visit[paper.visit_id]].append(paper)
        elif matter_id:
            papers[homes.merged.get(matter_id, matter_id)].append(paper)
        elif paper.reception_id:
            for id in receptions[paper.reception_id]:
                papers[id].append(paper)
    return papers


def _hearings(reads: FactRows, visit_ids: Sequence[str]) -> list[Hearing]:
    """The ended receptions in which these visits were heard."""
    received = reads.among(ReceivedVisit, "visit_id", visit_ids)
    ids = {row.reception_id for row in received}
    held = {row.id: row for row in reads.among(Reception, "id", ids) if row.status == _ENDED} if ids else {}
    return [
        Hearing(
            visit_id=row.visit_id,
            reception_id=row.reception_id,
            form=held[row.reception_id].form,
            leader=held[row.reception_id].leader,
        )
        for row in received
        if row.reception_id in held
    ]


def _grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
