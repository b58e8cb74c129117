"""A sheet: its draft begins with the first key, Esc keeps it, F9 stores once, the column folds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.rows.desk import Draft
from app.errors import FieldError, Refused
from app.services.desk.keep_draft import list_drafts
from tests.ui.house import settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.forms.draft import Typed
from ui.forms.sheet import Sheet
from ui.routes import Route
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets import TextField


class Opinion(Sheet):
    """One field about a matter."""

    name = "opinion"
    screen = "登记"
    verb = "办理"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.view = self.make_view()
        self.view.show_about("XF-示例", "示例诉求", "第 50 日 / 60")
        self.field = TextField("意见", "opinion.text")
        self.view.add_panel().body.addWidget(self.field)
        self.field.edited.connect(self.draft.touch)
        self.done: list[str] = []
        self.wrong = ""

    def enter(self, route: Route) -> None:  # noqa: ARG002 - one matter, one route
        self.field.setFocus()

    def typed(self) -> Typed:
        text = self.field.text()
        return Typed(title="办理", words=text, stopped_at="意见", form={"text": text}, blank=not text)

    def judge(self) -> bool:
        return bool(self.field.text())

    def mend_first(self) -> None:
        self.field.set_error(True)

    def storing(self) -> Callable[[], str]:
        return partial(self._put_down, self.field.text())

    def _put_down(self, text: str) -> str:
        if text == "不行":
            raise Refused(FieldError("text", "required"))
        return text

    def stored(self, done: str) -> None:
        self.done.append(done)

    def refused(self, error: Refused) -> None:
        self.wrong = error.errors[0].code

    def reopen(self, draft: Draft) -> None:
        self.field.set_value(draft.form["text"])

    def clear(self) -> None:
        self.field.set_value(None)


@pytest.fixture
def sheet(qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk) -> Opinion:
    made = Opinion(workplace_of(desk, tasks, bridge))
    made.setParent(made.view)
    qtbot.addWidget(made.view)
    made.view.resize(1440, 700)
    made.view.show()
    made.come(routes.Matter())
    return made


def test_leaving_keeps_what_was_typed_and_it_comes_back(
    sheet: Opinion, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    qtbot.keyClicks(sheet.field, "abc")
    with qtbot.waitSignal(sheet.leave_me):
        sheet.view.back.emit()
    sheet.go_behind()
    settle(qtbot, tasks, 300)
    kept = list_drafts(desk)
    assert [one.words for one in kept] == ["abc"]
    sheet.draft.switch(keep=True)
    sheet.clear()
    sheet.open_draft(kept[0].id)
    settle(qtbot, tasks)
    assert sheet.field.text() == "abc"


def test_f9_judges_then_stores_once(sheet: Opinion, qtbot: QtBot, tasks: Tasks) -> None:
    sheet.save()
    settle(qtbot, tasks)
    assert (sheet.done, sheet.busy) == ([], False)
    sheet.field.setText("可以")
    sheet.save()
    sheet.save()
    qtbot.waitUntil(lambda: sheet.done == ["可以"])
    assert not sheet.busy


def test_what_only_the_store_refuses_is_told_and_the_draft_stays(
    sheet: Opinion, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    sheet.field.setText("不行")
    sheet.save()
    qtbot.waitUntil(lambda: sheet.wrong == "required")
    settle(qtbot, tasks, 300)
    assert not sheet.busy
    assert [one.words for one in list_drafts(desk)] == ["不行"]


def test_where_it_is_narrow_the_column_is_one_line(sheet: Opinion, qtbot: QtBot) -> None:
    assert sheet.view.brief.isHidden()
    sheet.view.resize(960, 600)
    qtbot.wait(5)
    assert not sheet.view.brief.isHidden()
    assert sheet.view._side.isHidden()
