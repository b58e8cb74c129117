"""空号说明: why a number stands on no record, noted by hand; and which numbers nobody has explained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.numbers import number_series, series_number
from app.domain.rows.base import new_id
from app.domain.rows.centre import Gap
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.events import GapExplained
from app.ports.records import Reads, Writes

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class GapNoted:
    """A number and why nothing stands under it; without a reason it is still to be explained."""

    number: str
    reason: str | None
    at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        return {"number": self.number, "reason": self.reason, "at": self.at}


def explain_gap(desk: Desk, number: str, reason: str) -> GapNoted:
    """Note why a number was not used; audited. The number may be of an earlier series of a desk too.

    Refused: gap_number (no number of ours), reason_missing, gap_reason_long, gap_used (a record carries it),
    gap_explained, gap_not_yet (this desk has not come to it).
    """
    desk.require("gaps")
    parsed, words = number_series(number), reason.strip()
    errors = [] if parsed else [FieldError("number", "gap_number", {"number": number})]
    if not words:
        errors.append(FieldError("reason", "reason_missing"))
    if len(words) > _LONGEST:
        errors.append(FieldError("reason", "gap_reason_long", {"longest": _LONGEST}))
    if errors or parsed is None:
        raise Refused(*errors)
    series, serial = parsed
    name = series_number(series, serial, desk.place.code)

    def work(writes: Writes) -> GapNoted:
        code = _hindrance(writes, desk, series, serial, name)
        if code:
            raise Refused(FieldError("number", code, {"number": name}))
        now = desk.clock.now()
        writes.add(Gap(id=new_id(), series=series, serial=serial, reason=words, at=now))
        writes.audit(desk.staff.login, "空号说明", name, purpose=words)
        return GapNoted(name, words, now)

    noted = desk.records.write(work)
    desk.announce(GapExplained(noted.number))
    return noted


def list_gaps(desk: Desk, year: int) -> list[GapNoted]:
    """Numbers of the year that stand on nothing: the unexplained documents first, then those explained."""
    desk.require("gaps")
    with desk.records.reading() as reads:
        missing = reads.missing_documents(desk.records.series(), year)
        explained = [gap for gap in reads.find(Gap) if _year_of(gap.series) == year]
    code = desk.place.code
    return [
        *(GapNoted(series_number(series, serial, code), None) for series, serial in missing),
        *(GapNoted(series_number(gap.series, gap.serial, code), gap.reason, gap.at) for gap in explained),
    ]


def _hindrance(reads: Reads, desk: Desk, series: str, serial: int, name: str) -> str | None:
    if any(reads.find(kind, number=name, limit=1) for kind in (Document, Visit, Matter, Reception)):
        return "gap_used"
    if reads.find(Gap, series=series, serial=serial, limit=1):
        return "gap_explained"
    own = series.split("-")[-2] == desk.records.series()
    return "gap_not_yet" if own and serial > reads.last_serial(series) else None


def _year_of(series: str) -> int | None:
    """信受-A-2026 and LF-A-261123 are of 2026."""
    when = series.rsplit("-", 1)[-1]
    if not (when.isascii() and when.isdigit()):
        return None
    return int(when) if len(when) == 4 else 2000 + int(when[:2])
