"""Printers in the settings, over the real store and our own ESC/POS device: added, bound, tried, removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.devices.escpos_printer import PAPER_OUT, EscposPrinter
from app.domain.printers import Binding
from app.errors import Refused
from app.ports.printers import FOLDER, FoundPrinter
from app.services.printing.bind_printers import (
    add_printer,
    bind_printer,
    bindings,
    bound_printer,
    list_printers,
)
from tests.ui.house import settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.settings.page import SettingsPage
from ui.settings.printer_rows import entry_of
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets.ask import Question
from ui.widgets.picker import Picker

Said = list[tuple[str, str]]


@pytest.fixture
def page(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk) -> SettingsPage:
    made = SettingsPage(workplace_of(desk, tasks, bridge), look)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.come(routes.Settings())
    settle(qtbot, tasks)
    return made


@pytest.fixture
def said(page: SettingsPage) -> Said:
    found: Said = []
    page.notice.connect(lambda kind, text: found.append((kind, text)))
    return found


def run(page: SettingsPage, name: str) -> None:
    next(one for one in page.commands() if one.name == name).run()


def add(page: SettingsPage, qtbot: QtBot, tasks: Tasks, name: str, address: str, papers: str) -> None:
    """Alt+P, three fields, Enter."""
    run(page, "settings.printer.add")
    for key, text in (("name", name), ("address", address), ("papers", papers)):
        page.printers.fields[key].set_value(text)
    qtbot.keyClick(page.printers.fields["papers"], Qt.Key.Key_Return)
    settle(qtbot, tasks)


def states(page: SettingsPage) -> dict[str, tuple[str, str]]:
    return {one.title: (one.token, one.right) for one in page.view.printers.printers.rows()}


def test_the_folder_is_always_there(page: SettingsPage) -> None:
    assert states(page) == {FOLDER: ("ok", "就绪")}
    idle = [one.name for one in page.commands() if not one.enabled]
    assert idle == ["settings.printer.remove", "settings.printer.unbind"]


def test_a_printer_is_added_bound_tried_and_removed(
    page: SettingsPage, said: Said, desk: Desk, device: EscposPrinter, qtbot: QtBot, tasks: Tasks
) -> None:
    add(page, qtbot, tasks, "小票机", f"tcp://127.0.0.1:{device.port}", "80mm")
    assert said[-1][0] == "good"
    assert [one.name for one in list_printers(desk)] == ["小票机"]
    qtbot.waitUntil(lambda: states(page).get("小票机") == ("ok", "就绪"))
    run(page, "settings.printer.bind")
    for key, value in (("kind", "来访回执"), ("printer", "小票机"), ("paper", "80mm")):
        page.printers.fields[key].set_value(value)
    qtbot.keyClick(page.printers.fields["paper"], Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert bound_printer(desk, "来访回执") == Binding(kind="来访回执", printer="小票机", paper="80mm")
    assert [(one.title, one.second) for one in page.view.printers.bound.rows()] == [
        ("来访回执", "小票机，80 毫米小票")
    ]
    names = [one.title for one in page.view.printers.printers.rows()]
    page.view.printers.printers.choose(names.index("小票机"))
    run(page, "settings.printer.test")
    settle(qtbot, tasks)
    assert len(device.slips) == 1
    assert "试打页已到小票机" in said[-1][1]
    page.printers.ask_remove()
    question = page.view.window().findChild(Question)
    assert question is not None
    question.agreed.emit()
    settle(qtbot, tasks)
    assert list_printers(desk) == ()
    assert said[-1] == ("good", "已去掉小票机。")


def test_a_second_enter_while_it_is_under_way_does_nothing(
    page: SettingsPage, said: Said, desk: Desk, device: EscposPrinter, qtbot: QtBot, tasks: Tasks
) -> None:
    """Answers come home by the event loop, which does not turn between two keys of QTest."""
    run(page, "settings.printer.add")
    typed = {"name": "小票机", "address": f"tcp://127.0.0.1:{device.port}", "papers": "80mm"}
    for key, text in typed.items():
        page.printers.fields[key].set_value(text)
    twice(page.printers.fields["papers"], qtbot)
    settle(qtbot, tasks)
    run(page, "settings.printer.bind")
    for key, value in (("kind", "来访回执"), ("printer", "小票机"), ("paper", "80mm")):
        page.printers.fields[key].set_value(value)
    twice(page.printers.fields["paper"], qtbot)
    settle(qtbot, tasks)
    rows = page.view.printers.printers
    qtbot.waitUntil(lambda: "小票机" in states(page))
    rows.choose([one.title for one in rows.rows()].index("小票机"))
    twice(rows, qtbot)
    settle(qtbot, tasks)
    assert len(device.slips) == 1
    for ask in (page.printers.ask_unbind, page.printers.ask_remove):
        ask()
        ask()
        for question in page.view.window().findChildren(Question):
            question.yes.click()
        settle(qtbot, tasks)
    begun = [words[:4] for kind, words in said]
    assert begun == ["已添加小", "来访回执", "试打页已", "已去掉来", "已去掉小"]
    assert {kind for kind, _ in said} == {"good"}


def twice(widget: QWidget, qtbot: QtBot) -> None:
    for _ in range(2):
        qtbot.keyClick(widget, Qt.Key.Key_Return)


def test_what_could_not_be_added_can_be_mended_and_added(
    page: SettingsPage, said: Said, desk: Desk, device: EscposPrinter, qtbot: QtBot, tasks: Tasks
) -> None:
    add(page, qtbot, tasks, "小票机", "随便", "80mm")
    assert said == []
    page.printers.fields["address"].set_value(f"tcp://127.0.0.1:{device.port}")
    qtbot.keyClick(page.printers.fields["papers"], Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert [one.name for one in list_printers(desk)] == ["小票机"]


def test_a_binding_is_taken_off_and_says_where_the_kind_goes_now(
    page: SettingsPage, said: Said, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    add_printer(desk, entry_of("激光", "ipp://127.0.0.1:1/printers/a", "a4"))
    for kind in ("来访回执", "三个告知单"):
        bind_printer(desk, kind, FOLDER, "a5")
    page.printers.refresh()
    settle(qtbot, tasks)
    page.view.printers.bound.choose(1)
    run(page, "settings.printer.unbind")
    question = page.view.window().findChild(Question)
    assert question is not None
    assert "三个告知单" in question.accessibleName()
    question.shut()
    assert len(bindings(desk)) == 2, "Esc keeps it"
    run(page, "settings.printer.unbind")
    page.view.window().findChildren(Question)[-1].yes.click()
    settle(qtbot, tasks)
    assert [one.kind for one in bindings(desk)] == ["来访回执"]
    assert [one.title for one in page.view.printers.bound.rows()] == ["来访回执"]
    assert said == [("good", "已去掉三个告知单的绑定，以后到激光，A4。")]


def test_a_printer_without_paper_is_red_and_says_why(
    page: SettingsPage, said: Said, device: EscposPrinter, qtbot: QtBot, tasks: Tasks
) -> None:
    device.fault(PAPER_OUT)
    add(page, qtbot, tasks, "小票机", f"tcp://127.0.0.1:{device.port}", "80mm")
    qtbot.waitUntil(lambda: states(page).get("小票机") == ("err", "缺纸"))
    page.printers._try("小票机")
    settle(qtbot, tasks)
    assert said[-1][0] == "warning"
    assert "缺纸" in said[-1][1]
    assert device.slips == []


def test_mistakes_are_said_beside_their_field(
    page: SettingsPage, said: Said, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    add(page, qtbot, tasks, "激光", "随便", "a4")
    assert page.printers.sheet is not None
    assert page.printers.fields["address"].hasFocus()
    assert said == []
    assert list_printers(desk) == ()


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (("", "", ""), {"name", "address", "papers"}),
        (("小 票 机", "tcp://10.0.0.9:9100", "80mm"), {"name"}),
        ((FOLDER, "tcp://10.0.0.9:9100", "80mm"), {"name"}),
        (("小票机", "tcp://10.0.0.9:9100", "a4"), {"papers"}),
        (("小票机", "tcp://10.0.0.9:9100", "信纸"), {"papers"}),
    ],
)
def test_what_is_wrong_with_a_new_printer(typed: tuple[str, str, str], fields: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        entry_of(*typed)
    assert {one.field for one in refused.value.errors} == fields


def test_papers_are_read_however_they_are_parted() -> None:
    assert entry_of("激光", "ipp://localhost/printers/a", "A4、a5").papers == ("a4", "a5")


def test_a_printer_of_the_machine_is_chosen_and_its_fields_are_filled(
    page: SettingsPage, desk: Desk, qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = FoundPrinter("激光", "ipp://localhost/printers/laser", ("a4", "a5"), "二楼激光")
    monkeypatch.setattr(type(desk.printers), "of_this_machine", lambda _self: (there,))
    run(page, "settings.printer.add")
    settle(qtbot, tasks)
    fields = page.printers.fields
    assert "1 台" in fields["found"].placeholderText()
    found = fields["found"]
    assert isinstance(found, Picker)
    found.set_value(there)
    found.chosen.emit(there)
    qtbot.keyClick(fields["papers"], Qt.Key.Key_Return)
    settle(qtbot, tasks)
    (entry,) = list_printers(desk)
    assert (entry.name, entry.address, entry.papers) == (there.name, there.address, there.papers)
    run(page, "settings.printer.add")
    settle(qtbot, tasks)
    assert "没有找到" in page.printers.fields["found"].placeholderText(), (
        "what is listed is not offered again"
    )
