"""Finds each fact's matter after joins and splits: its visit's, or that of the fact it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import field

from app.domain.case.corrected import home_at
from app.domain.case.facts import Paper
from app.domain.case.modes import ROUTES
from app.domain.case.signing import OF_STEP
from app.domain.figures.indicators import UNIT_REPLY
from app.domain.rows.base import Row
from app.domain.rows.case import Receipt, Request, VisitMove
from app.domain.rows.matters import Reminder, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Visit, Void
from app.domain.value import Value

R = TypeVar("R", bound=Row)
T = TypeVar("T")
_ANSWERS = ("step_id", "request_id", "duty_id", "document_id")
"""Columns by which a fact names the one that it answers."""


class VisitRows(Protocol):
    """Where the rows of visits and their moves lie."""

    def among(self, kind: type[R], column: str, values: Iterable[str]) -> list[R]: ...


class Homes(Value, frozen=True):
    """Which matter each visit belongs to, after joins and splits."""

    sources: tuple[str, ...]
    """Matters whose rows are needed: the wanted ones and those that visits were moved from."""
    visits: tuple[Visit, ...]
    moves: tuple[VisitMove, ...] = ()
    of_visit: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    """Matter without visits of its own to the one that has them."""
    learned: dict[str, str] = field(default_factory=dict)
    """Home of each fact that others answer: visits, steps, duties, requests, papers."""

    @classmethod
    def of(cls, reads: VisitRows, wanted: Sequence[str]) -> Homes:
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
        by_visit = grouped(moves, lambda move: move.visit_id)
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
        return grouped(rows, self.home_of)

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
            if (self.learned.get(row.row_id) or self.home_of(row)) == matter_id
            or any(home_at(visit, self.moves, row.at) == row.row_id for visit in moved)
        )

    def home_of(self, row: Any) -> str:
        """The matter of a fact: its visit's, else of the fact it answers, else its own matter."""
        at_home = self.learned.get(row.id) or self.of_visit.get(getattr(row, "visit_id", None) or "")
        answered = (getattr(row, column, None) for column in _ANSWERS)
        known = (self.learned.get(id.partition(":")[0]) for id in answered if id)
        return at_home or next((home for home in known if home), None) or self._left(row.matter_id)

    def _left(self, matter_id: str) -> str:
        return self.merged.get(matter_id, matter_id)

    def learn(
        self,
        steps: Sequence[Step],
        duties: Sequence[Duty],
        requests: Sequence[Request],
        replies: Sequence[DutyReply],
        reminders: Sequence[Reminder],
        papers: Iterable[tuple[str | None, Paper]],
    ) -> None:
        """Find out where the facts are that others answer; nothing to do where no visit was moved.

        A duty goes with the 交办 of its reception to its unit, a request about a step with that step,
        a paper with the step that drew it up, the 交办单 of a reception with its unit's duty, a 催办单 or
        督办函 with the reminder, which goes with what it asks for.
        """
        if not self.moves:
            return
        homes = self.learned
        homes |= self.of_visit
        homes |= {row.id: self.home_of(row) for row in steps}
        homes |= {row.id: self._home_of_duty(row, steps) for row in duties}
        homes |= {
            row.id: homes.get(str(row.entry.get("step")) if row.act in OF_STEP else "") or self.home_of(row)
            for row in requests
        }
        replied = {(row.matter_id, row.at, row.by, row.text): self.home_of(row) for row in replies}
        for row in steps:
            if row.mode == UNIT_REPLY and (row.matter_id, row.at, row.by, row.reason or "") in replied:
                homes[row.id] = replied[row.matter_id, row.at, row.by, row.reason or ""]
        sent = {(row.reception_id, row.matter_id, row.unit): homes[row.id] for row in duties}
        asked = {row.document_id: self.home_of(row) for row in reminders if row.document_id}
        for matter_id, paper in papers:
            lies_with = (paper.reception_id or "", matter_id or "", paper.unit or "")
            letter = asked.get(paper.id) or asked.get(paper.replaces or "")
            if letter:
                asked[paper.id] = letter
            home = letter or sent.get(lies_with) or self.home_of_paper(matter_id, paper)
            if home:
                homes[paper.id] = home

    def _home_of_duty(self, duty: Duty, steps: Iterable[Step]) -> str:
        gave = [
            self.learned[step.id]
            for step in steps
            if (step.reception_id, step.matter_id, step.unit)
            == (duty.reception_id, duty.matter_id, duty.unit)
        ]
        own = self._left(duty.matter_id)
        return own if own in gave or not gave else gave[0]

    def home_of_paper(self, matter_id: str | None, paper: Paper) -> str | None:
        """With its step, its duty, else with its visit; None for one of a reception as a whole."""
        answered = (self.learned.get(id) for id in (paper.id, paper.step_id) if id)
        drawn_by = next((home for home in answered if home), None) or self.of_visit.get(paper.visit_id or "")
        return drawn_by or (self._left(matter_id) if matter_id else None)

    def receipts_by_matter(
        self, receipts: Iterable[Receipt], steps: Iterable[Step]
    ) -> dict[str, list[Receipt]]:
        """A unit received what was sent to it: its receipt counts wherever that step is now."""
        if not self.moves:
            return self.by_matter(receipts)
        sent = [step for step in steps if step.mode in ROUTES]
        by_home: dict[str, list[Receipt]] = defaultdict(list)
        for row in receipts:
            homes = {
                self.home_of(step)
                for step in sent
                if step.unit == row.unit and step.at <= row.at and row.matter_id in self._matters_of(step)
            }
            for home in homes or {self.home_of(row)}:
                by_home[home].append(row)
        return by_home

    def _matters_of(self, step: Step) -> set[str]:
        """Every matter that a step was in."""
        moves = [move for move in self.moves if move.visit_id == step.visit_id]
        return {
            step.matter_id,
            self.home_of(step),
            *(id for move in moves for id in (move.from_matter, move.matter_id)),
        }


def grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Rows by a key, in their order."""
    groups: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _move_order(move: VisitMove) -> tuple[Any, ...]:
    return move.at, move.by, move.id
