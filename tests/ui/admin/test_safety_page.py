"""备份和恢复: plan, backup, drill by keys and sheets; what is refused stands beside its field."""

from __future__ import annotations

from tests.ui.admin.test_admin_pages import home, open_page, settled, texts  # noqa: F401 - fixtures
from tests.ui.house import PASSWORD
from ui import routes
from ui.admin.safety_page import SafetyPage


def test_from_the_plan_to_the_drill(qtbot, tasks, open_page, home, tmp_path):  # noqa: F811
    page = open_page(SafetyPage, routes.Safety())
    rows = {row.title: row for row in page.view.list.rows()}
    assert [rows[name].right for name in ("上次备份", "放在哪里", "异地一份", "试恢复")] == ["缺"] * 4
    (tmp_path / "盘").mkdir()
    page.acts.plan()
    fields = page.acts.fields
    fields["place"].setText(str(tmp_path / "没有"))
    page.acts.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.acts.sheet is not None
    assert fields["place"].property("state") == "error"
    fields["place"].setText(str(tmp_path / "盘"))
    page.acts.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.acts.sheet is None
    page.view.list.choose(0)
    page.view.list.open_current()
    settled(qtbot, tasks)
    assert "备份好了" in texts(page)
    page.acts.drill()
    fields = page.acts.fields
    assert fields["file"].value().endswith(".bak"), "the newest is there already"
    fields["password"].setText("Falsch-2026")
    page.acts.sheet.asked.emit()
    settled(qtbot, tasks)
    assert fields["password"].property("state") == "error"
    fields["password"].setText(PASSWORD)
    page.acts.sheet.asked.emit()
    settled(qtbot, tasks)
    assert "打得开，内容相符" in texts(page)
    assert "试开的那份已经删去" in texts(page)
    rows = {row.title: row for row in page.view.list.rows()}
    assert [rows[name].right for name in ("上次备份", "放在哪里", "异地一份", "试恢复")] == ["", "", "缺", ""]
    assert not list(home.home.glob(".backup-*"))


def test_a_damaged_backup_stands_beside_the_file(qtbot, tasks, open_page, tmp_path):  # noqa: F811
    page = open_page(SafetyPage, routes.Safety())
    bad = tmp_path / "坏.bak"
    bad.write_bytes(b"x" * 4000)
    page.acts.drill()
    page.acts.fields["file"].setText(str(bad))
    page.acts.fields["password"].setText(PASSWORD)
    page.acts.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.acts.fields["file"].property("state") == "error"
