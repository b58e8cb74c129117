"""A second opinion on our ESC/POS: a simulator of somebody else prints the slip and tells its faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from app.domain.printers import PrinterEntry
from app.domain.rows.base import new_id
from app.errors import Unavailable
from printing.codes import CodeReader
from printing.papers import Papers
from printing.printers.driver import Driver, Work
from printing.printers.limits import Limits
from printing.printers.make import make_driver
from tests.acceptance.emupos_rig import PACKAGE, Emupos, install, newer_python, running
from tests.printing.paper_samples import content

PYTHON = newer_python()
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(PYTHON is None, reason="emupos needs Python 3.13, which is not found here"),
]
LIMITS = Limits(answer=30.0, whole=30.0, after=10.0, pause=0.05)
"""It is slow on a busy machine."""


@pytest.fixture(scope="module")
def emupos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    folder = tmp_path_factory.mktemp("emupos")
    program = install(folder / "venv", PYTHON or "")
    if program is None:
        pytest.skip(f"no registry gives {PACKAGE}")
    with running(program, folder) as made:
        yield made


@pytest.fixture
def driver(emupos: Emupos) -> Driver:
    entry = PrinterEntry(name="小票机", address=f"tcp://127.0.0.1:{emupos.port}", papers=("80mm",))
    return make_driver(entry, LIMITS, None)


def never() -> bool:
    return False


def slip(form: str) -> bytes:
    return Papers(system_fonts=False).render(content("来访回执"), "80mm", form)


def work() -> Work:
    return Work(job=new_id(), name="回执 示例", data=slip("escpos"), paper="80mm")


def ink(image: Image.Image) -> Image.Image:
    """What is printed, without the paper around it."""
    plain = image.convert("L")
    return plain.crop(ImageOps.invert(plain).getbbox())


def test_the_slip_is_printed_dot_for_dot_and_its_code_scans(
    emupos: Emupos, driver: Driver, tmp_path: Path
) -> None:
    before = len(emupos.receipts())
    assert driver.hand_over(work(), never).proven
    receipts = emupos.wait_for_receipts(before + 1)
    assert len(receipts) == before + 1
    assert content("来访回执")["code"] in CodeReader().texts(receipts[-1])
    ours = tmp_path / "ours.png"
    ours.write_bytes(slip("png"))
    with Image.open(receipts[-1]) as theirs, Image.open(ours) as meant:
        assert ink(theirs).size == ink(meant).size
        assert ImageChops.difference(ink(theirs), ink(meant)).getbbox() is None


@pytest.mark.parametrize(
    ("fault", "code", "word"),
    [
        ("paper-out", "printer_paper_out", "缺纸"),
        ("cover-open", "printer_cover_open", "盖子开着"),
        ("offline", "printer_offline", "脱机"),
    ],
)
def test_its_faults_are_read_and_nothing_is_sent(
    emupos: Emupos, driver: Driver, fault: str, code: str, word: str
) -> None:
    before = len(emupos.receipts())
    emupos.fault(fault)
    try:
        state = driver.state()
        assert (state.ready, state.answers, state.reasons) == (False, True, (word,))
        with pytest.raises(Unavailable) as caught:
            driver.hand_over(work(), never)
        assert caught.value.code == code
    finally:
        emupos.mend(fault)
    assert driver.state().ready
    assert len(emupos.receipts()) == before


def test_paper_near_its_end_is_said_and_does_not_stop_it(emupos: Emupos, driver: Driver) -> None:
    emupos.fault("paper-near-end")
    try:
        state = driver.state()
    finally:
        emupos.mend("paper-near-end")
    assert (state.ready, state.reasons) == (True, ("纸快用完",))
