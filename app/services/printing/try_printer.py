"""A test page: it finds width, darkness, Chinese and rare characters, and the smallest code that scans."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.papers.trial_page import trial_page
from app.domain.print_jobs import job_number
from app.domain.rows.base import new_id
from app.errors import Unavailable
from app.ports.printers import FOLDER, Handed
from app.services.printing.bind_printers import list_printers


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the test page."""

    number: str
    """The 出单号 on the page."""
    paper: str
    handed: Handed


def try_printer(desk: Desk, printer: str, paper: str | None = None) -> Tried:
    """Print the test page and wait for what the printer says; nothing is recorded.

    Unavailable as in Printers.hand_over. Refused as in Papers.render.
    """
    desk.require("print")
    entry = next((listed for listed in list_printers(desk) if listed.name == printer), None)
    if entry is None and printer != FOLDER:
        raise Unavailable("printer_unknown", printer=printer)
    chosen = paper or (entry.papers[0] if entry else "a5")
    job = new_id()
    content = trial_page(job_number(job), printer, chosen, entry.dots if entry else None)
    data = desk.papers.render(content, chosen, desk.printers.form(printer))
    handed = desk.printers.hand_over(printer, job, f"试打页 {job_number(job)}", data, chosen)
    return Tried(job_number(job), chosen, handed)
