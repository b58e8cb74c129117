"""Lists the newest jobs of this desk's print queue and how each ended."""

from __future__ import annotations

from typing import Any

from app.desk import Desk
from app.domain.print_jobs import job_number
from app.domain.rows.papers import Document, PrintJob
from app.errors import FieldError, Refused
from app.services.printing.print_queue import expire_jobs

MOST = 500


def list_jobs(desk: Desk, limit: int = 50) -> list[dict[str, Any]]:
    """The newest jobs with the paper each one carries. Refused(limit_range)."""
    desk.require("print")
    if not 1 <= limit <= MOST:
        raise Refused(FieldError("limit", "limit_range", {"most": MOST}))
    expire_jobs(desk)
    with desk.records.reading() as reads:
        jobs = reads.find(PrintJob, newest_first=True, limit=limit)
        papers = {row.id: row for row in reads.among(Document, "id", {job.document_id for job in jobs})}
    return [as_json(job, papers.get(job.document_id)) for job in jobs]


def find_job(desk: Desk, number: str) -> PrintJob:
    """A job by its id, or by the 出单号 on its paper: the newest of that number. Refused(job_unknown)."""
    wanted = number.strip()
    with desk.records.reading() as reads:
        job = reads.get(PrintJob, wanted)
        if job is None:
            jobs = reads.find(PrintJob, newest_first=True, limit=MOST)
            job = next((job for job in jobs if job_number(job.id) == wanted.upper()), None)
    if job is None:
        raise Refused(FieldError("job", "job_unknown", {"number": wanted}))
    return job


def as_json(job: PrintJob, paper: Document | None) -> dict[str, Any]:
    """A job as the command line shows it."""
    return {
        "id": job.id,
        "job": job_number(job.id),
        "kind": paper.kind if paper else None,
        "number": paper.number if paper else None,
        "printer": job.printer,
        "paper": job.paper,
        "format": job.form,
        "state": job.state,
        "detail": job.detail,
        "queued_at": job.queued_at,
        "sent_at": job.sent_at,
        "ended_at": job.ended_at,
    }
