"""Find visits, matters and receptions by whatever the visitor or the paper gives."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.masks import mask_name
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.ports.records import Hit, Reads
from app.services.case.confidence import may_read
from app.services.visits.tell_apart import HitPerson, tell_apart

MOST = 1000
WORDS = "词语"
"""How a hit's reason begins when words of the content matched (app.ports.records.Hit)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """A hit as anyone at the desk may see it: the name masked, confidential content left out."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Best hits first, how many there are in all (counted no further than 1,000), and how long it took."""

    hits: tuple[FoundRecord, ...]
    total: int
    ms: float

    def as_json(self) -> dict[str, Any]:
        return {
            "hits": [
                {
                    "kind": hit.kind,
                    "number": hit.number,
                    "name": hit.name,
                    "why": list(hit.why),
                    "claim": hit.claim,
                    "at": hit.at,
                    "status": hit.status,
                }
                for hit in self.hits
            ],
            "total": self.total,
            "ms": self.ms,
        }


def find_records(desk: Desk, text: str, limit: int = 20) -> Found:
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
    return Found(hits=tuple(shown), total=total, ms=round((time.perf_counter() - begun) * 1000, 1))


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
    """The hits without the content of confidential matters that are not for these eyes."""
    rows = reads.among(Visit, "id", [hit.id for hit in hits])
    visits = {visit.id: visit.matter_id for visit in rows}
    people = tell_apart(reads, rows, text)
    wanted = {visits.get(hit.id, hit.id) for hit in hits}
    closed = {
        matter.id
        for matter in reads.among(Matter, "id", wanted)
        if matter.confidential and not may_read(desk, reads, matter)
    }
    return [
        _withheld(hit) if visits.get(hit.id, hit.id) in closed else replace(hit, person=people.get(hit.id))
        for hit in hits
    ]


def _withheld(hit: FoundRecord) -> FoundRecord:
    return replace(hit, claim=None, why=tuple(one for one in hit.why if not one.startswith(WORDS)))
