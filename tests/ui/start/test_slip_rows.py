"""Slip rows of the start page by keys: O hands a slip to another printer, as the saved page does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.devices.escpos_printer import PAPER_OUT, EscposPrinter
from app.domain.papers.names import SLIP
from app.domain.print_jobs import CONFIRMED, FAILED, OPEN
from app.domain.rows.papers import Printing, PrintJob
from app.ports.printers import FOLDER
from app.services.desk.change_setting import change_setting
from app.services.printing.bind_printers import bound_printer, fitting_paper
from app.services.printing.print_paper import print_paper
from app.services.printing.print_queue import UnseenPaper
from app.services.printing.slips_owed import slips_owed
from printing.printers.desk_printers import DeskPrinters
from tests.printing.printers.conftest import SHORT
from tests.ui.house import add_visit, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.start.page import StartPage
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets.picker import Picker


@pytest.fixture
def desk(desk: Desk, device: EscposPrinter, tmp_path: Path) -> Iterator[Desk]:
    """With a roll printer to which slips go by themselves, and the folder."""
    change_setting(desk, "打印机", f"小票机 tcp://127.0.0.1:{device.port} 80mm")
    printers = DeskPrinters(desk.settings, tmp_path / "台", limits=SHORT)
    yield replace(desk, printers=printers)
    printers.close()


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk) -> StartPage:
    made = StartPage(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 800)
    made.view.show()
    return made


def jobs(desk: Desk) -> list[PrintJob]:
    with desk.records.reading() as reads:
        return reads.find(PrintJob)


def press(page: StartPage, key: str) -> None:
    next(one for one in page.commands() if key in one.keys).run()


def choose(page: StartPage, qtbot: QtBot, tasks: Tasks, printer: str) -> None:
    """O, then the printer, then Enter."""
    press(page, "O")
    settle(qtbot, tasks)
    field = page.slip_rows.fields["printer"]
    field.set_value(printer)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, tasks)


def test_a_slip_that_failed_goes_to_another_printer_with_its_reason(
    page: StartPage, desk: Desk, device: EscposPrinter, qtbot: QtBot, tasks: Tasks
) -> None:
    device.fault(PAPER_OUT)
    made = add_visit(desk)
    print_paper(desk, made.visit_number, SLIP, "80mm", "小票机")
    qtbot.waitUntil(lambda: jobs(desk)[-1].state == FAILED)
    page.come(routes.Start())
    settle(qtbot, tasks)
    assert "换打印机按 O" in page.view.list.rows()[0].second
    with qtbot.waitSignal(page.papers_out) as out:
        choose(page, qtbot, tasks, FOLDER)
    assert "补打第 1 次存成了文件" in out.args[0].text
    last = jobs(desk)[-1]
    assert (last.printer, last.paper, last.state) == (FOLDER, desk.settings["回执纸张"], CONFIRMED)
    with desk.records.reading() as reads:
        assert [one.reason for one in reads.find(Printing)][-1] == "换打印机"
    page.refresh()
    settle(qtbot, tasks)
    assert [one.title for one in page.view.list.rows() if "出纸" in one.middle] == []
    assert len(device.slips) == 0


def test_a_slip_that_waits_is_withdrawn_from_the_first_printer(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    made = add_visit(desk)
    print_paper(desk, made.visit_number, SLIP, "80mm", "小票机")
    qtbot.waitUntil(lambda: jobs(desk)[-1].state not in OPEN)
    desk.records.write(lambda writes: writes.change(jobs(desk)[-1], state="queued"))
    page.come(routes.Start())
    settle(qtbot, tasks)
    choose(page, qtbot, tasks, FOLDER)
    assert [one.state in OPEN for one in jobs(desk)] == [False, False], "it must not come out twice"


def test_a_slip_that_was_never_built_goes_where_it_is_sent(
    page: StartPage, desk: Desk, device: EscposPrinter, qtbot: QtBot, tasks: Tasks
) -> None:
    add_visit(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    choose(page, qtbot, tasks, "小票机")
    qtbot.waitUntil(lambda: jobs(desk)[-1].state == CONFIRMED)
    assert len(device.slips) == 1
    assert slips_owed(desk) == []
    with desk.records.reading() as reads:
        assert [one.reason for one in reads.find(Printing)] == [None], "a first print gives no reason"


def test_each_printer_is_offered_with_how_it_is(
    page: StartPage, desk: Desk, device: EscposPrinter, qtbot: QtBot, tasks: Tasks
) -> None:
    device.fault(PAPER_OUT)
    add_visit(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    press(page, "O")
    settle(qtbot, tasks)
    field = page.slip_rows.fields["printer"]
    assert isinstance(field, Picker)
    assert [one.text for one in field._all] == ["小票机（缺纸）", f"{FOLDER}（就绪）"]


def test_without_a_printer_it_asks_and_esc_prints_nothing(
    page: StartPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    add_visit(desk)
    page.come(routes.Start())
    settle(qtbot, tasks)
    press(page, "Alt+O")
    settle(qtbot, tasks)
    qtbot.keyClick(page.slip_rows.fields["printer"], Qt.Key.Key_Return)
    assert page.slip_rows.sheet is not None, "the field says what is missing"
    qtbot.keyClick(page.slip_rows.sheet, Qt.Key.Key_Escape)
    settle(qtbot, tasks)
    assert page.slip_rows.sheet is None
    assert jobs(desk) == []


def test_a_printer_takes_what_it_has_paper_for(desk: Desk) -> None:
    assert bound_printer(desk, SLIP).printer == "小票机"
    assert fitting_paper(desk, SLIP, "小票机") == "80mm"
    assert fitting_paper(desk, SLIP, FOLDER) == desk.settings["回执纸张"]
    assert fitting_paper(desk, "告知书", FOLDER) == "a4"
    assert fitting_paper(desk, "告知书", "小票机") == "80mm"


def test_each_key_names_the_paper_of_its_row(page: StartPage, desk: Desk) -> None:
    """R on a report or a letter does not speak of a slip."""
    made = add_visit(desk)
    print_paper(desk, made.visit_number, SLIP, "80mm", "小票机")
    job = jobs(desk)[-1]
    for kind in (SLIP, "接访日报", "三个告知单"):
        row = UnseenPaper(job, kind, made.visit_number, made.visit_number)
        words = [command.text for command in page.slip_rows.commands(row) if "R" in command.keys]
        assert words == [f"补打选中的{kind}"]
