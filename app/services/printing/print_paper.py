"""Put an issued paper on paper: queued with the record of it, sent in its printer's own lane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from app.desk import Desk
from app.domain.print_jobs import CONFIRMED, EXPIRED, FAILED, OPEN, QUEUED, SENT
from app.domain.rows.papers import PrintJob
from app.errors import Unavailable
from app.events import PrintJobChanged
from app.services.papers.daily_report import daily_report
from app.services.papers.issue_paper import issue_paper, require_issuable
from app.services.papers.put_on_paper import Issued
from app.services.printing.print_queue import confirm_job, look_at_job, move_job, send_job, unconfirmed_jobs

__all__ = [
    "CONFIRMED",
    "EXPIRED",
    "FAILED",
    "QUEUED",
    "SENT",
    "Printed",
    "as_printed",
    "confirm_job",
    "job_facts",
    "job_problem",
    "print_daily",
    "print_paper",
    "unconfirmed_jobs",
]


@dataclass(frozen=True, slots=True)
class Printed:
    """A job as it stood when this was returned; ``problem`` is the code of what the printer said."""

    job: PrintJob
    issued: Issued
    problem: str | None = None
    facts: Mapping[str, Any] | None = None


def print_paper(
    desk: Desk,
    number: str,
    kind: str,
    paper: str,
    printer: str,
    reason: str | None = None,
    *,
    detail: dict[str, Any] | None = None,
) -> Printed:
    """Issue the paper (or reprint it, which is counted and marked) and put it in its printer's lane.

    The record is safe before any of this, and nothing here waits for a printer: the job comes back queued or
    sent, and PrintJobChanged tells how it went on; the folder's job comes back ended. Earlier jobs of the
    same paper that are still under way are withdrawn, so that it does not come out twice. A printer that
    cannot take it leaves a failed job behind, never an exception. Refused as in issue_paper;
    Unavailable('printer_unknown').
    """
    desk.require("print")
    try:
        form = desk.printers.form(printer)
    except Unavailable:
        require_issuable(desk, number, kind, detail)  # who may not read hears that, not which printer it is
        raise
    issued = issue_paper(desk, number, kind, paper, form, reason, printer=printer, detail=detail)
    return _send(desk, issued, f"{issued.document.kind} {issued.document.number}")


def print_daily(desk: Desk, day: date, paper: str, printer: str) -> Printed:
    """The report of a day, put in a printer's lane as print_paper does. Refused as in daily_report."""
    desk.require("print")
    issued = daily_report(desk, day, paper, desk.printers.form(printer), printer=printer)
    return _send(desk, issued, f"{issued.document.kind} {issued.document.number}")


def _send(desk: Desk, issued: Issued, name: str) -> Printed:
    job = issued.job
    if job is None:
        raise LookupError("a paper for a printer has its job")
    desk.announce(PrintJobChanged(job.id, job.state))
    _withdraw_earlier(desk, job)
    desk.printers.in_lane(job.printer, partial(send_job, desk, job.id, name, issued.data))
    return as_printed(look_at_job(desk, job.id), issued)


def as_printed(job: PrintJob, issued: Issued) -> Printed:
    """The job with its problem's code and facts, if it has one."""
    problem = job_problem(job)
    return Printed(job, issued, problem, job_facts(job) if problem else None)


def job_problem(job: PrintJob) -> str | None:
    """Code of the sentence about a job that failed or expired; None for one that is well."""
    if job.state == EXPIRED:
        return job.detail or "printer_expired"
    return job.detail if job.state == FAILED else None


def job_facts(job: PrintJob) -> dict[str, str]:
    """What the sentences about printers are filled with."""
    return {"printer": job.printer, "paper": job.paper}


def _withdraw_earlier(desk: Desk, job: PrintJob) -> None:
    with desk.records.reading() as reads:
        rows = reads.find(PrintJob, document_id=job.document_id)
    for earlier in rows:
        if earlier.id == job.id or earlier.state not in OPEN:
            continue
        if move_job(desk, earlier.id, EXPIRED, "printer_withdrawn", only_from=(QUEUED,)) is None:
            desk.printers.withdraw(earlier.printer, earlier.id)
