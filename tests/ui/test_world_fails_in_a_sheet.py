"""F9 in a sheet on a full, read-only or locked disk: a sentence says so, nothing is lost, F9 works later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.step_entry import parse_step
from app.domain.rows.desk import Draft
from app.errors import Unavailable
from app.services.case.open_case import readable_case
from app.services.desk.keep_draft import list_drafts
from app.services.handling.advance_matter import advance_matter
from db import store
from tests.ui.house import NOW, add_visit, settle
from ui import routes
from ui.app import Program
from ui.widgets.fields import TextField
from ui.window import Window

SENTENCES = {"disk_full": "磁盘满了", "store_read_only": "不能写", "store_locked": "占用"}
SHEETS = {
    "tell": {"opinion": "由市住建局核查（示例）", "contact": "值班室"},
    "reply": {"text": "已核查（示例）"},
    "rate": {"bureau.value": "满意"},
    "amend": {"what": "m", "m.claim": "改过的诉求（示例）"},
    "incident": {"kind": "扬言", "what": "示例", "measures": "劝导（示例）"},
    "receive": {},
}


@pytest.fixture
def matter(desk: Desk) -> str:
    made = add_visit(desk.at(NOW - timedelta(days=5)))
    step = {"matter": made.matter, "mode": "交办", "unit": "市住建局", "term": "10日"}
    advance_matter(desk.at(NOW - timedelta(days=4)), parse_step(step))
    return made.matter


def press_f9(window: Window) -> None:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F9)
    QApplication.processEvents()


def fill(program: Program, qtbot: QtBot, values: dict[str, str]) -> None:
    assert program.window is not None
    page = program.window.current
    for key, text in values.items():
        made = page.view.fields.inputs[key]
        made.set_value(text)
        made.edited.emit()
        settle(qtbot, program.tasks)
    qtbot.waitUntil(lambda: not page._rest.isActive() if page.name == "act" else page.foretelling.is_resting)
    settle(qtbot, program.tasks)


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        *((sheet, "disk_full") for sheet in (*SHEETS, "step")),
        ("tell", "store_read_only"),
        ("step", "store_locked"),
    ],
)
def test_nothing_is_lost_and_f9_works_once_it_is_over(
    program: Program,
    qtbot: QtBot,
    matter: str,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    sheet: str,
    code: str,
) -> None:
    window = program.window
    assert window is not None
    if sheet == "step":
        window.show_route(routes.Step(matter))
        settle(qtbot, program.tasks)
        window.current.choose("受理告知")
        fill(program, qtbot, {"remark": "示例", "unit": "市住建局"})
    else:
        window.show_route(routes.Act(sheet, matter))
        settle(qtbot, program.tasks)
        values = dict(SHEETS[sheet])
        if sheet == "reply":
            duties = window.current.facts.choices["duty"]
            values["duty"] = next(value for value, words in duties if "提出异议" not in words)
        fill(program, qtbot, values)
    page = window.current
    typed = dict(page.view.fields.values())
    with monkeypatch.context() as failing:

        def refuse(*_: object, **__: object) -> None:
            raise Unavailable(code)

        failing.setattr(store, "_act", refuse)
        press_f9(window)
        qtbot.waitUntil(lambda: SENTENCES[code] in window.notice.text())
        qtbot.waitUntil(lambda: not page.busy)
        assert window.current is page
        assert page.view.fields.values() == typed
    qtbot.waitUntil(lambda: not page.draft.waiting)
    if page.draft.begun:
        assert len(list_drafts(desk)) == 1
    before = readable_case(desk, matter).case
    press_f9(window)
    qtbot.waitUntil(lambda: window.current is not page)
    settle(qtbot, program.tasks)
    assert readable_case(desk, matter).case != before
    assert list_drafts(desk) == []


def test_the_field_types_on_while_nothing_can_be_kept(
    program: Program, qtbot: QtBot, matter: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft is tried again by itself; what was typed meanwhile is in it."""
    window = program.window
    assert window is not None
    window.show_route(routes.Act("tell", matter))
    settle(qtbot, program.tasks)
    field = window.current.view.fields.inputs["contact"]
    assert isinstance(field, TextField)
    with monkeypatch.context() as failing:

        def refuse(*_: object, **__: object) -> None:
            raise Unavailable("disk_full")

        failing.setattr(store, "_act", refuse)
        field.setFocus()
        QTest.keyClicks(field, "0562")
        qtbot.waitUntil(lambda: "磁盘满了" in window.notice.text())
        QTest.keyClicks(field, "1234")
        qtbot.wait(250)

    def is_kept() -> bool:
        with desk.records.reading() as reads:
            return any("05621234" in str(draft.form) for draft in reads.find(Draft))

    qtbot.waitUntil(is_kept)
