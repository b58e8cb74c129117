"""``show`` adds to a case's rows its obligations, rights, holders, withdrawn steps and requests."""

from __future__ import annotations

from typing import Any

from app.domain.attachments import TAKEN_OFF
from app.domain.case.casefile import CaseFile
from app.domain.rows.attachments import Attachment
from app.domain.rows.case import Incident, Withdrawal
from app.domain.rows.matters import Step
from app.domain.rows.visits import Void
from app.services.case.handling_pages import step_page
from app.services.lists.list_json import entry_page


def case_page(case: CaseFile, readable: bool) -> dict[str, Any]:
    """The keys of CLI.md (show adds); without units and texts for those who may not read the case."""
    return {
        "obligations": [one.as_json() for one in case.obligations] if readable else [],
        "rights": [one.as_json() for one in case.rights] if readable else [],
        "steps": [_step(case, step, readable) for step in case.steps],
        "pending": [
            {
                "id": row.id,
                "act": row.act,
                "mode": row.mode,
                "ground": row.ground,
                "by": row.by,
                "at": row.at,
            }
            for row in case.pending
        ],
        "lists": [{"kind": one.kind, **entry_page(one)} for one in case.entries] if readable else [],
        "attachments": [_attachment(case, row) for row in case.attachments] if readable else [],
        "incidents": [incident_page(row) for row in case.incidents] if readable else [],
        "contradictions": [one.as_json() for one in case.contradictions],
        "dates": _dates(case),
    }


def incident_page(row: Incident) -> dict[str, Any]:
    """What was noted of an incident (现场情况)."""
    return {
        "id": row.id,
        "kinds": list(row.kinds),
        "what": row.what,
        "who": row.who,
        "measures": row.measures,
        "police": row.police,
        "grave": row.grave,
        "at": row.at,
        "noted_at": row.noted_at,
        "by": row.by,
    }


def matter_keys(case: CaseFile, readable: bool) -> dict[str, Any]:
    """What the reading of the case adds to its matter."""
    return {
        "status": case.status,
        "unit": case.unit if readable else None,
        "holders": [holder.as_json() for holder in case.holders] if readable else [],
        "due": case.due,
        "contradicted": case.contradicted,
        "owner": case.owner,
        "merged_into": case.merged_into,
    }


def mark_void(case: CaseFile, documents: list[dict[str, Any]]) -> None:
    """Say of each paper whether it is 作废: its step or its visit was taken back."""
    voids = {row.visit_id: row for row in case.voids}
    void = {
        paper.number: _withdrawal(case, paper.step_id) or _voiding(voids.get(paper.visit_id or ""))
        for paper in case.papers
    }
    for document in documents:
        document["void"] = void.get(document["number"])


def _voiding(row: Void | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "reason": row.reason,
        "told": None,
        "by": row.by,
        "approved_by": row.approved_by,
        "at": row.at,
    }


def _step(case: CaseFile, step: Step, readable: bool) -> dict[str, Any]:
    withdrawn = _withdrawal(case, step.id)
    return {"id": step.id, **step_page(step, readable), "withdrawn": withdrawn}


def _attachment(case: CaseFile, row: Attachment) -> dict[str, Any]:
    """An attachment without its content; ``attachments`` tells where that is."""
    gone = case.taken_off(row.id)
    return {
        "id": row.id,
        "name": TAKEN_OFF if gone else row.name,
        "kind": row.kind,
        "bytes": row.size,
        "place": row.place,
        "place_id": row.place_id,
        "at": row.at,
        "by": row.by,
        "withdrawn": {"reason": gone.reason, "by": gone.by, "at": gone.at} if gone else None,
    }


def _withdrawal(case: CaseFile, step_id: str | None) -> dict[str, Any] | None:
    row: Withdrawal | None = next((one for one in case.withdrawals if one.step_id == step_id), None)
    if row is None:
        return None
    return {
        "reason": row.reason,
        "told": row.told,
        "by": row.by,
        "approved_by": row.approved_by,
        "at": row.at,
    }


def _dates(case: CaseFile) -> list[dict[str, Any]]:
    """What is in force: obligations that run, and rights whose clock runs."""
    running = [(one.what, one.kind, one.counted) for one in case.in_sight]
    rights = [
        (one.what, "权利", one.counted)
        for one in case.rights
        if one.counted is not None and one.used_at is None and one.ended_by is None
    ]
    return [
        {
            "what": what,
            "start": counted.start,
            "due": counted.due,
            "rule": counted.rule,
            "kind": kind,
            "provisional": counted.provisional,
            "derivation": counted.derivation,
        }
        for what, kind, counted in (*running, *rights)
    ]
