"""A printer or CUPS queue over IPP: media looked at first, the job followed to its end or taken back."""

from __future__ import annotations

from typing import Any

from app.domain.print_jobs import job_number
from app.domain.printers import PrinterEntry
from app.errors import Unavailable
from app.ports.printers import Handed, PrinterState
from printing.printers.driver import Stop, Work
from printing.printers.ipp import INTEGER, KEYWORD, Attribute
from printing.printers.ipp_client import IppClient, LostAnswer
from printing.printers.ipp_follow import IppFollow, device_behind
from printing.printers.limits import Limits
from printing.printers.media import MEDIA, takes
from printing.printers.reasons import WORDS, blocking, in_words

STOPPED = 5
PDF, RAW = "application/pdf", "application/vnd.cups-raw"


class SheetPrinter:
    """IPP direct or through CUPS; with ``raw`` a thermal printer behind a CUPS queue."""

    def __init__(self, entry: PrinterEntry, limits: Limits, *, raw: bool = False) -> None:
        self._entry = entry
        self._limits = limits
        self._client = IppClient(entry, limits.answer)
        self._format = RAW if raw else PDF
        self.form = "escpos" if raw else "pdf"

    def state(self) -> PrinterState:
        """CUPS knows only what the last job told it: its word is not the printer's own (answers=False)."""
        entry = self._entry
        try:
            facts = self._client.printer()
        except Unavailable as error:
            word = WORDS.get(error.code, "没有回音")
            return PrinterState(entry.name, entry.kind, False, False, (word,), entry.papers)
        reasons = list(in_words(map(str, facts.get("printer-state-reasons", []))))
        stopped = facts.get("printer-state", [0])[0] == STOPPED
        refuses = facts.get("printer-is-accepting-jobs", [True])[0] is False
        if refuses or (stopped and not reasons):
            reasons.append(WORDS["printer_refuses" if refuses else "printer_paused"])
        ready = not (stopped or refuses or self._blocked(facts))
        return PrinterState(entry.name, entry.kind, ready, not self._is_queue(), tuple(reasons), entry.papers)

    def hand_over(self, work: Work, stop: Stop) -> Handed:
        """As Printers.hand_over. Only job-state 9 (completed) is proof, and only from the printer itself."""
        facts = self._client.printer()
        if facts.get("printer-is-accepting-jobs", [True])[0] is False:
            raise self._not("printer_refuses")
        media = [str(medium) for medium in facts.get("media-supported", [])]
        if self._format == PDF and not takes(work.paper, media):
            raise Unavailable("printer_wrong_media", printer=self._entry.name, paper=work.paper)
        if not self._takes_format(facts):
            raise self._not("printer_format")
        wanted = self._wanted(work, facts)
        name = f"{work.name} {job_number(work.job)}"
        self._client.validate(name, self._format, wanted)
        try:
            number = self._client.print(name, self._format, wanted, work.data)
        except LostAnswer:
            return self._found_again(work.job, stop, facts)
        return self._follow(number, work.job, facts).to_the_end(stop)

    def left_over(self, job: str) -> Handed:
        """As Printers.left_over: the job is looked up by the 出单号 in its name."""
        known = self._client.find(job_number(job))
        if known is None:
            return Handed(False, "", "printer_unsure")
        return self._follow(known[0], job, self._client.printer()).taken_back("printer_interrupted")

    def _found_again(self, job: str, stop: Stop, facts: dict[str, list[Any]]) -> Handed:
        """The answer to Print-Job was lost: look whether the printer has the job."""
        try:
            known = self._client.find(job_number(job))
        except Unavailable:
            known = None
        if known is None:
            return Handed(False, "", "printer_cut_off_after")
        return self._follow(known[0], job, facts).to_the_end(stop)

    def _follow(self, number: int, job: str, facts: dict[str, list[Any]]) -> IppFollow:
        queue = self._is_queue() or self._format == RAW
        device = device_behind(facts, self._limits.answer) if queue else None
        return IppFollow(self._client, self._limits, number, job_number(job), queue, device)

    def _blocked(self, facts: dict[str, list[Any]]) -> str | None:
        return blocking(map(str, facts.get("printer-state-reasons", [])))

    def _wanted(self, work: Work, facts: dict[str, list[Any]]) -> list[Attribute]:
        """The job's attributes; where it can, the printer is told to drop the job itself if we are gone."""
        wanted = [Attribute(INTEGER, "copies", 1)]
        if self._format == PDF:
            wanted.append(Attribute(KEYWORD, "media", MEDIA[work.paper]))
        if "job-cancel-after" in facts.get("job-creation-attributes-supported", []):
            wanted.append(Attribute(INTEGER, "job-cancel-after", int(self._limits.whole) + 10))
        return wanted

    def _takes_format(self, facts: dict[str, list[Any]]) -> bool:
        formats = facts.get("document-format-supported", [])
        return not formats or self._format in formats or self._format == "application/octet-stream"

    def _is_queue(self) -> bool:
        return self._entry.path.startswith(("/printers/", "/classes/"))

    def _not(self, code: str) -> Unavailable:
        return Unavailable(code, printer=self._entry.name)
