"""No paper is lost or doubled: two hundred random sequences of faults, kills and restarts."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image

from app.devices.escpos_printer import (
    COVER_OPEN,
    OFFLINE,
    PAPER_NEAR_END,
    PAPER_OUT,
    SILENT,
    EscposPrinter,
)
from app.domain.print_jobs import CONFIRMED, EXPIRED, FAILED, SENT
from app.domain.rows.papers import Printing, PrintJob
from app.errors import Unavailable
from app.services.printing.print_paper import Printed, confirm_job, unconfirmed_jobs
from app.services.printing.print_queue import take_up_jobs
from printing.escpos import to_escpos
from printing.printers.limits import Limits
from printing.qr import matrix
from tests.app.services.printing.rig import PrintingDesk

SEQUENCES, A_ROUND = 200, 25
FAULTS = (PAPER_NEAR_END, PAPER_OUT, COVER_OPEN, OFFLINE, SILENT)
ROWS = 600
HASTY = Limits(answer=0.3, whole=0.4, after=0.3, pause=0.01)
"""What holds of the paper holds also where a limit is too short: two hundred faults, and no waiting."""


class QuickPapers:
    """A roll in a millisecond: only the 出单号, large, over the whole length. Layout is tested elsewhere."""

    def render(self, content: dict[str, Any], paper: str, form: str) -> bytes:
        assert (paper, form) == ("58mm", "escpos")
        image = Image.new("1", (384, ROWS), 1)
        code = matrix(content["job"] + content.get("reprint", ""))
        for x, y, width, height in code.rects(0, 0, 8):
            image.paste(0, (int(x), int(y), int(x + width), int(y + height)))
        image.paste(image.crop((0, 0, 384, 300)), (0, 300))
        return to_escpos(image)

    def missing(self, content: dict[str, Any]) -> str:
        return "".join(content.get("missing", ""))


class Killed(BaseException):
    """The process is gone: nothing after this moment happens."""


class MortalRecords:
    """The store of a process that is killed: writing works until then, and never again."""

    def __init__(self, records: Any) -> None:
        self._records = records
        self.writes_left: int | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def write(self, work: Callable[[Any], Any]) -> Any:
        if self.writes_left is not None:
            self.writes_left -= 1
            if self.writes_left < 0:
                raise Killed
        return self._records.write(work)


@dataclass
class Sequence:
    """One machine, one device, and what was printed."""

    front: Any
    dice: random.Random
    number: str
    device: EscposPrinter = field(default_factory=EscposPrinter)
    printed: list[Printed] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    confirmed_by_clerk: set[str] = field(default_factory=set)

    def run(self) -> None:
        self.device.start()
        self.port = self.device.port
        self.start_program()
        try:
            for _ in range(self.dice.randint(1, 3)):
                self.some_fault()
                try:
                    self.print()
                    self.dice.choice((self.nothing, self.mend, self.power_cycle, self.kill, self.clerk))()
                except Killed:
                    self.story.append("killed on the way")
                    self.restart_program()
            self.restart_program()
            self.device.mend()
            time.sleep(0.06)  # whatever still hangs in a connection or a buffer comes out now
        finally:
            self.at.printers.close()
            self.device.stop()
        self.check()

    def start_program(self) -> None:
        self.at = PrintingDesk(self.front, self.device, HASTY)
        self.mortal = MortalRecords(self.front.store)
        self.at.desk = replace(self.at.desk, records=self.mortal, papers=QuickPapers())

    def restart_program(self) -> None:
        self.at.printers.close()
        self.start_program()
        take_up_jobs(self.at.desk, datetime.now(UTC))

    def some_fault(self) -> None:
        kind = self.dice.randrange(6)
        if kind == 0:
            self.device.fault(*self.dice.sample(FAULTS, self.dice.randint(1, 2)))
        elif kind == 1:
            self.device.paper_left = self.dice.randint(1, ROWS * 2)
        elif kind == 2:
            self.device.cut_off_after = self.dice.randint(1, ROWS * 50)
        elif kind == 3:
            self.device._room = self.dice.randint(1, ROWS * 40)
            self.device.paper_left = self.dice.randint(1, ROWS * 2)
        elif kind == 4:
            self.mortal.writes_left = self.dice.randint(1, 4)
        self.story.append(f"fault {kind} {sorted(self.device.faults)}")

    def print(self) -> None:
        self.printed.append(self.at.print(self.number))
        if self.dice.random() < 0.3:
            threading.Timer(self.dice.random() / 10, self.device.mend).start()
        if self.dice.random() < 0.7:
            self.at.printers.settle(10)

    def nothing(self) -> None:
        self.story.append("on")

    def mend(self) -> None:
        self.device.mend()
        self.story.append("mended")

    def power_cycle(self) -> None:
        self.device.stop()
        self.device.faults.clear()
        self.device.start(self.port)
        self.story.append("power cycle")

    def kill(self) -> None:
        """The process ends at once; its connection breaks with it."""
        self.mortal.writes_left = 0
        self.device.hang_up()
        self.restart_program()
        self.story.append("killed")

    def clerk(self) -> None:
        """She looks, and confirms what lies there."""
        self.at.printers.settle(10)
        for one in self.printed:
            job = self.at.job(one)
            if job.state in (SENT, FAILED) and self.at.slips_of(one):
                confirm_job(self.at.desk, job.id)
                self.confirmed_by_clerk.add(job.id)
        self.story.append("clerk")

    def check(self) -> None:
        jobs = {job.printing_id: job for job in self.front.all(PrintJob)}
        assert set(jobs) == {one.id for one in self.front.all(Printing)}, "a printing without its job"
        listed = {job.id for job in unconfirmed_jobs(self.at.desk)}
        newest = {job.document_id: job.id for job in self.front.all(PrintJob)}
        for one in self.printed:
            job, slips = self.at.job(one), self.at.slips_of(one)
            told = (job.state, job.detail, slips, self.story)
            assert job.state in (SENT, CONFIRMED, FAILED, EXPIRED), told
            assert slips <= 1, told
            if job.state == CONFIRMED:
                assert slips == 1, told
            if job.state in (FAILED, EXPIRED):
                assert slips == 0, told
            assert job.state == CONFIRMED or job.id in listed or job.id != newest[job.document_id], told


@pytest.mark.logs_expected
@pytest.mark.parametrize("start", range(0, SEQUENCES, A_ROUND))
def test_no_paper_is_lost_or_doubled(front, start):
    number = front.register().visit_number
    for seed in range(start, start + A_ROUND):
        try:
            Sequence(front, random.Random(seed), number).run()
        except (AssertionError, Unavailable) as wrong:
            raise AssertionError(f"seed {seed}: {wrong}") from wrong
