"""Lays a paper out, stores it with its printing, its job and its audit row: one way for every paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.print_jobs import QUEUED
from app.domain.rows.base import new_id
from app.domain.rows.papers import Document, Printing, PrintJob
from app.events import PaperIssued
from app.ports.records import Reads, Writes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as it would be printed now: with its marks and the desk's own pictures of characters."""

    document: Document
    fresh: bool
    """Whether it has to be stored first."""
    times: int
    """0 for the original, n for the n-th reprint."""
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper ready for printer or file."""

    document: Document
    printing: Printing
    data: bytes
    job: PrintJob | None = None
    """The job that was queued with it, where it goes to a printer."""

    @property
    def times(self) -> int:
        """0 for the original, n for the n-th reprint."""
        return self.printing.times

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.document.kind,
            "number": self.document.number,
            "times": self.times,
            "reprint": self.times > 0,
            "replaces": self.document.replaces is not None,
            "paper": self.printing.paper,
            "format": self.printing.form,
            "at": self.printing.at,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Where a paper goes."""

    paper: str
    form: str
    at: datetime
    reason: str | None = None
    printer: str | None = None
    job: str | None = None
    """Id of the print job, where it goes to a printer."""


def put_on_paper(
    desk: Desk,
    sheet_of: Callable[[Reads, bool], Sheet],
    output: Output,
    noted: Callable[[Writes, Document], None] | None = None,
) -> Issued:
    """Lay the sheet out, then store what is new of it and its printing in one transaction.

    Laid out before anything is stored and outside the store's transaction, so that a paper that cannot be
    made is never counted; laid out again where something changed meanwhile. ``sheet_of`` is asked with True
    for a look that uses up no number. ``noted`` adds audit rows of its own. Refused and Unavailable as
    Papers.render.
    """
    with desk.records.reading() as reads:
        expected = sheet_of(reads, True)
    laid_out = desk.papers.render(expected.content, output.paper, output.form)

    def work(writes: Writes) -> Issued:
        sheet = sheet_of(writes, False)
        same = sheet.content == expected.content
        data = laid_out if same else desk.papers.render(sheet.content, output.paper, output.form)
        printing = Printing(
            id=new_id(),
            document_id=sheet.document.id,
            times=sheet.times,
            paper=output.paper,
            form=output.form,
            reason=output.reason,
            at=output.at,
            by=desk.staff.login,
        )
        job = _queued(output, printing)
        writes.add(*([sheet.document] if sheet.fresh else []), printing, *([job] if job else []))
        act = "补打" if sheet.times else "出单"
        writes.audit(desk.staff.login, act, sheet.document.number, purpose=output.reason)
        if noted is not None:
            noted(writes, sheet.document)
        return Issued(document=sheet.document, printing=printing, data=data, job=job)

    issued = desk.records.write(work)
    desk.announce(PaperIssued(issued.document.id))
    return issued


def _queued(output: Output, printing: Printing) -> PrintJob | None:
    """The job of the printing; None where it goes to no printer."""
    if output.job is None or output.printer is None:
        return None
    return PrintJob(
        id=output.job,
        document_id=printing.document_id,
        printing_id=printing.id,
        printer=output.printer,
        paper=printing.paper,
        form=printing.form,
        state=QUEUED,
        queued_at=printing.at,
    )
