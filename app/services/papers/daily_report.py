"""日报: visits of a day, what fell due, papers, gaps, the audit head; frozen and counted like every paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from app.desk import Desk
from app.domain.case.names import BINDING
from app.domain.case.secrecy import WITHHELD
from app.domain.dates.period import Period
from app.domain.figures.indicators import BASES, FIRST, GROUP, JOINT, ON_THE_SPOT, SINGLE, VISITS
from app.domain.masks import mask_party
from app.domain.numbers import series_number
from app.domain.papers.dossier import Dossier
from app.domain.papers.names import DAILY, SLIP
from app.domain.papers.reprint import reprinted
from app.domain.papers.say import category
from app.domain.print_jobs import job_number
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.case import CaseObligation
from app.domain.rows.centre import Gap
from app.domain.rows.papers import Document, Printing
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.case_door import case_of
from app.services.case.case_reader import CaseReader
from app.services.papers.draw_up import BASIS, draw_up
from app.services.papers.keep_glyph import with_glyphs
from app.services.papers.number_document import expected_number, number_document
from app.services.papers.put_on_paper import Issued, Output, Sheet, put_on_paper
from app.services.printing.print_queue import unconfirmed_jobs

KIND = DAILY
_COUNTED = (VISITS, SINGLE, GROUP, JOINT, ON_THE_SPOT, FIRST)
NOT_EXPLAINED = "没有说明"
_NO_SERIES = frozenset({SLIP, KIND})


@dataclass(frozen=True, slots=True)
class _Day:
    """A day from its first moment to the next day's."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, day: date) -> _Day:
        start = datetime.combine(day, time(), CENTRE_TIME)
        return cls(start, start + timedelta(days=1))


def daily_report(
    desk: Desk, day: date, paper: str = "a4", form: str = "pdf", *, printer: str | None = None
) -> Issued:
    """The report of a day; the same once more is a reprint, what has changed since makes a new one.

    Laid out before anything is stored and outside the store's transaction. With a printer its job is queued
    with it (app.services.printing.print_paper.print_daily sends it).
    Refused: day_not_come. NotAllowed: role_missing. Unavailable: no_glyph.
    """
    desk.require("report")
    if day > desk.clock.now().date():
        raise Refused(FieldError("day", "day_not_come", {"day": day.isoformat()}))
    unseen = len(unconfirmed_jobs(desk)) if day == desk.clock.now().date() else 0
    job = new_id() if printer is not None else None
    asked = _Asked(desk, day, unseen, job, desk.clock.now())

    def sheet_of(reads: Reads, looking: bool) -> Sheet:
        return asked.sheet(reads, expected_number(reads, desk, KIND, asked.now.date()) if looking else None)

    output = Output(paper=paper, form=form, at=asked.now, printer=printer, job=job)
    return put_on_paper(desk, sheet_of, output)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which day's report was asked for, and when."""

    desk: Desk
    day: date
    unseen: int
    """Slips not seen on paper yet."""
    job: str | None
    now: datetime

    def sheet(self, reads: Reads, expected: str | None) -> Sheet:
        """The report as it would be printed now; ``expected`` stands for a number that is not used up."""
        detail = _day_of(reads, self.desk, self.day) | {"unconfirmed": self.unseen}
        basis = {
            "day": self.day.isoformat(),
            **{key: detail[key] for key in ("figures", "visits", "documents", "gaps")},
            **({"due": detail["due"]} if detail["due"] else {}),
        }
        rows = [row for row in reads.find(Document, kind=KIND) if row.content[BASIS]["day"] == basis["day"]]
        old = rows[-1] if rows else None
        fresh = old is None or old.content[BASIS] != basis
        document = self._document(reads, detail, basis, old, expected) if fresh or old is None else old
        times = 0 if fresh else reads.count(Printing, document_id=document.id)
        plain = {key: value for key, value in document.content.items() if key != BASIS}
        if self.job is not None:
            plain["job"] = f"出单号 {job_number(self.job)}"
        content = with_glyphs(self.desk, reads, reprinted(plain, times, self.now))
        return Sheet(document, fresh, times, content)

    def _document(
        self,
        reads: Reads,
        detail: Mapping[str, Any],
        basis: dict[str, Any],
        old: Document | None,
        expected: str | None,
    ) -> Document:
        desk, now = self.desk, self.now
        number = expected or number_document(cast("Writes", reads), desk, KIND, now.date())
        at = now if now.date() == self.day else _Day.of(self.day).end - timedelta(seconds=1)
        dossier = Dossier(at=at, number=number, desk=desk.place.letter, clerk=desk.staff.name, detail=detail)
        return draw_up(desk, reads, KIND, dossier, at=now, basis=basis, replaces=old.id if old else None)


def _day_of(reads: Reads, desk: Desk, day: date) -> dict[str, Any]:
    span = _Day.of(day)
    counts = reads.visit_counts(BASES[0], Period(day, day))
    figures = [[name, counts[name].batches, counts[name].heads] for name in _COUNTED]
    return {
        "figures": figures,
        "visits": _visits(reads, span),
        "due": _due(reads, day),
        "documents": _documents(reads.between(Document, "at", span.start, span.end)),
        "gaps": _gaps(reads, desk, day),
        "audit": _audit_head(reads, desk.records.series(), span),
    }


def _gaps(reads: Reads, desk: Desk, day: date) -> list[list[str]]:
    """Numbers explained that day, and those of the year that nobody has explained yet."""
    span = _Day.of(day)
    explained = reads.between(Gap, "at", span.start, span.end)
    series = desk.records.series()
    return [
        *[[series_number(gap.series, gap.serial, desk.place.code), gap.reason] for gap in explained],
        *[
            [series_number(of, serial, desk.place.code), NOT_EXPLAINED]
            for of, serial in reads.missing_documents(series, day.year)
        ],
    ]


def _visits(reads: Reads, span: _Day) -> list[list[str]]:
    rows = []
    for registered in reads.between(Visit, "registered_at", span.start, span.end):
        case = case_of(reads, registered)
        visit = next((row for row in case.visits if row.id == registered.id), None)
        if visit is None:
            continue  # it was taken back
        if case.guarded:
            rows.append([visit.number, WITHHELD, str(visit.headcount), "—", "—"])
            continue
        people = case.people_of(visit.id)
        name = mask_party(people[0].name, visit.headcount) if people else "—"
        kind = category(visit.category) or visit.purpose
        rows.append([visit.number, name, str(visit.headcount), kind, case.status])
    return rows


def _due(reads: Reads, day: date) -> list[list[str]]:
    """What the law or a term set for that day, and whether it was done; of a guarded case that alone."""
    ids = {row.matter_id for row in reads.find(CaseObligation, due=day) if row.kind in BINDING}
    rows = []
    for case in CaseReader(reads).cases(ids).values():
        for obligation in case.obligations:
            dropped = obligation.met_at is None and obligation.ended_by is not None
            if obligation.due != day or obligation.kind not in BINDING or dropped:
                continue
            number, met = case.matter.number, obligation.met_at
            who, what = (WITHHELD, "—") if case.guarded else (obligation.who, obligation.what)
            state = "没有做到" if met is None else f"{met:%m-%d} 做到"
            rows.append([number, who, what, obligation.kind, state])
    return sorted(rows)


def _documents(documents: Iterable[Document]) -> list[list[str]]:
    """How many papers of each numbered kind, from which number to which."""
    numbers: dict[str, list[str]] = {}
    for document in documents:
        if document.kind not in _NO_SERIES:
            numbers.setdefault(document.kind, []).append(document.number)
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
