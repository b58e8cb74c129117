"""Note an incident (现场情况); a grave and urgent one makes its report and its warning at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.desk import Desk
from app.domain.case.accused import accused_one
from app.domain.case.casefile import CaseFile
from app.domain.case.superiors import superiors
from app.domain.entry import Problems
from app.domain.incident_entry import IncidentEntry, check_incident
from app.domain.papers.alert_sheet import ADDRESSEES, PUSHED_TO
from app.domain.papers.alert_sheet import KIND as ALERT
from app.domain.papers.dossier import Dossier, letterhead
from app.domain.papers.information_report import KEPT_BACK
from app.domain.papers.information_report import KIND as REPORT
from app.domain.papers.kinds import build
from app.domain.papers.say import moment
from app.domain.rows.base import new_id
from app.domain.rows.case import Incident
from app.domain.rows.centre import Unit
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import Refused
from app.events import IncidentNoted
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.case_pages import incident_page
from app.services.handling.step_subject import ActSubject, act_subject
from app.services.papers.asked_papers import NOT_OF_A_PAPER
from app.services.papers.number_document import number_document
from app.services.papers.paper_subject import BASIS
from app.services.papers.step_papers import step_dossier


@dataclass(frozen=True, slots=True)
class IncidentKept:
    """An incident that is kept, with the papers that it made."""

    incident: Incident
    matter: str | None
    """Number of its case."""
    documents: tuple[Document, ...] = ()

    def as_json(self) -> dict[str, Any]:
        alerts = [one for one in self.documents if one.kind == ALERT]
        return {
            "incident": incident_page(self.incident),
            "matter": self.matter,
            "documents": [{"kind": one.kind, "number": one.number} for one in self.documents],
            "alert": {"number": alerts[0].number, "to": alerts[0].content[ADDRESSEES]} if alerts else None,
        }


def note_incident(desk: Desk, entry: IncidentEntry) -> IncidentKept:
    """Keep an incident of a case, or of nobody's; with ``grave`` also 信访信息专报 and 预警单 (条例第25条).

    Refused: required, not_a_choice, not_found, visit_voided, matter_or_visit, alert_needs_grave,
    alert_to_accused. NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("incident")
    checked = check_incident(entry).or_refuse()

    def work(writes: Writes) -> IncidentKept:
        number = checked.number
        subject = (
            act_subject(desk, writes, number, "visit" if checked.visit else "matter") if number else None
        )
        if subject is not None:
            _require_addressees(writes, checked, subject.case)
        incident = _incident(desk, checked, subject)
        documents = tuple(_papers(writes, desk, checked, incident, subject)) if checked.grave else ()
        writes.add(incident, *documents)
        about = subject.case.matter.number if subject else None
        writes.audit(desk.staff.login, "现场情况", about, purpose="重大紧急" if checked.grave else None)
        return IncidentKept(incident, about, documents)

    kept = desk.records.write(work)
    desk.announce(IncidentNoted(kept.incident.id, kept.incident.matter_id))
    return kept


def _incident(desk: Desk, entry: IncidentEntry, subject: ActSubject | None) -> Incident:
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
    if problems.found:
        raise Refused(*problems.found)


def _papers(
    writes: Writes, desk: Desk, entry: IncidentEntry, incident: Incident, subject: ActSubject | None
) -> Iterator[Document]:
    """The report and the warning; of a guarded case they say no more than that something has happened."""
    case = subject.case if subject else None
    visit = (subject.visit or subject.case.newest_visit) if subject else None
    told = {
        "kinds": list(incident.kinds),
        "at": moment(incident.at),
        "who": incident.who,
        "what": incident.what,
        "measures": incident.measures,
        "police": incident.police,
        "level": entry.level,
        "advice": entry.advice,
    }
    guarded = case is not None and case.guarded
    warned = {
        "level": entry.level,
        "text": KEPT_BACK if guarded else f"{'、'.join(incident.kinds)}：{incident.what}",
        "advice": None if guarded else entry.advice,
        "to": list(entry.to) or list(PUSHED_TO[:1] if guarded else PUSHED_TO),
    }
    for kind, detail in ((REPORT, told), (ALERT, warned)):
        number = number_document(writes, desk, kind, incident.noted_at.date())
        dossier = replace(_dossier(writes, desk, case, visit, number), at=incident.noted_at, detail=detail)
        yield Document(
            id=new_id(),
            kind=kind,
            number=number,
            matter_id=incident.matter_id,
            visit_id=visit.id if visit else None,
            content=build(kind, letterhead(desk.place.centre, desk.settings), dossier)
            | {BASIS: NOT_OF_A_PAPER},
            at=incident.noted_at,
            by=desk.staff.login,
        )


def _dossier(reads: Reads, desk: Desk, case: CaseFile | None, visit: Visit | None, number: str) -> Dossier:
    if case is None or visit is None:
        return Dossier(at=desk.clock.now(), number=number, desk=desk.place.letter, clerk=desk.staff.name)
    return step_dossier(reads, desk, case, visit, None, number)
