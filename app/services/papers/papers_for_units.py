"""Papers that are addressed to a unit: none goes to a unit that the case accuses (条例第30条第3款)."""

from __future__ import annotations

from app.domain.case.accused import accused_one
from app.domain.case.casefile import CaseFile
from app.domain.case.step_check import RULE_30
from app.domain.case.superiors import superiors
from app.domain.papers import names
from app.domain.rows.case import VisitMove
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import case_of
from app.services.papers.unit_sheets import cases_on_sheet, is_unit_sheet

ADDRESSED = frozenset({names.DUTY_SHEET, names.REMINDER, names.SUPERVISION, names.RETURN_LETTER})


def require_not_for_accused(reads: Reads, document: Document) -> None:
    """Refused(number, paper_to_accused): the case was made an accusation after the paper was drawn up."""
    if document.unit is None or document.kind not in ADDRESSED:
        return
    accused = {unit for case in _cases(reads, document) for unit in case.accused}
    if not accused:
        return
    units = tuple(reads.find(Unit))
    if accused_one(document.unit, accused, units, superiors(units)):
        facts = {"unit": document.unit, "kind": document.kind, "article": RULE_30}
        raise Refused(FieldError("number", "paper_to_accused", facts))


def _cases(reads: Reads, document: Document) -> list[CaseFile]:
    """The cases that a paper speaks of, wherever they are after joins and splits.

    Of a reception's those on the sheet; of another its matter and the visits that left it since.
    """
    on_sheet = cases_on_sheet(reads, document) if is_unit_sheet(document) else []
    if on_sheet or document.matter_id is None:
        return on_sheet
    left = reads.find(VisitMove, from_matter=document.matter_id)
    visits = reads.among(Visit, "id", {move.visit_id for move in left if move.id > document.id})
    matter = reads.get(Matter, document.matter_id)
    return [case_of(reads, record) for record in (matter, *visits) if record is not None]
