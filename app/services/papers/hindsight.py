"""Reads a case without some of its corrections: fields, visits moved or voided, steps taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import read_value
from app.domain.case.facts import Paper
from app.domain.rows.base import Row
from app.domain.rows.case import VisitMove, Withdrawal
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment, Person, Visit, Void
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader
from app.services.case.supposed_reads import supposed_reads
from app.services.papers.paper_words import SeenCase

Change = Amendment | VisitMove | Void | Withdrawal
"""A fact that says of an earlier one that it was wrong."""
_CORRECTED = frozenset({Person.TABLE, Visit.TABLE, Matter.TABLE, Duty.TABLE})
"""Whose corrections papers say; a duty's date was corrected so by earlier versions."""


def changes_of(case: CaseFile) -> list[Change]:
    """Every correction of a case in the order of ids, which is that of time at one desk."""
    steps = {step.id for step in case.steps}
    changes: list[Change] = [row for row in case.amendments if row.table in _CORRECTED]
    changes += [*case.moves, *case.voids, *(row for row in case.withdrawals if row.step_id in steps)]
    return sorted(changes, key=lambda row: row.id)


def case_without(reads: Reads, case: CaseFile, paper: Paper, changes: Sequence[Change]) -> SeenCase:
    """The case that the paper was in, as it reads without these changes of ``case``.

    A field that was corrected later stays as that correction has it.
    """
    supposed = supposed_reads(reads, without=changes, instead=_as_before(case, changes))
    moves = [row for row in changes if isinstance(row, VisitMove)]
    ids = dict.fromkeys([case.matter.id, *(id for row in moves for id in (row.from_matter, row.matter_id))])
    cases = CaseReader(supposed).cases(ids)
    having = [seen for seen in cases.values() if any(row.id == paper.id for row in seen.papers)]
    return SeenCase(supposed, next(iter(having), cases[case.matter.id]))


def _as_before(case: CaseFile, changes: Sequence[Change]) -> Iterator[Row]:
    """The people and the matter with what stood in their rows before these corrections."""
    gone = {row.id for row in changes}
    kept = sorted((row for row in case.amendments if row.id not in gone), key=lambda row: row.id)
    standing = {(row.row_id, row.field): row.id for row in kept}
    undone: dict[str, dict[str, Any]] = {}
    for row in sorted(
        (row for row in changes if isinstance(row, Amendment)), key=lambda row: row.id, reverse=True
    ):
        if row.table in (Person.TABLE, Matter.TABLE) and standing.get((row.row_id, row.field), "") < row.id:
            undone.setdefault(row.row_id, {})[row.field] = _old(row)
    if case.matter.id in undone:
        yield replace(case.matter, **undone[case.matter.id])
    for person in {came.person.id: came.person for came in case.people}.values():
        if person.id in undone:
            yield replace(person, **undone[person.id])


def _old(row: Amendment) -> Any:
    if row.field == "birth":
        return date.fromisoformat(row.old) if row.old else None
    if row.field == "birth_year":
        return int(row.old) if row.old else None
    return read_value(row.field, row.old)
