"""The answer of ``show`` as CLI.md has it: its keys, their order and their names are a contract."""

from __future__ import annotations

from typing import Any

from app.cli.shown_rows import (
    amendment_json,
    attachment_json,
    date_json,
    duty_json,
    notice_json,
    paper_json,
    person_json,
    print_json,
    rating_json,
    reception_json,
    reminder_json,
    request_json,
    step_json,
    taken_back_json,
    visit_json,
    visit_line_json,
)
from app.domain.case.secrecy import WITHHELD
from app.services.case.show_record import RecordShown
from app.services.case.shown import HeldReception, OwnVisit, ShownCase, ShownMatter
from app.services.incidents.incident_json import incident_json
from app.services.lists.list_json import entry_page


def show_json(shown: RecordShown) -> dict[str, Any]:
    """The one JSON object of a case, of a visit of one's own to a guarded case, or of a reception."""
    if isinstance(shown, HeldReception):
        return _reception(shown)
    if isinstance(shown, OwnVisit):
        return _own_visit(shown)
    return _case(shown)


def _case(shown: ShownCase) -> dict[str, Any]:
    visit = shown.visit
    return {
        "kind": "来访" if visit else "信访事项",
        **(visit_json(visit) if visit else {"number": shown.number}),
        "matter": _matter(shown.matter),
        "people": [person_json(person) for person in shown.people],
        "visits": [visit_line_json(line) for line in shown.visits],
        "steps": [step_json(step) for step in shown.steps],
        "receptions": [reception_json(reception) for reception in shown.receptions],
        "duties": [duty_json(duty) for duty in shown.duties],
        "notices": [notice_json(notice) for notice in shown.notices],
        "notices_complete": shown.notices_complete,
        "reminders": [reminder_json(reminder) for reminder in shown.reminders],
        "ratings": [rating_json(rating) for rating in shown.ratings],
        "documents": [{**paper_json(paper), "void": taken_back_json(paper.void)} for paper in shown.papers],
        "prints": [print_json(printing) for paper in shown.papers for printing in paper.prints],
        "obligations": [obligation.as_json() for obligation in shown.obligations],
        "rights": [right.as_json() for right in shown.rights],
        "pending": [request_json(request) for request in shown.pending],
        "lists": [{"kind": entry.kind, **entry_page(entry)} for entry in shown.lists],
        "attachments": [attachment_json(attachment) for attachment in shown.attachments],
        "incidents": [incident_json(incident) for incident in shown.incidents],
        "contradictions": [contradiction.as_json() for contradiction in shown.contradictions],
        "dates": [date_json(day) for day in shown.dates],
        "amendments": [amendment_json(amendment) for amendment in shown.amendments],
        "names": dict(shown.names),
        "places": dict(shown.places),
    }


def _own_visit(shown: OwnVisit) -> dict[str, Any]:
    return {
        "kind": "来访",
        **visit_json(shown.visit),
        "people": [person_json(person) for person in shown.people],
        "matter": {"name": WITHHELD, "withheld": True},
        "names": dict(shown.names),
    }


def _reception(shown: HeldReception) -> dict[str, Any]:
    return {
        "kind": "联合接访",
        **reception_json(shown.reception),
        "visits": [visit_line_json(line) for line in shown.visits],
        "documents": [paper_json(paper) for paper in shown.papers],
        "names": dict(shown.names),
    }


def _matter(shown: ShownMatter) -> dict[str, Any]:
    row = shown.row
    return {
        "number": row.number,
        "claim": row.claim,
        "facts": row.facts,
        "withheld": False,
        "purpose": row.purpose,
        "category": row.category,
        "place": row.place,
        "procedure": row.procedure,
        "confidential": row.confidential,
        "status": row.status,
        "unit": row.unit,
        "opened_at": row.opened_at,
        "due": row.due,
        "holders": [holder.as_json() for holder in shown.holders],
        "contradicted": shown.contradicted,
        "owner": shown.owner,
        "merged_into": shown.merged_into,
    }
