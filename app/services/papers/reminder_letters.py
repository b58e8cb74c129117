"""Gathers what a 催办单 or 督办函 may speak of when it is drawn up: the reminder, the date owed, who came."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import home_at
from app.domain.case.facts import Paper
from app.domain.case.obligations import Obligation
from app.domain.dates.ladder import CONTACTS
from app.domain.papers.dossier import Dossier
from app.domain.papers.names import REMINDER, SUPERVISION
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Reminder
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.papers.paper_subject import on_paper
from app.services.papers.step_papers import step_dossier


def is_reminder_letter(paper: Paper | Document) -> bool:
    """Whether a paper is a 催办单 or 督办函, which lies with a unit."""
    return paper.kind in (REMINDER, SUPERVISION) and paper.unit is not None


def reminder_dossier(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> Dossier | None:
    """The reminder with the date as it is owed in the case, and the visit that the letter was about.

    None where the case has no such reminder or nothing is owed for it any more (作废 with its step or its
    visit, or the purpose of the case was corrected).
    """
    reminder = _reminder_of(case, paper)
    owed = obligation_of(case, paper)
    visit = _visit_of(case, paper)
    if reminder is None or owed is None or visit is None:
        return None
    reminder = replace(reminder, due=owed.due)
    return replace(letter_dossier(desk, reads, case, visit, Asked(reminder, owed), paper.number), at=paper.at)


@dataclass(frozen=True, slots=True)
class Asked:
    """A reminder and the obligation that it is for."""

    reminder: Reminder
    obligation: Obligation


def letter_dossier(
    desk: Desk, reads: Reads, case: CaseFile, visit: Visit, asked: Asked, number: str
) -> Dossier:
    """What a letter to a unit about what it owes may speak of."""
    matter, visit = on_paper(case, visit)
    unit = asked.reminder.unit or asked.obligation.who
    return replace(
        step_dossier(reads, desk, case, visit, None, number),
        matter=matter,
        visit=visit,
        reminder=asked.reminder,
        unit=unit,
        obligation=asked.obligation,
        detail={"to": named_for(reads, unit, asked.reminder.tier)},
    )


def obligation_of(case: CaseFile, paper: Paper) -> Obligation | None:
    """What a reminder letter asks for; None where nobody owes it, or an earlier version did not note it."""
    reminder = _reminder_of(case, paper)
    return case.obligation(reminder.duty_id) if reminder is not None and reminder.duty_id else None


def is_over(case: CaseFile, paper: Paper) -> bool:
    """Whether a paper is a reminder letter for what was done or ended in its course: nobody works by it."""
    owed = obligation_of(case, paper) if is_reminder_letter(paper) else None
    return owed is not None and bool(case.visits) and not owed.running


def named_for(reads: Reads, unit: str, tier: int) -> dict[str, str] | None:
    """Name and phone of the person whom a unit names for the rank of a tier."""
    rows = reads.find(Unit, name=unit, limit=1)
    return rows[0].contacts.get(CONTACTS[tier]) if rows else None


def _reminder_of(case: CaseFile, paper: Paper) -> Reminder | None:
    """The reminder that drew up a letter or the one that the letter replaced."""
    papers = {row.id: row for row in case.papers}
    ids = [paper.id]
    while (row := papers.get(ids[-1])) is not None and row.replaces and row.replaces not in ids:
        ids.append(row.replaces)
    return next((row for row in case.reminders if row.document_id in ids), None)


def _visit_of(case: CaseFile, paper: Paper) -> Visit | None:
    """The newest visit that its matter had when the letter was drawn up; None where none stands."""
    reminder = _reminder_of(case, paper)
    before = [visit for visit in case.visits if visit.registered_at <= paper.at]
    of_matter = [
        visit
        for visit in before
        if reminder is not None and home_at(visit, case.moves, paper.at) == reminder.matter_id
    ]
    visits = of_matter or before or case.visits
    in_order = sorted(visits, key=lambda visit: (visit.arrived_at, visit.clerk, visit.id))
    return in_order[-1] if in_order else None
