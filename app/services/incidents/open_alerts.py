"""The warnings of a case that an addressee has not signed for yet."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.papers.alert_sheet import KIND as ALERT
from app.services.case.handling_pages import documents_of


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """A 预警单 and whom it still waits for."""

    number: str
    waiting: tuple[str, ...]


def open_alerts(desk: Desk, case: CaseFile) -> list[OpenAlert]:
    """In the order in which they were made; those all have signed for are left out."""
    if not any(paper.kind == ALERT for paper in case.papers):
        return []
    with desk.records.reading() as reads:
        papers = documents_of(reads, matter_id=case.matter.id, kind=ALERT)
    alerts = [
        OpenAlert(
            paper.number,
            tuple(whom.addressee for whom in paper.pushed_to if whom.received_at is None),
        )
        for paper in papers
    ]
    return [alert for alert in alerts if alert.waiting]
