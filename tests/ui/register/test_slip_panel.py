"""The paper panel after F9, with a thermal printer of our own: it says what is true of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.desk import Desk
from app.devices.escpos_printer import PAPER_OUT, SILENT, EscposPrinter
from app.domain.print_jobs import CONFIRMED, FAILED, OPEN, SENT
from app.domain.rows.papers import PrintJob
from app.services.desk.change_setting import change_setting
from app.services.printing.print_queue import unconfirmed_jobs
from app.services.printing.slips_owed import slips_owed
from app.services.visits.void_visit import void_visit
from printing.printers.desk_printers import DeskPrinters
from tests.printing.printers.conftest import SHORT
from tests.ui.house import add_visit
from tests.ui.register.conftest import Clerk, open_page


@pytest.fixture
def printers(device: EscposPrinter, desk: Desk, home) -> Iterator[DeskPrinters]:
    change_setting(desk, "打印机", f"小票机 tcp://127.0.0.1:{device.port} 80mm")
    made = DeskPrinters(desk.settings, home, limits=SHORT)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot, look, desk, tasks, printers):
    """The page with the slip of a stored visit under way."""
    clerk = open_page(qtbot, look, replace(desk, printers=printers), tasks)
    visit = add_visit(clerk.desk)
    clerk.page.stack.setCurrentWidget(clerk.page.saved_view)
    clerk.number = visit.visit_number
    return clerk


def title(clerk: Clerk) -> str:
    return clerk.page.saved_view._title.text()


def detail(clerk: Clerk) -> str:
    return clerk.page.saved_view._detail.text()


def jobs(clerk: Clerk) -> list[PrintJob]:
    with clerk.desk.records.reading() as reads:
        return reads.find(PrintJob)


def out(clerk: Clerk, state: str) -> None:
    """Until the newest job stands there and the panel has heard."""
    clerk.qtbot.waitUntil(lambda: bool(jobs(clerk)) and jobs(clerk)[-1].state == state)
    clerk.rest()


def test_a_printer_that_proves_it_is_believed(panel, device):
    panel.page.slip.issue(panel.number)
    out(panel, CONFIRMED)
    assert title(panel) == "回执已打出"
    assert len(device.slips) == 1


def test_no_paper_is_said_and_r_prints_again_after_refilling(panel, device):
    device.fault(PAPER_OUT)
    panel.page.slip.issue(panel.number)
    out(panel, FAILED)
    assert title(panel) == "已保存，小票机没有出纸"
    assert detail(panel).startswith("小票机缺纸。换纸后按 R 重打")
    device.mend()
    panel.page.slip.again()
    out(panel, CONFIRMED)
    assert title(panel) == "回执已打出（补打第 1 次）"
    assert len(device.slips) == 1


def test_silence_asks_the_clerk_and_enter_confirms(panel, device):
    device.fault(SILENT)
    panel.page.slip.issue(panel.number)
    out(panel, SENT)
    panel.qtbot.waitUntil(lambda: "没有回音" in detail(panel))
    panel.page.slip.confirm()
    out(panel, CONFIRMED)


def test_later_leaves_it_on_the_list(panel, device):
    device.fault(SILENT)
    panel.page.slip.issue(panel.number)
    out(panel, SENT)
    panel.page.slip.later()
    panel.rest()
    assert jobs(panel)[0].state == SENT
    assert any("留待补打" in one for one in panel.said)


def first(clerk: Clerk) -> str:
    return next(iter(clerk.page.saved_view._buttons)).text()


def test_a_slip_that_could_not_be_built_claims_no_paper_and_is_in_a_list(panel):
    """Enter goes to the next visitor, and the slip is owed: the start page has it."""
    panel.desk.settings.take("查询地址", "http://xf.example.gov.cn/q")  # as an older program stored it
    panel.page.slip.issue(panel.number)
    panel.rest()
    assert title(panel) == "回执没有出"
    assert first(panel) == "先接下一位 Enter"
    assert [one.number for one in slips_owed(panel.desk)] == [panel.number]
    panel.desk.settings.take("查询地址", "")
    panel.page.slip.issue(panel.number)
    out(panel, CONFIRMED)
    assert first(panel) == "已出纸，下一位 Enter"
    assert slips_owed(panel.desk) == []


def test_a_visit_taken_back_ends_its_jobs_and_owes_no_slip(panel, device):
    device.fault(PAPER_OUT)
    panel.page.slip.issue(panel.number)
    out(panel, FAILED)
    assert len(unconfirmed_jobs(panel.desk)) == 1
    void_visit(panel.desk, panel.number, "登记有误")
    panel.rest()
    assert not [one for one in jobs(panel) if one.state in OPEN]
    assert unconfirmed_jobs(panel.desk) == []
    assert slips_owed(panel.desk) == []
