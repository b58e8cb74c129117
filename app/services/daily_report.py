"""日报: a day's visits, papers, gaps and the head of the audit chain, frozen and counted like every paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.desk import Desk
from app.domain.indicators import BASES, FIRST, GROUP, JOINT, ON_THE_SPOT, SINGLE, VISITS, Period
from app.domain.masks import mask_party
from app.domain.papers.dossier import Dossier, letterhead
from app.domain.papers.kinds import build
from app.domain.papers.reprint import reprinted
from app.domain.papers.say import category
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.centre import Gap
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document, Printing
from app.domain.rows.visits import Visit, Void
from app.domain.terms import ACCUSATION
from app.errors import FieldError, Refused
from app.events import PaperIssued
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.issue_paper import Issued
from app.services.keep_glyph import with_glyphs
from app.services.number_document import number_document
from app.services.paper_subject import BASIS
from app.services.print_queue import unconfirmed_jobs
from app.services.record_pages import people_of

KIND = "日报"
_COUNTED = (VISITS, SINGLE, GROUP, JOINT, ON_THE_SPOT, FIRST)
_NO_SERIES = frozenset({"来访回执", KIND})


@dataclass(frozen=True, slots=True)
class _Day:
    """A day from its first moment to the next day's."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, day: date) -> _Day:
        start = datetime.combine(day, time(), CENTRE_TIME)
        return cls(start, start + timedelta(days=1))


def daily_report(desk: Desk, day: date, paper: str = "a4", form: str = "pdf") -> Issued:
    """The report of a day; the same once more is a reprint, what has changed since makes a new one.

    Refused: day_not_come. NotAllowed: role_missing. Unavailable: no_glyph.
    """
    desk.require("report")
    if day > desk.clock.now().date():
        raise Refused(FieldError("day", "day_not_come", {"day": day.isoformat()}))
    unseen = len(unconfirmed_jobs(desk)) if day == desk.clock.now().date() else 0
    done = desk.records.write(lambda writes: _issue(writes, desk, day, unseen, paper, form))
    desk.announce(PaperIssued(done.document.id))
    return done


def _issue(writes: Writes, desk: Desk, day: date, unseen: int, paper: str, form: str) -> Issued:
    now = desk.clock.now()
    told = _told(writes, desk, day) | {"unconfirmed": unseen}
    basis = {"day": day.isoformat(), **{key: told[key] for key in ("figures", "visits", "documents", "gaps")}}
    earlier = [row for row in writes.find(Document, kind=KIND) if row.content[BASIS]["day"] == basis["day"]]
    document = earlier[-1] if earlier else None
    if document is None or document.content[BASIS] != basis:
        document = _document(writes, desk, day, told, basis, document)
        writes.add(document)
    times = writes.count(Printing, document_id=document.id)
    plain = {key: value for key, value in document.content.items() if key != BASIS}
    data = desk.papers.render(with_glyphs(desk, writes, reprinted(plain, times, now)), paper, form)
    printing = Printing(
        id=new_id(),
        document_id=document.id,
        times=times,
        paper=paper,
        form=form,
        at=now,
        by=desk.staff.login,
    )
    writes.add(printing)
    writes.audit(desk.staff.login, "补打" if times else "出单", document.number)
    return Issued(document=document, printing=printing, data=data)


def _document(
    writes: Writes,
    desk: Desk,
    day: date,
    told: Mapping[str, Any],
    basis: dict[str, Any],
    old: Document | None,
) -> Document:
    now = desk.clock.now()
    number = number_document(writes, desk, KIND, now.date())
    at = now if now.date() == day else _Day.of(day).end - timedelta(seconds=1)
    dossier = Dossier(at=at, number=number, desk=desk.place.letter, clerk=desk.staff.name, detail=told)
    content = build(KIND, letterhead(desk.place.centre, desk.settings), dossier)
    return Document(
        id=new_id(),
        kind=KIND,
        number=number,
        content=content | {BASIS: basis},
        replaces=old.id if old else None,
        at=now,
        by=desk.staff.login,
    )


def _told(reads: Reads, desk: Desk, day: date) -> dict[str, Any]:
    span = _Day.of(day)
    counts = reads.visit_counts(BASES[0], Period(day, day))
    figures = {f"{name}（批次/人次）": f"{counts[name].batches} / {counts[name].heads}" for name in _COUNTED}
    gaps = reads.between(Gap, "at", span.start, span.end)
    return {
        "figures": figures,
        "visits": _visits(reads, span),
        "documents": _documents(reads.between(Document, "at", span.start, span.end)),
        "gaps": [[f"{gap.series} 第{gap.serial}号", gap.reason] for gap in gaps],
        "audit": _audit_head(reads, desk.records.series(), span),
    }


def _visits(reads: Reads, span: _Day) -> list[list[str]]:
    rows = []
    for visit in reads.between(Visit, "registered_at", span.start, span.end):
        if reads.find(Void, visit_id=visit.id, limit=1):
            continue
        matter = reads.get(Matter, visit.matter_id)
        people = [person for _, person in people_of(reads, visit)]
        guarded = visit.purpose == ACCUSATION or visit.confidential
        name = mask_party(people[0].name, visit.headcount) if people else "—"
        kind = visit.purpose if guarded else category(visit.category) or visit.purpose
        rows.append([visit.number, name, str(visit.headcount), kind, matter.status if matter else "—"])
    return rows


def _documents(documents: Iterable[Document]) -> list[list[str]]:
    """How many papers of each numbered kind, from which number to which."""
    numbers: dict[str, list[str]] = {}
    for one in documents:
        if one.kind not in _NO_SERIES:
            numbers.setdefault(one.kind, []).append(one.number)
    return [
        [kind, str(len(of)), of[0] if len(of) == 1 else f"{of[0]} 至 {of[-1]}"]
        for kind, of in numbers.items()
    ]


def _audit_head(reads: Reads, series: str, span: _Day) -> str:
    """Position and hash of the last entry of this desk's chain that day, or before it."""
    last = reads.find(AuditEntry, desk=series, newest_first=True, limit=1)
    if last and last[0].at >= span.end:
        last = [row for row in reads.between(AuditEntry, "at", span.start, span.end) if row.desk == series][
            -1:
        ]
    return f"{series} 第{last[0].position}条 {last[0].hash}" if last else "当日没有审计记录"
