"""离开中心 in the window: sent, cut off at the hub, and come back; also where the hub is gone."""

from __future__ import annotations

from db.hub.door import Door
from db.hub.serving.serve import start
from tests.ui.admin.test_admin_pages import home, open_page, settled, texts  # noqa: F401 - fixtures
from tests.ui.house import PASSWORD
from ui import routes
from ui.admin.desks_page import DesksPage


def command(page: DesksPage, name: str):
    return next(one for one in page.commands() if one.name == name)


def join(qtbot, tasks, page: DesksPage, url: str, code: str) -> None:
    page.joining.ask()
    for name, text in (("url", url), ("code", code), ("password", PASSWORD)):
        page.joining.fields[name].setText(text)
    page.joining.sheet.asked.emit()
    qtbot.waitUntil(lambda: command(page, "desks.leave").enabled)
    settled(qtbot, tasks)


def test_a_desk_leaves_and_comes_back(qtbot, tasks, open_page, home, tmp_path):  # noqa: F811
    running = start("127.0.0.1:0", None, tmp_path / "hub")
    door = Door(tmp_path / "hub")
    said: list[str] = []
    try:
        page = open_page(DesksPage, routes.Desks())
        page.notice.connect(lambda _kind, words: said.append(words))
        assert command(page, "desks.leave").why_not == "没有加入"
        join(qtbot, tasks, page, running.url, door.token("A", None))
        page.leaving.ask()
        page.leaving.question.agreed.emit()
        qtbot.waitUntil(lambda: command(page, "desks.join").enabled)
        settled(qtbot, tasks)
        assert said[-1] == f"离开了 {running.url}，全部送出了。"
        assert door.desks(None)[0]["revoked_at"] is not None
        join(qtbot, tasks, page, running.url, door.token("A", None))
        assert door.desks(None)[-1]["revoked_at"] is None
    finally:
        home.close()
        running.stop()


def test_where_the_hub_is_gone_it_is_asked_once_more(qtbot, tasks, open_page, home, tmp_path):  # noqa: F811
    running = start("127.0.0.1:0", None, tmp_path / "hub")
    try:
        page = open_page(DesksPage, routes.Desks())
        join(qtbot, tasks, page, running.url, Door(tmp_path / "hub").token("A", None))
        running.stop()
        page.leaving.ask()
        page.leaving.question.agreed.emit()
        qtbot.waitUntil(lambda: page.leaving.question is not None)
        page.leaving.question.shut()
        assert command(page, "desks.leave").enabled, "Esc leaves everything as it was"
        page.leaving.ask()
        page.leaving.question.agreed.emit()
        qtbot.waitUntil(lambda: page.leaving.question is not None)
        page.leaving.question.agreed.emit()
        qtbot.waitUntil(lambda: command(page, "desks.join").enabled)
        settled(qtbot, tasks)
    finally:
        home.close()
        running.stop()
