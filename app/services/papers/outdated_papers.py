"""Says which papers of the visitor and of units a correction makes wrong or void, and which are out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.services.papers.paper_words import SeenCase, lies_with_unit, may_be_reissued, words_of
from app.services.papers.reminder_letters import is_over


@dataclass(frozen=True, slots=True)
class Outdating:
    """Cases before and after a change: one that is corrected, two between which a visit is moved."""

    before: Sequence[SeenCase]
    after: Sequence[SeenCase]

    def after_of(self, paper: Paper) -> SeenCase | None:
        """The case that has the paper after the change."""
        return next((seen for seen in self.after if paper.id in _ids(seen.case)), None)


@dataclass(frozen=True, slots=True)
class OutdatedPapers:
    """Papers in the hands of the visitor and of units that a change makes wrong."""

    replaced: tuple[Paper, ...] = ()
    """They get a successor that says what is right (换发)."""
    void: tuple[Paper, ...] = ()
    """They have none: what they are about is gone (作废)."""


def papers_out(case: CaseFile) -> tuple[Paper, ...]:
    """The papers in force that were put on paper or delivered, in order of number."""
    delivered = {row.document_id for row in case.deliveries}
    superseded = {paper.replaces for paper in case.papers}
    papers = [
        paper
        for paper in case.papers
        if (paper.printed or paper.id in delivered)
        and paper.id not in superseded
        and not (paper.step_id is not None and case.is_withdrawn(paper.step_id))
    ]
    return tuple(sorted(papers, key=lambda paper: (paper.at, paper.number, paper.id)))


def outdated_papers(desk: Desk, change: Outdating) -> OutdatedPapers:
    """The papers whose words are others after the change, and those that cannot be drawn up any more.

    Each is drawn up twice, from the cases before and after; what does not stand on a paper does not count.
    A 催办单 or 督办函 for what is done already is left alone: nobody works by it.
    """
    replaced: dict[str, Paper] = {}
    void: dict[str, Paper] = {}
    for seen in change.before:
        for paper in papers_out(seen.case):
            if not is_over(seen.case, paper) and says_otherwise(desk, seen, change.after_of(paper), paper):
                gone = cannot_be_drawn(desk, change.after_of(paper), paper)
                (void if gone else replaced)[paper.id] = paper
    return OutdatedPapers(tuple(replaced.values()), tuple(void.values()))


def outdated_approved(desk: Desk, before: SeenCase, after: SeenCase) -> tuple[Paper, ...]:
    """The papers of steps that a 带班领导 has signed whose words would be others, printed or not.

    What he signed is the paper as he saw it: another wording of it needs his signature again (CASE.md 3).
    """
    case = before.case
    signed = {step.id for step in case.standing_steps if step.approver is not None}
    superseded = {paper.replaces for paper in case.papers}
    return tuple(
        paper
        for paper in case.papers
        if paper.step_id in signed
        and paper.id not in superseded
        and says_otherwise(desk, before, after, paper)
    )


def says_otherwise(desk: Desk, before: SeenCase, after: SeenCase | None, paper: Paper) -> bool:
    """Whether a paper says something else when it is drawn up from the case after, or cannot be then."""
    if not may_be_reissued(paper):
        return False
    was = words_of(desk, before, paper)
    return was is not None and (after is None or was != words_of(desk, after, paper))


def cannot_be_drawn(desk: Desk, seen: SeenCase | None, paper: Paper) -> bool:
    """Whether nothing of what the paper is about is left in any case."""
    return seen is None or words_of(desk, seen, paper) is None


def paper_json(paper: Paper) -> dict[str, Any]:
    """A paper as lists of corrections name it; with its unit where it went to one."""
    return {"kind": paper.kind, "number": paper.number} | ({"unit": paper.unit} if paper.unit else {})


def with_units(papers: Iterable[Paper]) -> dict[str, tuple[str, ...]]:
    """By unit, the kinds of these papers that it holds."""
    held: dict[str, dict[str, None]] = {}
    for paper in papers:
        if paper.unit and lies_with_unit(paper):
            held.setdefault(paper.unit, {})[paper.kind] = None
    return {unit: tuple(kinds) for unit, kinds in held.items()}


def _ids(case: CaseFile) -> Collection[str]:
    return {paper.id for paper in case.papers}
