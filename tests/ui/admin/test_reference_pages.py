"""类别、区划、日历 and 中心和工位: what they hold, joined or not."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from db.hub import places
from db.hub.serving import serve
from tests.ui.admin.test_admin_pages import home, open_page, settled, texts  # noqa: F401 - fixtures
from tests.ui.house import PASSWORD
from ui import routes
from ui.admin.desks_page import DesksPage
from ui.admin.reference_model import code_words, moved_lines, stop_words
from ui.admin.tables_page import TablesPage


def test_each_table_shows_what_it_holds(qtbot, open_page):  # noqa: F811
    page = open_page(TablesPage, routes.Tables())
    rows = page.view.list.rows()
    titles = [row.title for row in rows]
    assert titles[:2] == ["内容分类", "行政区划"]
    assert rows[titles.index("2027 年放假")].right == "缺", "in November the next year is asked for"
    page.view.list.setFocus()
    qtbot.waitUntil(page.view.list.hasFocus)
    page.view.list.choose(titles.index("2026 年放假"))
    assert "国庆" in texts(page)
    page.view.list.choose(1)
    assert "340722　枞阳县" in texts(page)


def test_a_paper_that_tells_two_dates_is_one_paper():
    slip = {"kind": "来访回执", "number": "LF1"}
    date_ = {"matter": "XF1", "old": "2026-11-30", "new": "2026-12-01", "provisional": False, "told": [slip]}
    lines = moved_lines([date_ | {"what": "交办"}, date_ | {"what": "书面告知"}])
    assert "手里的 1 份文书" in lines[-1]


def test_a_calendar_says_which_dates_it_moves_before_it_is_stored(qtbot, tasks, open_page, tmp_path):  # noqa: F811
    page = open_page(TablesPage, routes.Tables())
    file = tmp_path / "2027.csv"
    file.write_text("day,kind,name\n2027-01-01,休,元旦\n", encoding="utf-8")
    page.acts.try_file("calendar", file)
    settled(qtbot, tasks)
    assert "没有期限跟着变。" in page.acts.consequences.accessibleDescription()
    page.leave()
    assert page.acts.consequences is None, "by the mouse to another page: it does not lie over that one"
    page.acts.try_file("calendar", file)
    settled(qtbot, tasks)
    assert page.view.list.rows()[-1].title == "2027 年放假"
    page.acts.consequences.agreed.emit()
    settled(qtbot, tasks)
    assert "存好了" in texts(page)
    row = next(row for row in page.view.list.rows() if row.title == "2027 年放假")
    assert "法定节假日还不全" in row.second, "one day does not make a year known"
    assert row.right == "缺"


def test_one_more_desk_is_offered_once_joined(qtbot, tasks, open_page, home, tmp_path):  # noqa: F811
    running = serve.start("127.0.0.1:0", None, tmp_path / "hub")
    try:
        page = open_page(DesksPage, routes.Desks())
        rows = {row.title: row for row in page.view.list.rows()}
        assert rows["中心"].right == "缺"
        assert "A 台（本台）" in rows
        assert "加一台" not in rows
        with running.hub.storage.writing() as work:
            code = places.new_code(work, "A", None, running.hub.clock())
        page.joining.ask()
        for name, text in (("url", running.url), ("code", code), ("password", PASSWORD)):
            page.joining.fields[name].setText(text)
        page.joining.sheet.asked.emit()
        qtbot.waitUntil(lambda: any(row.title == "加一台" for row in page.view.list.rows()))
    finally:
        home.close()
        running.stop()


def test_a_wrong_certificate_stands_beside_its_field(qtbot, tasks, open_page, tmp_path):  # noqa: F811
    page = open_page(DesksPage, routes.Desks())
    page.joining.ask()
    bad = tmp_path / "root.pem"
    bad.write_text("no certificate", encoding="utf-8")
    typed = {"url": "https://127.0.0.1:1", "code": "AAAA-AAAA-AAAA-AAAA", "password": PASSWORD}
    for name, text in (*typed.items(), ("certificate", str(bad))):
        page.joining.fields[name].setText(text)
    page.joining.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.joining.fields["certificate"].property("state") == "error"


def test_the_words_name_the_letter() -> None:
    assert any("hub revoke B" in line for line in stop_words("B"))
    assert any("hub token --desk C" in line for line in code_words("C", "340700"))


def test_an_address_where_nobody_answers_says_that_nothing_was_joined(qtbot, tasks, open_page):  # noqa: F811
    page = open_page(DesksPage, routes.Desks())
    page.joining.ask()
    typed = {"url": "http://127.0.0.1:1", "code": "AAAA-AAAA-AAAA-AAAA", "password": PASSWORD}
    for name, text in typed.items():
        page.joining.fields[name].setText(text)
    page.joining.sheet.asked.emit()
    qtbot.waitUntil(lambda: page.joining.fields["url"].property("state") == "error")
    shown = " ".join(label.text() for label in page.joining.sheet.findChildren(QLabel))
    assert "没有加入" in shown
    assert "自动发出" not in shown, "nothing is sent later: the desk is in no centre"
