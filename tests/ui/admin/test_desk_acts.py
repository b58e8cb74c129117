"""Codes and stopping a desk in the window: asked once; a new home comes in by what the page shows."""

from __future__ import annotations

import re

from db.hub.door import Door
from db.hub.serving.serve import start
from home import Home
from tests.ui.admin.test_admin_pages import home, open_page, settled, texts  # noqa: F401 - fixtures
from tests.ui.admin.test_leaving import command, join
from tests.ui.house import PASSWORD
from ui import routes
from ui.admin.desks_page import DesksPage


def agree(qtbot, tasks, page: DesksPage) -> None:
    page.acts.question.agreed.emit()
    settled(qtbot, tasks)


def test_a_new_desk_comes_in_by_the_pages_code_and_is_stopped_by_it(
    qtbot, tasks, open_page, home, tmp_path  # noqa: F811
):  # fmt: skip
    running = start("127.0.0.1:0", None, tmp_path / "hub")
    door = Door(tmp_path / "hub")
    try:
        page = open_page(DesksPage, routes.Desks())
        for name in ("desks.code", "desks.again", "desks.stop"):
            assert command(page, name).why_not == "没有加入"
        join(qtbot, tasks, page, running.url, door.token("A", None))
        assert command(page, "desks.stop").why_not == "先选别的一台"
        page.code()
        agree(qtbot, tasks, page)
        assert "B 台的加入码" in texts(page)
        code = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", texts(page)).group()
        new = Home(tmp_path / "new")
        login = page._workplace.desk.staff.login
        new.enrolment.enrol(running.url, code, login, PASSWORD)
        desk = new.sign_in(login, PASSWORD)
        new.link(desk).exchange()
        new.close()
        home.link(page._workplace.desk).exchange()
        page.follow()
        settled(qtbot, tasks)
        page.view.list.choose([row.key for row in page.view.list.rows()].index("B"))
        page.stop()
        agree(qtbot, tasks, page)
        assert "B 台停用了" in texts(page)
        assert [row["revoked_at"] is None for row in door.desks(None)] == [True, False]
        page.code_again()
        agree(qtbot, tasks, page)
        assert "B 台的加入码" in texts(page)
    finally:
        home.close()
        running.stop()


def test_where_the_hub_is_away_it_says_what_to_type_there(qtbot, tasks, open_page, home, tmp_path):  # noqa: F811
    running = start("127.0.0.1:0", None, tmp_path / "hub")
    said: list[str] = []
    try:
        page = open_page(DesksPage, routes.Desks())
        page.notice.connect(lambda _kind, words: said.append(words))
        join(qtbot, tasks, page, running.url, Door(tmp_path / "hub").token("A", None))
        running.stop()
        page.acts.give("C")
        agree(qtbot, tasks, page)
        assert "hub token --desk C" in texts(page)
        page.acts.stop("C")
        page.acts.question.shut()
        assert "hub revoke C" not in texts(page), "Esc leaves everything as it is"
        page.acts.stop("C")
        agree(qtbot, tasks, page)
        assert "hub revoke C" in texts(page)
        assert len(said) >= 2
    finally:
        home.close()
        running.stop()


def test_arrows_through_the_desks_ask_nothing_and_say_what_can_be_done(
    qtbot, tasks, open_page, home, tmp_path  # noqa: F811
):  # fmt: skip
    running = start("127.0.0.1:0", None, tmp_path / "hub")
    door = Door(tmp_path / "hub")
    try:
        page = open_page(DesksPage, routes.Desks())
        join(qtbot, tasks, page, running.url, door.token("A", None))
        new = Home(tmp_path / "new")
        login = page._workplace.desk.staff.login
        new.enrolment.enrol(running.url, door.token("B", None), login, PASSWORD)
        new.link(new.sign_in(login, PASSWORD)).exchange()
        new.close()
        home.link(page._workplace.desk).exchange()
        page.follow()
        settled(qtbot, tasks)
        page.view.list.setFocus()
        for key, words in (("B", "停用"), ("code", "一次性加入码"), ("A", "汇聚点")):
            page.view.list.choose([row.key for row in page.view.list.rows()].index(key))
            assert words in texts(page)
            assert page.acts.question is None, "choosing a row does nothing"
        page.view.show_report("B 台的加入码 ABCD", ())
        page.follow()
        settled(qtbot, tasks)
        assert "ABCD" in texts(page), "a code stays while the list is read anew"
    finally:
        home.close()
        running.stop()
