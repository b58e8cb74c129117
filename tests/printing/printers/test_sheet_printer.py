"""The IPP client and the sheet printer, against a printer in a thread; the real one is in the acceptance."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from app.domain.print_jobs import job_number
from app.domain.printers import PrinterEntry
from app.domain.rows.base import new_id
from app.errors import Unavailable
from printing.printers import ipp
from printing.printers.driver import Work
from printing.printers.driver_printer import DriverPrinter
from printing.printers.ipp import Attribute, decode, encode
from printing.printers.make import make_driver
from printing.printers.media import takes
from printing.printers.reasons import blocking, in_words
from tests.printing.printers.conftest import SHORT, never
from tests.printing.printers.ipp_device import IppDevice


@pytest.fixture
def device() -> Iterator[IppDevice]:
    made = IppDevice()
    made.start()
    yield made
    made.stop()


def pdf() -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(420, 595))
    page.drawString(100, 100, "x")
    page.save()
    return out.getvalue()


def sheet(device: IppDevice):
    return make_driver(PrinterEntry(name="激光", address=device.address, papers=("a5", "a4")), SHORT, None)


def work(paper: str = "a4") -> Work:
    return Work(job=new_id(), name="回执 示例", data=pdf(), paper=paper)


def refused(one, asked: Work, stop=never) -> str:
    with pytest.raises(Unavailable) as caught:
        one.hand_over(asked, stop)
    return caught.value.code


def test_a_completed_job_is_proof_and_carries_its_number_and_media(device):
    asked = work()
    handed = sheet(device).hand_over(asked, never)
    assert (handed.proven, handed.detail) == (True, "1")
    job = device.jobs[1]
    assert job["name"] == f"回执 示例 {job_number(asked.job)}"
    assert job["data"] == asked.data
    assert job["job"].first(ipp.JOB)["media"] == ["iso_a4_210x297mm"]
    assert job["job"].first(ipp.OPERATION)["ipp-attribute-fidelity"] == [True]


@pytest.mark.parametrize(
    ("state", "reason", "code"),
    [(8, "media-jam-error", "printer_jammed"), (7, "none", "printer_stopped_job")],
)
def test_aborted_and_cancelled_fail_with_the_printers_reason(device, state, reason, code):
    device.ends, device.reasons = state, [reason]
    assert refused(sheet(device), work()) == code


def test_out_of_paper_is_cancelled_at_the_limit(device):
    device.ends, device.reasons = None, ["media-empty-warning"]
    assert sheet(device).state().reasons == ("缺纸",)
    assert refused(sheet(device), work()) == "printer_paper_out"
    assert device.jobs[1]["state"] == 7


def test_a_job_cancelled_while_it_prints_is_left_to_the_clerk(device):
    device.ends = None
    handed = sheet(device).hand_over(work(), never)
    assert (handed.proven, handed.note) == (False, "printer_midway")
    asked = threading.Event()
    asked.set()
    assert sheet(device).hand_over(work(), asked.is_set).note == "printer_midway"


def test_a_lost_answer_is_followed_by_the_job_number(device):
    device.loses_answers = True
    assert sheet(device).hand_over(work(), never).proven
    assert len(device.jobs) == 1


def test_wrong_media_formats_and_refusals_are_seen_before_printing(device):
    device.media = ["na_letter_8.5x11in"]
    assert refused(sheet(device), work("a5")) == "printer_wrong_media"
    device.media = []
    for status, code in (
        (0x040B, "printer_wrong_media"),
        (0x0403, "printer_denied"),
        (0x0507, "printer_refuses"),
    ):
        device.refuses = status
        assert refused(sheet(device), work()) == code
    device.accepting = False
    assert refused(sheet(device), work()) == "printer_refuses"
    assert sheet(device).state().ready is False
    assert device.jobs == {}


def test_a_job_of_an_earlier_start_is_cancelled(device):
    device.ends, device.reasons = None, ["media-empty"]
    asked = work()
    one = sheet(device)
    one._client.print(f"回执 {job_number(asked.job)}", "application/pdf", [], asked.data)
    with pytest.raises(Unavailable, match="printer_interrupted"):
        one.left_over(asked.job)
    assert device.jobs[1]["state"] == 7
    assert one.left_over(new_id()).note == "printer_unsure"


def test_nobody_there():
    entry = PrinterEntry(name="激光", address="ipp://127.0.0.1:1/ipp/print", papers=("a4",))
    one = make_driver(entry, SHORT, None)
    assert one.state().reasons == ("没有连上",)
    assert refused(one, work()) == "printer_unreachable"


@given(st.binary(max_size=200))
def test_any_bytes_are_an_ipp_message_or_a_value_error(raw):
    try:
        decode(raw)
    except ValueError:
        return


@given(
    st.lists(st.text(max_size=40), min_size=1, max_size=4),
    st.integers(-(2**31), 2**31 - 1),
    st.booleans(),
    st.binary(max_size=99),
)
def test_what_is_encoded_is_decoded(names, number, flag, data):
    about = [
        Attribute(ipp.NAME, "a", names),
        Attribute(ipp.INTEGER, "b", number),
        Attribute(ipp.BOOLEAN, "c", flag),
    ]
    answer, rest = decode(encode(ipp.PRINT_JOB, 7, about, (), data))
    assert answer.first(ipp.OPERATION) == {"a": names, "b": [number], "c": [flag]}
    assert rest == data


@pytest.mark.parametrize(
    ("supported", "fits"),
    [
        ([], True),
        (["iso_a5_148x210mm"], True),
        (["A5"], True),
        (["iso_a4_210x297mm"], False),
        (["custom_min_76x127mm", "custom_max_216x356mm"], True),
        (["custom_min_3x5in", "custom_max_5x7in"], False),
    ],
)
def test_an_a5_sheet_needs_a_tray_that_takes_it(supported, fits):
    assert takes("a5", supported) is fits


def test_reasons_in_words():
    assert in_words(["media-empty-warning", "media-needed", "toner-low-report", "none"]) == (
        "缺纸",
        "墨粉快用完",
    )
    assert blocking(["media-empty", "offline-report"]) == "printer_offline"
    assert blocking(["toner-low-warning", "none"]) is None


class FakeDrivers:
    """The platform's drivers, which take everything and say nothing."""

    def __init__(self) -> None:
        self.taken: list[tuple] = []

    def names(self) -> list[str]:
        return ["HP LaserJet"]

    def put(self, printer, title, pages, size) -> None:
        self.taken.append((printer, title, pages, size))


def test_a_drivers_printer_gets_pictures_of_the_pages_and_proves_nothing():
    drivers = FakeDrivers()
    entry = PrinterEntry(name="窗口", address="driver:HP%20LaserJet", papers=("a5",))
    one = make_driver(entry, SHORT, drivers)
    assert isinstance(one, DriverPrinter)
    assert (one.state().ready, one.state().answers) == (True, False)
    handed = one.hand_over(work("a5"), never)
    assert (handed.proven, handed.note) == (False, "printer_spooled")
    ((printer, _, pages, size),) = drivers.taken
    assert (printer, len(pages), size) == ("HP LaserJet", 1, (148.0, 210.0))
    assert pages[0].startswith(b"\x89PNG")
    assert make_driver(entry, SHORT, None).state().reasons == ("没有装驱动",)
    assert len(pypdfium2.PdfDocument(pdf())) == 1
