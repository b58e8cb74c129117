"""Put an issued paper on paper: through the queue to the bound printer, or as a file in the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.papers import PrintJob
from app.errors import Unavailable
from app.events import PrintJobChanged
from app.ports.records import Writes
from app.services.issue_paper import Issued, issue_paper

QUEUED, SENT, CONFIRMED, FAILED, EXPIRED = "queued", "sent", "confirmed", "failed", "expired"


@dataclass(frozen=True, slots=True)
class Printed:
    """A job as it stands after it was handed over; ``problem`` is the code of what the printer said."""

    job: PrintJob
    issued: Issued
    problem: str | None = None
    facts: Mapping[str, Any] | None = None


def print_paper(
    desk: Desk, number: str, kind: str, paper: str, printer: str, reason: str | None = None
) -> Printed:
    """Issue the paper (or reprint it, which is counted and marked) and hand it to a printer.

    The record is safe before any of this. A printer that cannot take it leaves a failed job behind, never an
    exception. Refused as in issue_paper; Unavailable('printer_unknown').
    """
    desk.require("print")
    form = desk.printers.form(printer)
    issued = issue_paper(desk, number, kind, paper, form, reason)
    job = PrintJob(
        id=new_id(),
        document_id=issued.document.id,
        printing_id=issued.printing.id,
        printer=printer,
        paper=paper,
        form=form,
        state=QUEUED,
        queued_at=desk.clock.now(),
    )
    desk.records.write(_adding(job))
    try:
        handed = desk.printers.hand_over(printer, job.id, f"{kind} {number}", issued.data, paper)
    except Unavailable as error:
        failed = set_job_state(desk, job.id, FAILED, error.code)
        return Printed(failed, issued, error.code, error.facts)
    return Printed(set_job_state(desk, job.id, CONFIRMED if handed.proven else SENT, handed.detail), issued)


def confirm_job(desk: Desk, job_id: str) -> PrintJob:
    """已出纸: a person has seen the sheet."""
    desk.require("print")
    return set_job_state(desk, job_id, CONFIRMED)


def unconfirmed_jobs(desk: Desk) -> list[PrintJob]:
    """Jobs whose paper nobody has seen yet, newest first; listed until the shift ends."""
    with desk.records.reading() as reads:
        jobs = [job for state in (QUEUED, SENT, FAILED, EXPIRED) for job in reads.find(PrintJob, state=state)]
    return sorted(jobs, key=_queued_at, reverse=True)


def set_job_state(desk: Desk, job_id: str, state: str, detail: str | None = None) -> PrintJob:
    """Move a job on and announce it."""
    now = desk.clock.now()

    def work(writes: Writes) -> PrintJob:
        job = writes.get(PrintJob, job_id)
        if job is None:
            raise LookupError(job_id)
        changes: dict[str, Any] = {"state": state, "detail": detail if detail is not None else job.detail}
        changes["sent_at" if state == SENT else "ended_at"] = now
        return writes.change(job, **changes)

    job = desk.records.write(work)
    desk.announce(PrintJobChanged(job_id, state))
    return job


def _adding(job: PrintJob) -> Any:
    def work(writes: Writes) -> None:
        writes.add(job)

    return work


def _queued_at(job: PrintJob) -> Any:
    return job.queued_at
