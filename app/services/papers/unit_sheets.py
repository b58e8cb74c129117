"""Gathers what a 交办单 of a reception may speak of when it is drawn up again: duties, who was heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import home_at
from app.domain.case.facts import Paper
from app.domain.case.names import DUTY
from app.domain.dates.derivation import Derivation
from app.domain.papers.dossier import Dossier, Heard
from app.domain.papers.names import DUTY_SHEET
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty, ReceivedVisit, Reception
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader
from app.services.papers.paper_subject import on_paper

_Line = tuple[str, str, date, bool]
"""A line of a reception as a sheet says it: its id, what is to be done, until when, whether 暂定."""


def is_unit_sheet(paper: Paper | Document) -> bool:
    """Whether a paper is the 交办单 of a reception, which lies with a unit."""
    return paper.kind == DUTY_SHEET and paper.reception_id is not None and paper.unit is not None


def cases_on_sheet(reads: Reads, document: Document) -> list[CaseFile]:
    """The cases that a 交办单 speaks of, wherever they are after joins and splits.

    Of one about a single matter the case that has it now, of a shared one every case that was heard.
    """
    reader = CaseReader(reads)
    heard = reads.find(ReceivedVisit, reception_id=document.reception_id)
    visits = reads.among(Visit, "id", [row.visit_id for row in heard])
    homes = dict.fromkeys(reader.matter_id_of(visit) for visit in visits)
    cases = list(reader.cases(homes).values())
    if document.matter_id is None:
        return cases
    return [case for case in cases if any(paper.id == document.id for paper in case.papers)]


def sheet_dossier(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> Dossier | None:
    """The reception, the unit's duties and who was heard with what; ``case`` as it is to be read.

    Of a sheet about a single matter the duties given for that one and its visits, whatever was joined to it.
    Where the visit that was heard was voided and its matter stands, it names another visit of the matter.
    None where nothing of the sheet is in the case.
    """
    document = reads.get(Document, paper.id)
    reception = reads.get(Reception, paper.reception_id or "")
    if document is None or reception is None:
        return None
    others = [other for other in cases_on_sheet(reads, document) if other.matter.id != case.matter.id]
    received = [row.visit_id for row in reads.find(ReceivedVisit, reception_id=reception.id)]
    cases = sorted([case, *others], key=lambda heard: _place(heard, received))
    counted = {
        owed.id: owed.counted for of_duty in cases for owed in of_duty.obligations if owed.what == DUTY
    }
    duties = [
        _as_owed(duty, counted.get(duty.id))
        for of_duty in cases
        if of_duty.visits
        for duty in of_duty.duties
        if (duty.reception_id, duty.unit) == (reception.id, paper.unit)
        and document.matter_id in (None, duty.matter_id)
    ]
    on_sheet = {duty.id for duty in duties}
    standing = {
        visit.id: on_paper(of_visit, visit)[1]
        for of_visit in cases
        if any(duty.id in on_sheet for duty in of_visit.duties)
        for visit in of_visit.visits
        if document.matter_id in (None, *(_matter_heard(visit, of_visit, duty) for duty in duties))
    }
    came = {visit.id: of_visit.people_of(visit.id) for of_visit in cases for visit in of_visit.visits}
    heard = [standing[id] for id in received if id in standing] or list(standing.values())[:1]
    if not heard or not duties:
        return None
    by_words = _by_words(duties)
    numbers: dict[str, list[str]] = {}
    for of_visit in cases:
        for visit in of_visit.visits:
            if visit.id in received:
                numbers.setdefault(_matter_heard(visit, of_visit, duties[0]), []).append(visit.number)
    return Dossier(
        at=paper.at,
        number=paper.number,
        matter=on_paper(case, heard[0])[0] if not others else None,
        visit=heard[0],
        desk=desk.place.letter,
        clerk=desk.staff.name,
        reception=reception,
        duties=tuple(same[0] for same in by_words.values()),
        duty_visits=_visits_by_duty(by_words, numbers),
        counted=counted,
        heard=tuple(Heard(visit, came[visit.id]) for visit in heard),
        unit=paper.unit,
    )


def _as_owed(duty: Duty, counted: Derivation | None) -> Duty:
    """The duty with the date by which it is owed, counted anew or corrected by rows of an earlier version."""
    return duty if counted is None else replace(duty, due=counted.due, provisional=counted.provisional)


def _by_words(duties: Iterable[Duty]) -> dict[_Line, list[Duty]]:
    """The duties by what the sheet says: a line given to several cases stands once.

    Where its date was corrected in one of them alone it stands with each date.
    """
    by_words: dict[_Line, list[Duty]] = {}
    for duty in duties:
        by_words.setdefault((duty.line_id, duty.duty, duty.due, duty.provisional), []).append(duty)
    return by_words


def _visits_by_duty(
    by_words: Mapping[_Line, Sequence[Duty]], heard: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """By duty on the sheet, the numbers of the visits it is about; empty where all duties are about all."""
    lines = [line for line, *_ in by_words]
    if len(set(lines)) == len(lines):
        return {}
    return {
        duties[0].id: tuple(number for duty in duties for number in heard.get(duty.matter_id, ()))
        for duties in by_words.values()
    }


def _place(case: CaseFile, received: Sequence[str]) -> int:
    """When a case was heard in its reception: the sheet names the cases in this order."""
    places = {visit_id: place for place, visit_id in enumerate(received)}
    return min((places[visit.id] for visit in case.visits if visit.id in places), default=len(received))


def _matter_heard(visit: Visit, case: CaseFile, duty: Duty) -> str:
    """The matter that a visit belonged to when a duty was given: later joins put no other on the sheet."""
    return home_at(visit, [move for move in case.moves if move.id < duty.id])
