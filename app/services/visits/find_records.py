"""Find visits, matters and receptions by whatever the visitor or the paper gives."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.masks import mask_name
from app.domain.rows.case import CountedVisit
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import ReceivedVisit
from app.domain.rows.visits import Visit
from app.domain.value import Value
from app.errors import FieldError, Refused
from app.ports.records import Hit, Reads
from app.services.case.case_door import homes_of, withheld_line, withheld_matters
from app.services.visits.tell_apart import HitPerson, tell_apart

MOST = 1000
WORDS = "词语"
"""How a hit's reason begins when words of the content matched (app.ports.records.Hit)."""


class FoundRecord(Value, frozen=True, kw_only=True):
    """A hit as anyone at the desk may see it: the name masked, of what is withheld the number alone."""

    id: str
    kind: str
    number: str
    name: str
    claim: str | None
    at: datetime
    status: str | None
    why: tuple[str, ...]
    person: HitPerson | None = None
    """What tells it apart from others of the name; None for a reception and where the content is withheld."""
    withheld: bool = False
    """It belongs to a guarded case that is not for who asks: the number is all there is."""

    def as_json(self) -> dict[str, Any]:
        if self.withheld:
            return withheld_line(self.number)
        return {
            "kind": self.kind,
            "number": self.number,
            "name": self.name,
            "why": list(self.why),
            "claim": self.claim,
            "at": self.at,
            "status": self.status,
        }


class FoundRecords(Value, frozen=True, kw_only=True):
    """Best hits first, how many there are in all (counted no further than 1,000), and how long it took."""

    hits: tuple[FoundRecord, ...]
    total: int
    ms: float

    def as_json(self) -> dict[str, Any]:
        return {
            "hits": [hit.as_json() for hit in self.hits],
            "total": self.total,
            "ms": self.ms,
        }


def find_records(desk: Desk, text: str, limit: int = 20) -> FoundRecords:
    """Number, query code, name, pinyin or initials, last 4 of ID or phone, words; 1-2 characters too.

    Refused: search_empty, limit_range.
    """
    desk.require("search")
    if not text.strip():
        raise Refused(FieldError("text", "search_empty"))
    if not 1 <= limit <= MOST:
        raise Refused(FieldError("limit", "limit_range", {"most": MOST}))
    begun = time.perf_counter()
    with desk.records.reading() as reads:
        hits, total = reads.search(text.strip(), limit)
        shown = _seen(desk, reads, [_masked(hit) for hit in hits], text)
    return FoundRecords(hits=tuple(shown), total=total, ms=round((time.perf_counter() - begun) * 1000, 1))


def _masked(hit: Hit) -> FoundRecord:
    return FoundRecord(
        id=hit.id,
        kind=hit.kind,
        number=hit.number,
        name=mask_name(hit.name) if hit.name else "",
        claim=hit.claim,
        at=hit.at,
        status=hit.status,
        why=hit.why,
    )


def _seen(desk: Desk, reads: Reads, hits: list[FoundRecord], text: str) -> list[FoundRecord]:
    """The hits; of a guarded case that is not for these eyes its number alone."""
    ids = [hit.id for hit in hits]
    rows = reads.among(Visit, "id", ids)
    heads = {row.id: row.heads for row in reads.among(CountedVisit, "id", ids)}
    people = tell_apart(
        reads, [replace(row, headcount=heads.get(row.id, row.headcount)) for row in rows], text
    )
    cases: dict[str, set[str]] = {id: {home} for id, home in homes_of(reads, rows).items()}
    cases |= {matter.id: {matter.id} for matter in reads.among(Matter, "id", ids)}
    cases |= _heard_in(reads, ids)
    hidden = withheld_matters(desk, reads, {matter for of in cases.values() for matter in of})
    return [
        replace(hit, person=people.get(hit.id))
        if hidden.isdisjoint(cases.get(hit.id, ()))
        else _withheld(hit)
        for hit in hits
        if hidden.isdisjoint(cases.get(hit.id, ())) or not _by_content(hit)
    ]


def _heard_in(reads: Reads, ids: list[str]) -> dict[str, set[str]]:
    """Receptions to the matters that were heard in them."""
    heard = reads.among(ReceivedVisit, "reception_id", ids)
    homes = homes_of(reads, reads.among(Visit, "id", {row.visit_id for row in heard}))
    matters: dict[str, set[str]] = {}
    for row in heard:
        matters.setdefault(row.reception_id, set()).add(homes[row.visit_id])
    return matters


def _by_content(hit: FoundRecord) -> bool:
    """Whether nothing but words of the content matched: even that it was found tells what it says."""
    return all(reason.startswith(WORDS) for reason in hit.why)


def _withheld(hit: FoundRecord) -> FoundRecord:
    return replace(
        hit,
        name=WITHHELD,
        claim=None,
        status=None,
        person=None,
        why=(),
        withheld=True,
    )
