"""The papers of a grave and urgent incident: 信访信息专报 and 预警单 (条例第25条, 一单三推)."""

from __future__ import annotations

from dataclasses import replace

from app.desk import Desk
from app.domain.entries.incident_entry import IncidentEntry
from app.domain.papers.alert_sheet import KIND as ALERT
from app.domain.papers.alert_sheet import PUSHED_TO
from app.domain.papers.dossier import Dossier
from app.domain.papers.information_report import KEPT_BACK
from app.domain.papers.information_report import KIND as REPORT
from app.domain.papers.say import moment
from app.domain.rows.case import Incident
from app.domain.rows.papers import Document
from app.ports.records import Reads
from app.services.case.case_door import OpenCase
from app.services.papers.asked_papers import NOT_OF_A_PAPER
from app.services.papers.draw_up import draw_up
from app.services.papers.step_papers import step_dossier

GRAVE_PAPERS = (REPORT, ALERT)


def incident_paper(
    reads: Reads,
    desk: Desk,
    entry: IncidentEntry,
    incident: Incident,
    subject: OpenCase | None,
    kind: str,
    number: str,
) -> Document:
    """The report or the warning; of a guarded case it says no more than that something has happened."""
    visit = (subject.visit or subject.case.newest_visit) if subject else None
    guarded = subject is not None and subject.case.guarded
    if subject is None or visit is None:
        dossier = Dossier(at=incident.noted_at, number=number, desk=desk.place.letter, clerk=desk.staff.name)
    else:
        dossier = step_dossier(reads, desk, subject.case, visit, None, number)
    detail = _report_words(entry, incident) if kind == REPORT else _alert_words(entry, incident, guarded)
    dossier = replace(dossier, at=incident.noted_at, detail=detail)
    return draw_up(
        desk,
        reads,
        kind,
        dossier,
        matter_id=incident.matter_id,
        visit_id=visit.id if visit else None,
        basis=NOT_OF_A_PAPER,
    )


def _report_words(entry: IncidentEntry, incident: Incident) -> dict[str, object]:
    return {
        "kinds": list(incident.kinds),
        "at": moment(incident.at),
        "who": incident.who,
        "what": incident.what,
        "measures": incident.measures,
        "police": incident.police,
        "level": entry.level,
        "advice": entry.advice,
    }


def _alert_words(entry: IncidentEntry, incident: Incident, guarded: bool) -> dict[str, object]:
    return {
        "level": entry.level,
        "text": KEPT_BACK if guarded else f"{'、'.join(incident.kinds)}：{incident.what}",
        "advice": None if guarded else entry.advice,
        "to": list(entry.to) or list(PUSHED_TO[:1] if guarded else PUSHED_TO),
    }
