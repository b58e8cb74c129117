"""Note an incident (现场情况); a grave and urgent one makes its report and its warning at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.case.accused import accused_one
from app.domain.case.casefile import CaseFile
from app.domain.case.superiors import superiors
from app.domain.entries.entry import Problems
from app.domain.entries.incident_entry import IncidentEntry, check_incident
from app.domain.papers.alert_sheet import ADDRESSEES
from app.domain.papers.alert_sheet import KIND as ALERT
from app.domain.rows.base import new_id
from app.domain.rows.case import Incident
from app.domain.rows.centre import Unit
from app.domain.rows.papers import Document
from app.errors import Refused
from app.events import IncidentNoted
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.case_door import OpenCase
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.step_subject import act_subject
from app.services.incidents.incident_json import incident_json
from app.services.lists.list_alert import list_incident
from app.services.papers.incident_papers import GRAVE_PAPERS, incident_paper
from app.services.papers.number_document import number_document


@dataclass(frozen=True, slots=True)
class IncidentKept:
    """An incident that is kept, with the papers that it made."""

    incident: Incident
    matter: str | None
    """Number of its case."""
    documents: tuple[Document, ...] = ()

    def as_json(self) -> dict[str, Any]:
        alerts = [document for document in self.documents if document.kind == ALERT]
        return {
            "incident": incident_json(self.incident),
            "matter": self.matter,
            "documents": [{"kind": document.kind, "number": document.number} for document in self.documents],
            "alert": {"number": alerts[0].number, "to": alerts[0].content[ADDRESSEES]} if alerts else None,
        }


def note_incident(desk: Desk, entry: IncidentEntry, *, draft_id: str | None = None) -> IncidentKept:
    """Keep an incident of a case, or of nobody's; with ``grave`` also 信访信息专报 and 预警单 (条例第25条).

    ``draft_id``: the window's draft, which goes in the same transaction.

    Refused: required, not_a_choice, not_found, visit_voided, matter_or_visit, alert_needs_grave,
    alert_to_accused. NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("incident")
    checked = check_incident(entry).or_refuse()

    def work(writes: Writes) -> IncidentKept:
        subject = incident_subject(desk, writes, checked)
        incident = incident_row(desk, checked, subject)
        documents = tuple(_papers(writes, desk, checked, incident, subject)) if checked.grave else ()
        end_draft(writes, draft_id)
        writes.add(incident, *documents)
        if checked.grave and subject is not None:
            list_incident(writes, desk, subject.case, incident, checked.level)
        about = subject.case.matter.number if subject else None
        writes.audit(desk.staff.login, "现场情况", about, purpose="重大紧急" if checked.grave else None)
        return IncidentKept(incident, about, documents)

    kept = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    desk.announce(IncidentNoted(kept.incident.matter_id))
    return kept


def _papers(
    writes: Writes, desk: Desk, entry: IncidentEntry, incident: Incident, subject: OpenCase | None
) -> Iterator[Document]:
    day = incident.noted_at.date()
    for kind in GRAVE_PAPERS:
        number = number_document(writes, desk, kind, day)
        yield incident_paper(writes, desk, entry, incident, subject, kind, number)


def incident_subject(desk: Desk, reads: Reads, entry: IncidentEntry) -> OpenCase | None:
    """The case that an incident belongs to, fit for its addressees; None for nobody's.

    Refused: not_found, visit_voided, alert_to_accused. NotAllowed: withheld, has_interest.
    """
    if not entry.record:
        return None
    subject = act_subject(desk, reads, entry.record, entry.subject)
    _require_addressees(reads, entry, subject.case)
    return subject


def incident_row(desk: Desk, entry: IncidentEntry, subject: OpenCase | None) -> Incident:
    now = desk.clock.now()
    return Incident(
        id=new_id(),
        matter_id=subject.case.matter.id if subject else None,
        visit_id=subject.visit.id if subject and subject.visit else None,
        kinds=entry.kinds,
        who=entry.who,
        what=entry.what or "",
        measures=entry.measures or "",
        police=entry.police,
        grave=entry.grave,
        at=(entry.at or now).astimezone(CENTRE_TIME),
        noted_at=now,
        by=desk.staff.login,
    )


def _require_addressees(reads: Reads, entry: IncidentEntry, case: CaseFile) -> None:
    """A warning does not go to whom the case accuses (条例第30条第3款). Refused(alert_to_accused)."""
    problems, units = Problems(), tuple(reads.find(Unit, disabled=False))
    for n, whom in enumerate(entry.to):
        if case.guarded and accused_one(whom, case.accused, units, superiors(units)):
            problems.add(f"to[{n}]", "alert_to_accused", unit=whom)
    if problems.errors:
        raise Refused(*problems.errors)
