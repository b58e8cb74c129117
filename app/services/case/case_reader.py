"""The one door to a case: gathers its facts from the store and reads them (app.domain.case)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import home_at
from app.domain.case.facts import CaseFacts, Hearing, Paper, Rules, Visitor
from app.domain.case.reading import read_case
from app.domain.dates.calendar import from_rows
from app.domain.dates.limits import Limits
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
from app.domain.rows.visits import Amendment, Attendance, Person, Visit, Void
from app.ports.records import Reads
from app.services.case.fact_homes import Homes, grouped
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
    """Reads cases within one snapshot of the store; calendar, limits and units are read once.

    ``people``: False where thousands of cases are read and none of their visitors is named: the cache
    (db/cases) and what falls due; of 1,000 cases they take a sixth of the time.
    """

    def __init__(self, reads: Reads, *, people: bool = True) -> None:
        self._reads, self._people = reads, people

    @cached_property
    def rules(self) -> Rules:
        """The calendar, the limits in force and the bureau's name."""
        settings = Settings.of_rows(self._reads.find(Setting))
        units = tuple(self._reads.find(Unit, disabled=False))
        bureaus = [row.name for row in units if row.kind == BUREAU_KIND]
        rules = Rules(
            calendar=from_rows(self._reads.find(Holiday)),
            limits=Limits.of(settings),
            units=units,
            review_unused=settings["复查期满不再受理"],
        )
        return replace(rules, bureau=bureaus[0]) if bureaus else rules

    def case(self, matter_id: str) -> CaseFile:
        """The case of a matter. LookupError if there is none."""
        cases = self.cases([matter_id])
        if matter_id not in cases:
            raise LookupError(f"no matter {matter_id}")
        return cases[matter_id]

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
        gathered = gather(self._reads, matter_ids, people=self._people)
        return {facts.matter.id: read_case(facts, self.rules) for facts in gathered}


class FactRows(Protocol):
    """Where the facts of cases lie: a desk's store, or the rows of a hub."""

    def among(self, kind: type[R], column: str, values: Iterable[str]) -> list[R]: ...

    def papers_of(
        self, matter_ids: Collection[str], reception_ids: Collection[str]
    ) -> list[tuple[str | None, Paper]]: ...

    def identified(self, visit_ids: Collection[str]) -> frozenset[str]: ...


def gather(reads: FactRows, matter_ids: Iterable[str], *, people: bool = True) -> list[CaseFacts]:
    """The facts of each of these matters; facts of a moved visit go with the visit."""
    wanted = list(dict.fromkeys(matter_ids))
    homes = Homes.of(reads, wanted)
    rows: dict[str, list[Any]] = {
        name: reads.among(kind, "matter_id", homes.sources) for name, kind in _OF_MATTER.items()
    }
    receptions = sorted({step.reception_id for step in rows["steps"] if step.reception_id})
    drawn_up = reads.papers_of(homes.sources, receptions)
    homes.learn(rows["steps"], rows["duties"], rows["requests"], rows["replies"], rows["reminders"], drawn_up)
    sorted_rows = {name: homes.by_matter(of_kind) for name, of_kind in rows.items()}
    sorted_rows["receipts"] = homes.receipts_by_matter(rows["receipts"], rows["steps"])
    visit_ids = [visit.id for visit in homes.visits]
    voids = grouped(reads.among(Void, "visit_id", visit_ids), lambda row: homes.of_visit[row.visit_id])
    identified = reads.identified(visit_ids)
    papers = _papers(drawn_up, homes, sorted_rows["steps"])
    came = grouped(_visitors(reads, visit_ids if people else ()), lambda row: homes.of_visit[row.visit_id])
    hearings = grouped(_hearings(reads, visit_ids), lambda row: homes.of_visit[row.visit_id])
    matters = {row.id: row for row in reads.among(Matter, "id", [*wanted, *homes.merged.values()])}
    visits_of = grouped(homes.visits, lambda visit: homes.of_visit[visit.id])
    gathered = []
    for id in wanted:
        matter = matters.get(id)
        if matter is None:
            continue
        visits = visits_of.get(id, [])
        merged = matters.get(homes.merged.get(id, ""))
        facts: dict[str, Any] = {name: tuple(of.get(id, ())) for name, of in sorted_rows.items()}
        facts["amendments"] = homes.amendments_of(id, visits, rows["amendments"])
        gathered.append(
            CaseFacts(
                matter=matter,
                visits=tuple(visits),
                voids=tuple(voids.get(id, ())),
                identified=frozenset(visit.id for visit in visits if visit.id in identified),
                people=tuple(came.get(id, ())),
                moves=homes.moves_of(id, visits),
                merged_into=merged.number if merged else None,
                papers=tuple(papers.get(id, ())),
                hearings=tuple(hearings.get(id, ())),
                **facts,
            )
        )
    return gathered


def _papers(
    drawn_up: Iterable[tuple[str | None, Paper]], homes: Homes, steps: Mapping[str, Sequence[Any]]
) -> dict[str, list[Paper]]:
    """Papers by matter; those of a reception with each matter that was heard in it."""
    receptions: dict[str, set[str]] = defaultdict(set)
    for id, of_matter in steps.items():
        for step in of_matter:
            if step.reception_id:
                receptions[step.reception_id].add(id)
    papers: dict[str, list[Paper]] = defaultdict(list)
    for matter_id, paper in drawn_up:
        home = homes.home_of_paper(matter_id, paper)
        for id in [home] if home else receptions[paper.reception_id or ""]:
            papers[id].append(paper)
    return papers


def _visitors(reads: FactRows, visit_ids: Sequence[str]) -> list[Visitor]:
    """Who came with these visits; who is named and not here is left out."""
    seats = reads.among(Attendance, "visit_id", visit_ids)
    people = {person.id: person for person in reads.among(Person, "id", {seat.person_id for seat in seats})}
    return [Visitor(seat, people[seat.person_id]) for seat in seats if seat.person_id in people]


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
