"""The print queue: what a job's state says is true of the paper, whatever the printer does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import zxingcpp

from app.devices.escpos_printer import COVER_OPEN, PAPER_OUT, SILENT
from app.domain.print_jobs import CONFIRMED, EXPIRED, FAILED, QUEUED, SENT, job_number
from app.domain.printers import PrinterEntry
from app.domain.rows.audit import AuditEntry
from app.domain.rows.papers import Printing, PrintJob
from app.errors import Refused, Unavailable
from app.events import PrintJobChanged
from app.ports.printers import FOLDER
from app.services.desk.change_setting import change_setting
from app.services.printing.bind_printers import (
    add_printer,
    bind_printer,
    bindings,
    bound_printer,
    remove_printer,
    unbind_printer,
)
from app.services.printing.list_jobs import find_job, list_jobs
from app.services.printing.print_paper import confirm_job, unconfirmed_jobs
from app.services.printing.print_queue import take_up_jobs
from app.services.printing.try_printer import try_printer
from printing.printers.desk_printers import DeskPrinters
from tests.app.services.printing.rig import ROLL, PrintingDesk


@pytest.fixture
def at(front, device) -> Iterator[PrintingDesk]:
    made = PrintingDesk(front, device)
    yield made
    made.printers.close()


@pytest.fixture
def number(front) -> str:
    return front.register().visit_number


def test_a_slip_is_printed_proven_and_its_code_is_the_documents(at, number):
    printed = at.print(number, paper="80mm")
    job = at.settled(printed)
    assert (job.state, job.sent_at is not None, job.ended_at is not None) == (CONFIRMED, True, True)
    assert at.slips_of(printed) == 1
    (slip,) = at.device.slips
    codes = {code.text for code in zxingcpp.read_barcodes(slip.convert("L"))}
    assert printed.issued.document.code in codes
    states = [event.state for event in at.front.events if isinstance(event, PrintJobChanged)]
    assert states == [QUEUED, SENT, CONFIRMED]


def test_the_job_number_stands_on_the_paper_and_finds_the_job(at, number):
    printed = at.print(number)
    job = at.settled(printed)
    assert find_job(at.desk, job_number(job.id).lower()).id == job.id
    again = at.print(number)
    assert again.issued.data != printed.issued.data
    assert at.settled(again).state == CONFIRMED
    assert again.issued.times == 1


def test_a_job_is_stored_with_its_printing_and_counted(at, number):
    for _ in range(3):
        at.settled(at.print(number))
    printings = at.front.all(Printing)
    jobs = at.front.all(PrintJob)
    assert [one.times for one in printings] == [0, 1, 2]
    assert {job.printing_id for job in jobs} == {one.id for one in printings}
    acts = [one.act for one in at.front.all(AuditEntry) if one.act in ("出单", "补打")]
    assert acts == ["出单", "补打", "补打"]


def test_out_of_paper_fails_at_once_is_listed_and_printed_again_after_refilling(at, number):
    at.device.fault(PAPER_OUT)
    failed = at.print(number)
    assert at.settled(failed).state == FAILED
    assert [job.id for job in unconfirmed_jobs(at.desk)] == [failed.job.id]
    at.device.mend()
    assert at.device.slips == []
    again = at.print(number)
    assert at.settled(again).state == CONFIRMED
    assert unconfirmed_jobs(at.desk) == []
    assert at.job(failed).state == FAILED
    assert len(at.device.slips) == 1


def test_nothing_of_print_paper_waits_for_a_dead_printer_nor_does_another_lane(at, number, front):
    at.device.fault(SILENT, COVER_OPEN)
    other = front.register(
        people=[front.person(name="李小红", id_number=None, id_type="无", no_id_reason="当场无证件")]
    )
    slow = [at.print(number) for _ in range(4)]
    dead = at.print(other.visit_number, printer="备用", paper="80mm")
    assert at.job(dead).state in (QUEUED, SENT, FAILED)
    assert at.printers.settle(30)
    assert at.job(dead).state == FAILED
    assert at.job(dead).detail == "printer_unreachable"
    told = [event.job_id for event in at.front.events if isinstance(event, PrintJobChanged)]
    last = {job: place for place, job in enumerate(told)}
    assert last[dead.job.id] < last[slow[-1].job.id]  # asked last, and not behind the four of the other lane
    at.device.mend()
    assert all(at.job(one).state in (SENT, EXPIRED, FAILED) for one in slow)


def test_silence_leaves_it_to_the_clerk(at, number):
    at.device.fault(SILENT)
    printed = at.print(number)
    job = at.settled(printed)
    assert (job.state, job.detail) == (SENT, "printer_silent")
    assert [one.id for one in unconfirmed_jobs(at.desk)] == [job.id]
    assert confirm_job(at.desk, job.id).state == CONFIRMED
    assert unconfirmed_jobs(at.desk) == []
    assert confirm_job(at.desk, job.id).state == CONFIRMED


def test_a_job_that_waited_too_long_is_never_sent(front, device, number):
    at = PrintingDesk(front, device, 出单有效秒=0)
    printed = at.print(number)
    job = at.settled(printed)
    at.printers.close()
    assert (job.state, job.detail) == (EXPIRED, "printer_expired")
    assert device.slips == []
    with pytest.raises(Refused) as caught:
        confirm_job(at.desk, job.id)
    assert front.refused(caught) == {("job", "job_not_sent")}


def test_a_reprint_takes_back_the_job_that_still_waits(at, number, monkeypatch):
    reached, go_on = threading.Event(), threading.Event()

    def slow(printer, job, name, data, paper):
        reached.set()
        assert go_on.wait(10)
        return DeskPrinters.hand_over(at.printers, printer, job, name, data, paper)

    monkeypatch.setattr(at.printers, "hand_over", slow)
    first = at.print(number)
    assert reached.wait(10)
    waiting, last = at.print(number), at.print(number)
    go_on.set()
    assert at.settled(last).state == CONFIRMED
    assert (at.job(first).state, at.job(first).detail) == (FAILED, "printer_withdrawn")
    assert (at.job(waiting).state, at.job(waiting).detail) == (EXPIRED, "printer_withdrawn")
    assert [at.slips_of(one) for one in (first, waiting, last)] == [0, 0, 1]
    assert unconfirmed_jobs(at.desk) == []


def test_after_a_restart_what_was_queued_is_never_sent_and_what_was_sent_is_listed(at, number, front):
    printed = at.print(number)
    at.settled(printed)
    row = at.job(printed)
    for state in (QUEUED, SENT):
        front.store.write(
            lambda w, state=state: w.change(w.get(PrintJob, row.id), state=state, ended_at=None)
        )
        take_up_jobs(at.desk, datetime.now(UTC) - timedelta(hours=1))
        assert at.job(printed).state == state, "a job of this start is left alone"
        take_up_jobs(at.desk, datetime.now(UTC))
        job = at.job(printed)
        expected = {QUEUED: (EXPIRED, "printer_interrupted"), SENT: (SENT, "printer_unsure")}[state]
        assert (job.state, job.detail) == expected
        assert [one.id for one in unconfirmed_jobs(at.desk)] == [job.id]
    assert len(at.device.slips) == 1


def test_unconfirmed_slips_are_listed_until_the_day_ends(at, number, front):
    at.device.fault(SILENT)
    at.settled(at.print(number))
    tomorrow = front.desk(at=front.monday + timedelta(days=1))
    assert unconfirmed_jobs(at.desk) != []
    assert unconfirmed_jobs(tomorrow) == []


def test_the_folder_has_ended_when_print_paper_returns(at, number):
    printed = at.print(number, printer=FOLDER, paper="a5")
    assert printed.job.state == CONFIRMED
    assert Path(printed.job.detail).read_bytes().startswith(b"%PDF")
    at.front.home.joinpath("出单").rename(at.front.home / "weg")
    at.front.home.joinpath("出单").write_text("in the way")
    broken = at.print(number, printer=FOLDER, paper="a5")
    assert (broken.job.state, broken.problem) == (FAILED, "folder_not_writable")


def test_an_unknown_printer_issues_nothing(at, number):
    with pytest.raises(Unavailable, match="printer_unknown"):
        at.print(number, printer="没有这台")
    assert at.front.all(Printing) == []


def test_kinds_are_bound_to_printers_once(at, front):
    desk = at.desk
    assert bound_printer(desk, "回执").printer == ROLL
    assert bound_printer(desk, "三个告知单").printer == FOLDER
    add_printer(desk, PrinterEntry(name="激光", address="ipp://localhost/printers/a5", papers=("a5", "a4")))
    assert (bound_printer(desk, "三个告知单").printer, bound_printer(desk, "三个告知单").paper) == (
        "激光",
        "a4",
    )
    bind_printer(desk, "三个告知单", "激光", "a5")
    bind_printer(desk, "其他", FOLDER, "a4")
    assert bound_printer(desk, "三个告知单").paper == "a5"
    assert bound_printer(desk, "受理告知书").printer == FOLDER
    assert {one.name for one in desk.printers.states()} == {ROLL, "备用", "激光", FOLDER}
    remove_printer(desk, "激光")
    assert bound_printer(desk, "三个告知单").printer == FOLDER
    with pytest.raises(Refused) as caught:
        bind_printer(desk, "回执", ROLL, "a4")
    assert front.refused(caught) == {("paper", "printer_wrong_media")}


def test_what_is_no_longer_bound_goes_as_if_it_never_was(at, front):
    desk = at.desk
    add_printer(desk, PrinterEntry(name="激光", address="ipp://127.0.0.1:1/printers/a", papers=("a4", "a5")))
    before = bound_printer(desk, "三个告知单")
    bind_printer(desk, "三个告知单", "激光", "a5")
    bind_printer(desk, "其他", FOLDER, "a4")
    unbind_printer(desk, "三个告知单")
    assert bound_printer(desk, "三个告知单").printer == FOLDER, "what is bound for all others holds"
    unbind_printer(desk, "其他")
    assert bound_printer(desk, "三个告知单") == before
    assert bindings(desk) == ()
    with pytest.raises(Refused) as caught:
        unbind_printer(desk, "其他")
    assert front.refused(caught) == {("kind", "binding_unknown")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("小票机", "printer_entry"),
        ("小票机 telnet://x 80mm", "printer_address"),
        ("小票机 tcp://x:many 80mm", "printer_address"),
        ("小票机 tcp://x a4", "printer_papers"),
        ("小票机 tcp://x 80mm；小票机 tcp://y 80mm", "printer_twice"),
        ("小票机 tcp://x 80mm 512", "printer_too_narrow"),
        ("激光 ipp://x 80mm", "printer_papers"),
        ("激光 ipp://x b5", "paper_unknown"),
    ],
)
def test_a_list_of_printers_that_cannot_be_is_refused(at, front, text, code):
    with pytest.raises(Refused) as caught:
        change_setting(at.desk, "打印机", text)
    assert front.refused(caught) == {("打印机", code)}


def test_a_test_page_comes_out_with_codes_of_every_size(at):
    tried = try_printer(at.desk, ROLL, "80mm")
    assert tried.handed.proven
    (slip,) = at.device.slips
    codes = [code.text for code in zxingcpp.read_barcodes(slip.convert("L"))]
    assert {code.split("/")[1] for code in codes} >= {"500UM", "750UM", "1000UM"}
    assert at.front.all(PrintJob) == []


def test_jobs_are_listed_with_their_number(at, number):
    printed = at.print(number)
    at.settled(printed)
    (row,) = list_jobs(at.desk)
    assert row["job"] == job_number(printed.job.id)
    assert (row["state"], row["number"]) == (CONFIRMED, number)
