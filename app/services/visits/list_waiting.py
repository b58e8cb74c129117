"""Who is still waiting today: registered, and taken up by no reception and no step."""

from __future__ import annotations

from dataclasses import replace

from app.desk import Desk
from app.domain.masks import mask_party
from app.domain.rows.matters import Matter
from app.ports.records import WaitingVisit
from app.services.case.confidence import may_read


def list_waiting(desk: Desk) -> list[WaitingVisit]:
    """Today's waiting visits, the longest waiting first; names masked, confidential claims left out."""
    desk.require("show")
    with desk.records.reading() as reads:
        found = reads.waiting(desk.clock.now().date())
        matters = {row.id: row for row in reads.among(Matter, "id", [one.matter_id for one in found])}
        hidden = {key for key, row in matters.items() if not may_read(desk, reads, row)}
    return [
        replace(
            one,
            name=mask_party(one.name, one.headcount) if one.name else "",
            claim=None if one.matter_id in hidden else one.claim,
        )
        for one in found
    ]
