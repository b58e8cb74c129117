"""The rows of one visit of a ledger: every id, number and code follows from what the ledger says."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain import numbers
from app.domain.case.names import HANDLING, OLD_LEDGER
from app.domain.rows.base import Row, id_after
from app.domain.rows.ledger import LEDGER
from app.domain.rows.matters import Step
from app.domain.rows.visits import Visit
from app.services.ledger.judge_visits import Judged
from app.services.visits import visit_rows

LEDGER_SERIES = "T"
"""Series of the numbers that imported visits get (台账); the day's serial follows from the visit."""
_FIRST_SERIAL, _SERIALS = 100_000_000, 900_000_000


@dataclass(frozen=True, slots=True)
class LedgerRows:
    """Makes rows; ``salt`` is the centre's secret that keeps query codes from being worked out."""

    code: str
    salt: bytes

    def rows(self, judged: Judged) -> tuple[Visit, list[Row]]:
        """The visit, and all its rows in the order in which they are stored."""
        entry, arrived = judged.entry, judged.visit.arrived
        if entry is None or arrived is None:
            raise ValueError("only a visit that may be imported has rows")
        visit_id = judged.visit_id
        matter = replace(
            visit_rows.matter_row(entry, self._number(numbers.MATTER, visit_id, arrived), arrived),
            id=id_after(visit_id, "matter"),
        )
        origin = judged.visit.origin()
        if judged.kept:
            origin["cells"] = origin.get("cells", {}) | judged.kept
        facts = visit_rows.Registration(
            number=self._number(numbers.VISIT, visit_id, arrived),
            query_code=self._query_code(visit_id, judged.visit.content),
            arrived_at=arrived,
            registered_at=judged.visit.first.registered or arrived,
            desk=LEDGER,
            clerk=LEDGER,
            first=True,
        )
        visit = replace(visit_rows.visit_row(entry, facts, matter), id=visit_id, ledger=origin)
        step = replace(visit_rows.first_step(visit), id=id_after(visit_id, "step"))
        people = [
            replace(visit_rows.person_row(entry, place), id=id_after(visit_id, f"person {place}"))
            for place in range(len(entry.people))
        ]
        came = [
            replace(
                visit_rows.attendance_row(entry, visit, place, person),
                id=id_after(visit_id, f"attendance {place}"),
            )
            for place, person in enumerate(people)
        ]
        return visit, [matter, visit, *people, *came, step, *self._status_of_ledger(judged, visit)]

    def _status_of_ledger(self, judged: Judged, visit: Visit) -> Iterator[Step]:
        """What the ledger says of the matter's status and unit, as a fact of its own."""
        status = judged.visit.status
        if status is None and judged.unit is None:
            return
        yield Step(
            id=id_after(visit.matter_id, OLD_LEDGER),
            matter_id=visit.matter_id,
            visit_id=visit.id,
            mode=OLD_LEDGER,
            unit=judged.unit,
            at=visit.arrived_at,
            by=LEDGER,
            detail={"status": status or HANDLING},
        )

    def _number(self, kind: str, visit_id: str, arrived: datetime) -> str:
        digest = hashlib.sha256(f"{kind}/{visit_id}".encode()).digest()
        serial = _FIRST_SERIAL + int.from_bytes(digest[:8], "big") % _SERIALS
        make = numbers.visit_number if kind == numbers.VISIT else numbers.matter_number
        return make(self.code, LEDGER_SERIES, arrived.date(), serial)

    def _query_code(self, visit_id: str, content: str) -> str:
        """A code that another desk of the centre makes alike and nobody else can work out."""
        digest = hmac.new(self.salt, f"{visit_id}/{content}".encode(), hashlib.sha256).digest()
        letters = iter(digest)
        return numbers.new_query_code(lambda alphabet: alphabet[next(letters) % len(alphabet)])
