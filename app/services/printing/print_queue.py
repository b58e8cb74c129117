"""The print queue: jobs sent in their printer's lane, confirmed by a person, expired, and taken up again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.print_jobs import BY_PERSON, CONFIRMED, EXPIRED, FAILED, QUEUED, SENT, UNSEEN, job_age
from app.domain.rows.base import made_at
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document, PrintJob
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit, Void
from app.errors import FieldError, Refused, Unavailable
from app.events import PrintJobChanged
from app.ports.printers import Handed
from app.ports.records import Reads, Writes

VOIDED = "job_of_voided"
"""The visit was taken back before its paper was seen."""
INTERRUPTED = "printer_interrupted"
"""The program ended before the job was sent."""
_HOLDERS: tuple[tuple[type[Any], str], ...] = (
    (Reception, "reception_id"),
    (Matter, "matter_id"),
    (Visit, "visit_id"),
)
"""What a paper can belong to; the last one that is there counts."""


def send_job(desk: Desk, job_id: str, name: str, data: bytes) -> None:
    """What the lane does with a job: send it, or let it expire where it has waited too long.

    The state says ``sent`` before the first byte goes out: a job found ``queued`` was never sent.
    """
    if job_age(job_id) > desk.settings["出单有效秒"]:
        move_job(desk, job_id, EXPIRED, "printer_expired", only_from=(QUEUED,))
        return
    job = move_job(desk, job_id, SENT, only_from=(QUEUED,))
    if job is None:  # withdrawn, or expired while it waited
        return
    try:
        handed = desk.printers.hand_over(job.printer, job.id, name, data, job.paper)
    except Unavailable as error:
        move_job(desk, job_id, FAILED, error.code, only_from=(SENT,))
    else:
        _settle(desk, job_id, handed)


def confirm_job(desk: Desk, job_id: str) -> PrintJob:
    """已出纸: a person has seen the sheet. Refused(job_not_sent) for a job that never went to a printer."""
    desk.require("print")
    job = look_at_job(desk, job_id)
    if job.state == CONFIRMED:
        return job
    moved = move_job(desk, job_id, CONFIRMED, job.detail, only_from=BY_PERSON)
    if moved is None:
        raise Refused(FieldError("job", "job_not_sent"))
    return moved


def unconfirmed_jobs(desk: Desk) -> list[PrintJob]:
    """Jobs of the day whose paper nobody has seen, newest first; of each paper its newest job alone.

    A reprint takes the place of the job before it. Jobs that have waited too long are let expire first.
    """
    expire_jobs(desk)
    today = desk.clock.now().date()
    with desk.records.reading() as reads:
        unseen = [job for state in UNSEEN for job in reads.find(PrintJob, state=state)]
        jobs = [job for job in unseen if job.queued_at.astimezone(desk.clock.now().tzinfo).date() == today]
        newest = {job.document_id: reads.find(PrintJob, document_id=job.document_id)[-1].id for job in jobs}
        gone = _of_voided(reads, {job.document_id for job in jobs})
    shown = [job for job in jobs if newest[job.document_id] == job.id and job.document_id not in gone]
    return sorted(shown, key=_id, reverse=True)


def _of_voided(reads: Reads, document_ids: set[str]) -> set[str]:
    """The papers among these whose visit has been taken back: nobody waits for them."""
    papers = reads.among(Document, "id", document_ids)
    voided = {
        row.visit_id for row in reads.among(Void, "visit_id", [paper.visit_id or "" for paper in papers])
    }
    return {paper.id for paper in papers if paper.visit_id in voided}


def end_jobs_of(desk: Desk, visit_id: str) -> None:
    """A visit was taken back: its papers that have not come out yet are not to come out any more."""
    with desk.records.reading() as reads:
        papers = reads.find(Document, visit_id=visit_id)
        jobs = reads.among(PrintJob, "document_id", [paper.id for paper in papers])
    for job in jobs:
        if move_job(desk, job.id, EXPIRED, VOIDED, only_from=(QUEUED,)) is None and job.state == SENT:
            desk.printers.withdraw(job.printer, job.id)
            move_job(desk, job.id, FAILED, VOIDED, only_from=(SENT,))


@dataclass(frozen=True, slots=True)
class UnseenPaper:
    """A job whose paper nobody has confirmed, with what the paper is."""

    job: PrintJob
    kind: str
    number: str
    record: str = ""
    """Number of the visit, matter or reception it belongs to; a report of the day belongs to none."""


def unconfirmed_papers(desk: Desk) -> list[UnseenPaper]:
    """The jobs of unconfirmed_jobs with kind and number of their papers, and what these belong to."""
    desk.require("print")
    jobs = unconfirmed_jobs(desk)
    with desk.records.reading() as reads:
        papers = {row.id: row for row in reads.among(Document, "id", [job.document_id for job in jobs])}
        records = _records_of(reads, papers.values())
    return [
        UnseenPaper(job, paper.kind, paper.number, records.get(paper.id, ""))
        for job in jobs
        if (paper := papers.get(job.document_id)) is not None
    ]


def _records_of(reads: Reads, papers: Collection[Document]) -> dict[str, str]:
    """Number of the visit, matter or reception by the id of its paper."""
    number_of: dict[str, str] = {}
    for kind, key in _HOLDERS:
        ids = {paper.id: getattr(paper, key) for paper in papers if getattr(paper, key)}
        numbers = {row.id: row.number for row in reads.among(kind, "id", set(ids.values()))}
        number_of |= {paper: numbers[id_] for paper, id_ in ids.items() if id_ in numbers}
    return number_of


def expire_jobs(desk: Desk) -> None:
    """Queued jobs older than the setting, of whatever process: none of them is sent any more."""
    with desk.records.reading() as reads:
        queued = reads.find(PrintJob, state=QUEUED)
    for job in queued:
        if job_age(job.id) > desk.settings["出单有效秒"]:
            move_job(desk, job.id, EXPIRED, "printer_expired", only_from=(QUEUED,))


def take_up_jobs(desk: Desk, before: datetime) -> None:
    """After a start: jobs that an earlier start left behind. Called by the window, in no hurry.

    What was queued was never sent, and is not sent now. What was sent is asked of its printer where that
    remembers; one that still waits there is cancelled, so that nothing is printed hours later.
    """
    with desk.records.reading() as reads:
        queued, sent = (reads.find(PrintJob, state=state) for state in (QUEUED, SENT))
    for job in queued:
        if made_at(job.id) < before:
            move_job(desk, job.id, EXPIRED, INTERRUPTED, only_from=(QUEUED,))
    for job in sent:
        if made_at(job.id) < before:
            _take_up(desk, job)


def _take_up(desk: Desk, job: PrintJob) -> None:
    try:
        handed = desk.printers.left_over(job.printer, job.id)
    except Unavailable as error:
        if error.code != "printer_unknown":  # a printer that is gone from the settings leaves it open
            move_job(desk, job.id, FAILED, error.code, only_from=(SENT,))
    else:
        _settle(desk, job.id, handed)


def _settle(desk: Desk, job_id: str, handed: Handed) -> None:
    state = CONFIRMED if handed.proven else SENT
    move_job(desk, job_id, state, handed.note or handed.detail, only_from=(SENT,))


def await_job(desk: Desk, job_id: str) -> PrintJob:
    """The job when its lane is done with it, for a caller that has nothing else to do."""
    limit = float(desk.settings["打印时限秒"] + 4 * desk.settings["打印机回音秒"])
    desk.printers.settle(limit * 2)
    return look_at_job(desk, job_id)


def look_at_job(desk: Desk, job_id: str) -> PrintJob:
    """The job as it stands now. LookupError for an unknown id."""
    with desk.records.reading() as reads:
        job = reads.get(PrintJob, job_id)
    if job is None:
        raise LookupError(job_id)
    return job


def move_job(
    desk: Desk, job_id: str, state: str, detail: str | None = None, *, only_from: Collection[str]
) -> PrintJob | None:
    """Move a job on and announce it; None, and nothing changed, where it stands elsewhere by now."""
    now = desk.clock.now()

    def work(writes: Writes) -> PrintJob | None:
        job = writes.get(PrintJob, job_id)
        if job is None or job.state not in only_from:
            return None
        changes: dict[str, Any] = {"state": state, "detail": detail if detail is not None else job.detail}
        if state != SENT:
            changes["ended_at"] = now
        elif job.sent_at is None:
            changes["sent_at"] = now
        return writes.change(job, **changes)

    moved = desk.records.write(work)
    if moved is not None:
        desk.announce(PrintJobChanged(job_id, state))
    return moved


def _id(job: PrintJob) -> str:
    return job.id
