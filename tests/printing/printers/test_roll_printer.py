"""The roll printer against our own device: what is said of a job is what came out of the slit."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.devices.escpos_printer import COVER_OPEN, OFFLINE, PAPER_NEAR_END, PAPER_OUT, SILENT
from app.domain.printers import PrinterEntry
from app.errors import Unavailable
from printing.escpos import to_escpos
from printing.printers.make import make_driver
from tests.printing.printers.conftest import SHORT, driver, never, roll, work


def printed(slip: Image.Image, image: Image.Image) -> bool:
    """Whether the slip is the picture dot for dot, with the feed before the cut."""
    top = slip.crop((0, 0, *image.size))
    return ImageChops.difference(top.convert("L"), image.convert("L")).getbbox() is None


def outcome(one, image: Image.Image) -> str | None:
    """Code of the refusal or of the note; None for proof."""
    try:
        handed = one.hand_over(work(image), never)
    except Unavailable as error:
        return error.code
    assert handed.proven is (handed.note is None)
    return handed.note


def test_a_slip_comes_out_dot_for_dot_and_the_printer_proves_it(device):
    image = roll(1500, 5)
    handed = driver(device).hand_over(work(image), never)
    assert handed.proven
    (slip,) = device.slips
    assert printed(slip, image)


@pytest.mark.parametrize(
    ("fault", "code", "word"),
    [
        (PAPER_OUT, "printer_paper_out", "缺纸"),
        (COVER_OPEN, "printer_cover_open", "盖子开着"),
        (OFFLINE, "printer_offline", "脱机"),
    ],
)
def test_a_fault_is_seen_before_a_byte_of_the_slip_is_sent(device, fault, code, word):
    device.fault(fault)
    one = driver(device)
    with pytest.raises(Unavailable) as caught:
        one.hand_over(work(roll()), never)
    assert caught.value.code == code
    state = one.state()
    assert (state.ready, state.answers, state.reasons) == (False, True, (word,))
    device.mend()
    assert device.slips == []
    assert device.torn == 0


def test_paper_near_its_end_is_said_and_prints(device):
    device.fault(PAPER_NEAR_END)
    state = driver(device).state()
    assert (state.ready, state.reasons) == (True, ("纸快用完",))
    assert driver(device).hand_over(work(roll()), never).proven


def test_silence_is_never_ready_for_certain_nor_proof(device):
    device.fault(SILENT)
    state = driver(device).state()
    assert (state.ready, state.answers, state.reasons) == (True, False, ())
    handed = driver(device).hand_over(work(roll()), never)
    assert (handed.proven, handed.note) == (False, "printer_silent")


def test_switched_off_it_is_not_connected(device):
    one = driver(device)
    device.stop()
    assert one.state().reasons == ("没有连上",)
    with pytest.raises(Unavailable, match="printer_unreachable"):
        one.hand_over(work(roll()), never)


def test_cut_off_in_mid_slip_leaves_no_whole_slip(device):
    device.cut_off_after = 20_000
    ended = outcome(driver(device), roll(40_000))
    assert ended in ("printer_cut_off", "printer_cut_off_after")  # the last bytes may be on their way
    assert device.slips == []


def test_the_slip_after_one_that_was_cut_off_is_whole(device):
    one = driver(device)
    device.cut_off_after = 15_000
    outcome(one, roll(5_000))
    for restarted in (one, driver(device)):
        image = roll(700, 9)
        assert outcome(restarted, image) is None
        slip = device.slips[-1]
        assert printed(slip.crop((0, slip.height - 790, 576, slip.height)), image)


def test_paper_that_runs_out_in_mid_slip_is_not_printed_on_the_new_roll(device):
    device.paper_left = 300
    handed = driver(device).hand_over(work(roll()), never)
    assert (handed.proven, handed.note) == (False, "printer_midway")
    device.mend()
    assert device.slips == []
    assert driver(device).hand_over(work(roll(700, 3)), never).proven
    assert len(device.slips) == 1


def test_a_printer_that_takes_no_more_is_left_within_the_limit(device):
    device._room = 2_000
    one = driver(device)
    device.paper_left = 5
    assert outcome(one, roll(60_000)) in ("printer_paper_out", "printer_time_limit", "printer_silent")


def test_the_bytes_of_a_question_inside_a_picture_do_not_confuse(device):
    image = Image.frombytes(
        "1", (576, 90), bytes(byte ^ 0xFF for byte in b"\x10\x04\x01\x10\x04\x04" * 12 * 90)
    )
    device.fault(PAPER_NEAR_END)
    handed = driver(device).hand_over(work(image), never)
    assert handed.proven
    assert printed(device.slips[0], image)


def test_withdrawn_in_mid_slip_it_is_cleared(device):
    asked = threading.Event()
    threading.Timer(0.1, asked.set).start()
    device.paper_left = 100
    device._live_answers = _without_faults(device)
    handed = driver(device).hand_over(work(roll()), asked.is_set)
    assert not handed.proven
    device.mend()
    assert device.slips == []


def _without_faults(device):
    """A printer that stops and says that all is well."""
    answers = device._live_answers

    def calm(data: bytes) -> bytes:
        faults, device.faults = device.faults, set()
        try:
            return answers(data)
        finally:
            device.faults = faults

    return calm


def test_a_device_file_gets_the_same_bytes_and_says_nothing(tmp_path: Path):
    file = tmp_path / "lp0"
    file.touch()
    entry = PrinterEntry(name="小票机", address=f"file:{file}", papers=("80mm",))
    one = make_driver(entry, SHORT, None)
    assert one.state().answers is False
    handed = one.hand_over(work(roll()), never)
    assert (handed.proven, handed.note) == (False, "printer_silent")
    assert file.read_bytes().endswith(to_escpos(roll()))


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_a_serial_line_is_asked_and_answers(device):
    near, far = os.openpty()
    entry = PrinterEntry(name="小票机", address=f"serial:{os.ttyname(far)}?baud=115200", papers=("80mm",))
    ended = threading.Event()

    def play() -> None:
        os.set_blocking(near, False)
        while not ended.is_set():
            try:
                data = os.read(near, 4096)
            except BlockingIOError:
                time.sleep(0.005)
                continue
            answers = device.take(data)
            if answers:
                os.write(near, answers)

    thread = threading.Thread(target=play)
    thread.start()
    try:
        one = make_driver(entry, SHORT, None)
        assert one.state().answers is True
        assert one.hand_over(work(roll()), never).proven
    finally:
        ended.set()
        thread.join()
        os.close(near)
        os.close(far)
    assert printed(device.slips[0], roll())
