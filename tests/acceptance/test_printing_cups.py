"""The print queue against CUPS and a real IPP printer: ok, jam, paper out, offline, wrong media, restarts."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from app.desk import Desk
from app.devices.escpos_printer import EscposPrinter
from app.domain.print_jobs import CONFIRMED, EXPIRED, FAILED, QUEUED, SENT, job_number
from app.domain.rows.papers import PrintJob
from app.services.printing.print_paper import Printed, print_paper, unconfirmed_jobs
from app.services.printing.print_queue import take_up_jobs
from app.settings import Settings
from printing.codes import CodeReader
from printing.printers.desk_printers import DeskPrinters
from printing.printers.limits import Limits
from tests.acceptance.printing_rig import CUPS_PORT, IPP_PORT, ROLL_PORT, Rig, missing, standing
from tests.app.services.front_office import front  # noqa: F401  (a fixture)

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]
LIMITS = Limits(answer=2, whole=5, after=5, pause=0.1)
DIRECT, QUEUE, ROLL = "直连", "队列", "卷纸"
PRINTERS = "；".join(
    [
        f"{DIRECT} ipp://localhost:{IPP_PORT}/ipp/print a4,a5",
        f"{QUEUE} ipp://127.0.0.1:{CUPS_PORT}/printers/sheet a4,a5",
        f"{ROLL} cups-raw://127.0.0.1:{CUPS_PORT}/printers/roll 80mm",
    ]
)


@pytest.fixture(scope="module")
def standing_rig() -> Iterator[Rig]:
    with standing() as made:
        yield made


@pytest.fixture
def rig(standing_rig: Rig) -> Iterator[Rig]:
    """On, with paper, and nothing printed yet.

    Switched off and on for each test: ippeveprinter 2.4 starts no command any more after a job that was
    cancelled while its command ran.
    """
    standing_rig.mode("ok")
    standing_rig.switch_off()
    standing_rig.switch_on()
    for sheet in standing_rig.printed:
        sheet.unlink()
    with standing_rig.inside():
        yield standing_rig


@dataclass
class Printing:
    """A clerk's desk with the rig's printers."""

    rig: Rig
    front: Any
    desk: Desk
    printers: DeskPrinters
    number: str

    def print(self, printer: str, paper: str = "a4") -> Printed:
        return print_paper(self.desk, self.number, "回执", paper, printer, "没有出纸")

    def job(self, printed: Printed) -> PrintJob:
        return self.front.one(PrintJob, id=printed.job.id)

    def settled(self, printed: Printed) -> PrintJob:
        assert self.printers.settle(40)
        return self.job(printed)

    def sheets(self, printed: Printed) -> int:
        """How many sheets in the tray carry this job's 出单号."""
        wanted = job_number(printed.job.id)
        return sum(wanted in _text(sheet) for sheet in self.rig.printed)


def _text(sheet: Any) -> str:
    document = pypdfium2.PdfDocument(sheet)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.fixture
def at(rig: Rig, front: Any) -> Iterator[Printing]:  # noqa: F811
    settings = Settings({"打印机": PRINTERS})
    printers = DeskPrinters(settings, front.home, limits=LIMITS)
    desk = replace(front.desk(), settings=settings, printers=printers)
    yield Printing(rig, front, desk, printers, front.register().visit_number)
    rig.mode("ok")
    printers.close()


@pytest.mark.parametrize("printer", [DIRECT, QUEUE])
def test_a_sheet_comes_out_and_its_code_is_the_documents(at, printer):
    printed = at.print(printer)
    job = at.settled(printed)
    assert (job.state, job.detail.isdecimal()) == (CONFIRMED, True), job
    (sheet,) = at.rig.printed
    assert printed.issued.document.code in CodeReader().texts(sheet)
    assert at.sheets(printed) == 1
    page = pypdfium2.PdfDocument(sheet)[0]
    assert tuple(round(side) for side in page.get_size()) == (595, 842)


def test_states_of_the_printers(at):
    states = {one.name: one for one in at.printers.states()}
    assert (states[DIRECT].ready, states[DIRECT].answers) == (True, True)
    assert (states[QUEUE].ready, states[QUEUE].answers) == (True, False), "CUPS is not the printer"


@pytest.mark.parametrize("printer", [DIRECT, QUEUE])
def test_a_jam_fails_and_the_next_sheet_comes_out(at, printer):
    at.rig.mode("jam")
    jammed = at.print(printer)
    job = at.settled(jammed)
    assert job.state == FAILED
    assert job.detail in ("printer_jammed", "printer_stopped_job", "printer_time_limit")
    at.rig.mode("ok")
    again = at.print(printer)
    assert at.settled(again).state == CONFIRMED
    assert (at.sheets(jammed), at.sheets(again)) == (0, 1)


@pytest.mark.parametrize("printer", [DIRECT, QUEUE])
def test_paper_refilled_in_time_comes_out(at, printer):
    at.rig.mode("out")
    refill = threading.Timer(1.5, at.rig.mode, ["ok"])
    refill.start()
    printed = at.print(printer)
    assert at.settled(printed).state == CONFIRMED
    assert at.sheets(printed) == 1


@pytest.mark.parametrize("printer", [DIRECT, QUEUE])
def test_paper_refilled_too_late_prints_nothing(at, printer):
    at.rig.mode("out")
    printed = at.print(printer)
    job = at.settled(printed)
    assert (job.state, job.detail) == (FAILED, "printer_paper_out")
    assert [one.id for one in unconfirmed_jobs(at.desk)] == [job.id]
    at.rig.mode("ok")
    time.sleep(3)
    assert at.rig.printed == []


@pytest.mark.parametrize("printer", [DIRECT, QUEUE])
def test_switched_off_it_fails_and_prints_nothing_later(at, printer):
    at.rig.switch_off()
    printed = at.print(printer)
    job = at.settled(printed)
    assert job.state == FAILED
    assert job.detail in (
        "printer_unreachable",
        "printer_offline",
        "printer_time_limit",
        "printer_stopped_job",
    )
    at.rig.switch_on()
    time.sleep(3)
    assert at.rig.printed == []


@pytest.mark.parametrize("printer", [DIRECT, QUEUE])
def test_wrong_media_is_refused_before_anything_is_sent(at, printer):
    printed = at.print(printer, paper="a5")
    job = at.settled(printed)
    assert (job.state, job.detail) == (FAILED, "printer_wrong_media")
    assert at.rig.printed == []


def test_a_roll_behind_a_raw_queue_gets_the_bytes_but_the_spooler_proves_nothing(at):
    device = EscposPrinter()
    device.start(ROLL_PORT)
    try:
        printed = at.print(ROLL, paper="80mm")
        job = at.settled(printed)
        assert (job.state, job.detail) == (SENT, "printer_spooled")
        assert len(device.slips) == 1
    finally:
        device.stop()


@pytest.mark.parametrize("printer", [DIRECT, QUEUE])
def test_a_job_left_at_the_printer_by_a_killed_program_is_cancelled(at, printer):
    at.rig.mode("out")
    printed = at.print(printer)
    until = time.monotonic() + 4
    while at.job(printed).state != SENT and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    follower = DeskPrinters(at.desk.settings, at.front.home, limits=LIMITS)
    take_up_jobs(replace(at.desk, printers=follower), datetime.now(UTC))
    assert at.job(printed).state == FAILED
    at.rig.mode("ok")
    at.printers.settle(40)
    time.sleep(1)
    assert at.rig.printed == []
    assert at.job(printed).state == FAILED


@pytest.mark.parametrize("seed", range(10))
def test_no_sheet_is_lost_or_doubled(at, seed):
    dice = random.Random(seed)
    printed = []
    for _ in range(dice.randint(1, 2)):
        fault = dice.choice(("ok", "jam", "out", "off"))
        if fault == "off":
            at.rig.switch_off()
        else:
            at.rig.mode(fault)
        printed.append(at.print(dice.choice((DIRECT, QUEUE))))
        time.sleep(dice.random() * 2)
        if fault == "off":
            at.rig.switch_on()
        at.rig.mode("ok")
    at.printers.settle(60)
    time.sleep(2.5)
    for one in printed:
        job, sheets = at.job(one), at.sheets(one)
        told = (seed, job.state, job.detail, sheets)
        assert job.state in (SENT, CONFIRMED, FAILED, EXPIRED), told
        assert job.state != QUEUED, told
        assert sheets <= 1, told
        if job.state == CONFIRMED:
            assert sheets == 1, told
        if job.state in (FAILED, EXPIRED):
            assert sheets == 0, told
