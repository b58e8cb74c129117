"""Who came on a day, and whether a reception or a step has taken the visit up."""
# ruff: noqa: S608 - only our own words are put into statements; values are bound

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.ports.records import WaitingVisit
from db.cipher import Connection
from db.homes import HOME
from db.mapping import CENTRE_ZONE, instant_text

REGISTERING = "登记"
SQL = f"""
SELECT v.id, m.id, v.number,
  coalesce((SELECT p.name FROM attendances a JOIN people p ON p.id = a.person_id
    WHERE a.visit_id = v.id ORDER BY a.position LIMIT 1), ''),
  v.headcount, coalesce(m.claim, v.claim), v.arrived_at,
  EXISTS (SELECT 1 FROM received_visits r WHERE r.visit_id = v.id)
  OR EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.mode <> ?
    AND (s.visit_id = v.id OR s.at >= v.arrived_at)),
  v.clerk
FROM visits v JOIN matters m ON m.id = {HOME}
WHERE v.arrived_at >= ? AND v.arrived_at < ?
  AND NOT EXISTS (SELECT 1 FROM voids d WHERE d.visit_id = v.id)
ORDER BY v.arrived_at, v.id
"""


def hall_visits(connection: Connection, day: date) -> list[WaitingVisit]:
    """The standing visits of a day, the first comer first."""
    start = datetime(day.year, day.month, day.day, tzinfo=CENTRE_ZONE)
    bounds = (REGISTERING, instant_text(start), instant_text(start + timedelta(days=1)))
    return [_visit(*row) for row in connection.execute(SQL, bounds)]


def _visit(
    visit: str,
    matter: str,
    number: str,
    name: str,
    headcount: int,
    claim: str | None,
    at: str,
    taken_up: int,
    clerk: str,
) -> WaitingVisit:
    return WaitingVisit(
        *(visit, matter, number, name, headcount, claim, datetime.fromisoformat(at), bool(taken_up), clerk)
    )
