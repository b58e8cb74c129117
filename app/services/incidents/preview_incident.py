"""Previews the note of an incident and the report it sends out; stores nothing."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.entries.incident_entry import IncidentEntry, check_incident
from app.domain.papers.information_report import KIND as REPORT
from app.errors import FieldError, Refused
from app.services.incidents.note_incident import incident_row, incident_subject
from app.services.papers.draw_up import BASIS
from app.services.papers.incident_papers import incident_paper
from app.services.papers.number_document import expected_number


@dataclass(frozen=True, slots=True)
class IncidentPreview:
    """Errors as they would be refused; the report's picture where it is grave."""

    errors: tuple[FieldError, ...] = ()
    picture: bytes | None = None


def preview_incident(desk: Desk, entry: IncidentEntry, *, picture: bool) -> IncidentPreview:
    """NotAllowed: role_missing, withheld, has_interest."""
    desk.require("incident")
    checked = check_incident(entry)
    if checked.errors or not (picture and checked.entry.grave):
        return IncidentPreview(checked.errors)
    with desk.records.reading() as reads:
        try:
            subject = incident_subject(desk, reads, checked.entry)
        except Refused as refused:
            return IncidentPreview(refused.errors)
        incident = incident_row(desk, checked.entry, subject)
        number = expected_number(reads, desk, REPORT, incident.noted_at.date())
        paper = incident_paper(reads, desk, checked.entry, incident, subject, REPORT, number)
    content = {key: value for key, value in paper.content.items() if key != BASIS}
    return IncidentPreview(picture=desk.papers.render(content, "a4", "png"))
