"""Lists the demands of an earlier reception that have neither a duty nor an answer."""

from __future__ import annotations

from app.domain.case.modes import COORDINATING
from app.domain.entries.lines import ANSWER, DEMAND, DUTY
from app.domain.rows.matters import Step
from app.domain.rows.receptions import Line, Reception
from app.ports.records import Reads
from app.services.case.case_door import case_of_fact


def open_lines(reads: Reads, reception: Reception) -> list[Line]:
    """Its demands that no later duty or answer has taken up; all of them after 继续协调.

    Where several cases were heard, those of a case that goes on another day (a demand may name its cases).
    """
    lines = sorted(reads.find(Line, reception_id=reception.id), key=_position)
    demands = [line for line in lines if line.kind == DEMAND]
    steps = reads.find(Step, reception_id=reception.id, mode=COORDINATING)
    going_on = {step.visit_id for step in steps if _stands(reads, step)}
    return [
        line
        for line in demands
        if (going_on and (not line.cases or going_on & set(line.cases))) or not _was_taken_up(line, lines)
    ]


def _stands(reads: Reads, step: Step) -> bool:
    """Whether a step was not taken back, in the case that it belongs to now."""
    case = case_of_fact(reads, step.matter_id, step.visit_id)
    return case is not None and any(standing.id == step.id for standing in case.standing_steps)


def _was_taken_up(demand: Line, lines: list[Line]) -> bool:
    return any(line.kind in (DUTY, ANSWER) and line.position > demand.position for line in lines)


def _position(line: Line) -> int:
    return line.position
