"""Who is still waiting today: registered, and taken up by no reception and no step."""

from __future__ import annotations

from dataclasses import replace

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.masks import mask_party
from app.ports.records import WaitingVisit
from app.services.case.case_door import withheld_matters


def list_waiting(desk: Desk) -> list[WaitingVisit]:
    """Today's waiting visits, the longest waiting first; names masked; guarded ones by number."""
    desk.require("show")
    with desk.records.reading() as reads:
        found = reads.waiting(desk.clock.now().date())
        hidden = withheld_matters(desk, reads, [one.matter_id for one in found])
    return [
        replace(
            one,
            name=WITHHELD if one.matter_id in hidden else mask_party(one.name, one.headcount),
            claim=None if one.matter_id in hidden else one.claim,
        )
        for one in found
    ]
