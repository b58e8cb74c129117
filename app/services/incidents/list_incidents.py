"""The incidents of some days (现场情况), what belongs to a guarded case withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.rows.case import Incident
from app.domain.rows.matters import Matter
from app.ports.clock import CENTRE_TIME
from app.services.case.case_door import withheld_matters
from app.services.case.fact_homes import Homes
from app.services.incidents.incident_json import incident_json


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """An incident with its case's number; without content where it is not for who sits at the desk."""

    incident: Incident
    matter: str | None
    withheld: bool

    def as_json(self) -> dict[str, Any]:
        if self.withheld:
            return {"number": self.matter, "name": WITHHELD, "withheld": True}
        return incident_json(self.incident) | {"matter": self.matter}


def list_incidents(desk: Desk, start: date, end: date) -> list[ListedIncident]:
    """The incidents that happened from ``start`` to ``end``, both included. NotAllowed: role_missing."""
    desk.require("incident")
    first = datetime(start.year, start.month, start.day, tzinfo=CENTRE_TIME)
    last = datetime(end.year, end.month, end.day, tzinfo=CENTRE_TIME) + timedelta(days=1)
    with desk.records.reading() as reads:
        rows = reads.between(Incident, "at", first, last)
        in_matters = [row for row in rows if row.matter_id]
        homes = Homes.of(reads, [row.matter_id for row in in_matters if row.matter_id])
        home_of = {row.id: homes.home_of(row) for row in in_matters}
        hidden = withheld_matters(desk, reads, home_of.values())
        numbers = {row.id: row.number for row in reads.among(Matter, "id", home_of.values())}
    return [
        ListedIncident(row, numbers.get(home), home in hidden)
        for row in rows
        for home in [home_of.get(row.id, "")]
    ]
