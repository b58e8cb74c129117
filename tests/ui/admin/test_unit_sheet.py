"""A unit's ranks and telephones from the keys of 单位和负责人: changed, added, out of use, mistakes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.rows.centre import Unit
from tests.ui.admin.test_admin_pages import home, open_page, settled, type_into  # noqa: F401 - fixtures
from ui import routes
from ui.admin.units_page import UnitsPage


def unit(home, name):  # noqa: F811
    with home.store.reading() as reads:
        return next(iter(reads.find(Unit, name=name)), None)


def choose(page, name):
    names = [row.name for row in page.table.rows.filling.rows]
    page.table.choose(names.index(name))


def press(page, name):
    next(command for command in page.commands() if command.name == name).run()


def test_a_rank_is_changed_in_place(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(UnitsPage, routes.UnitList())
    before = unit(home, "市住建局")
    choose(page, "市住建局")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    fields = page.sheet.fields
    assert list(fields) == ["short", "kind", "经办", "分管", "主要负责人"]
    assert fields["kind"].value() == before.kind
    type_into(fields["分管"], "丁一（示例） 0562-2800003")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    after = unit(home, "市住建局")
    assert after.contacts["分管"] == {"name": "丁一（示例）", "phone": "0562-2800003"}
    assert (after.short, after.kind, after.division) == (before.short, before.kind, before.division)
    assert page.sheet.sheet is None
    shown = next(row for row in page.table.rows.filling.rows if row.name == "市住建局")
    assert shown.contacts == after.contacts


def test_a_unit_is_added_and_mistakes_stand_beside_their_fields(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(UnitsPage, routes.UnitList())
    press(page, "units.add")
    fields = page.sheet.fields
    type_into(fields["name"], "市住建局")
    type_into(fields["kind"], "部门")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert fields["name"].property("state") == "error"
    type_into(fields["name"], "市水利局")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert unit(home, "市水利局").kind == "部门"
    assert page.sheet.sheet is None


def test_a_unit_is_taken_out_of_use_only_when_agreed(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(UnitsPage, routes.UnitList())
    choose(page, "市住建局")
    press(page, "units.switch")
    assert not unit(home, "市住建局").disabled
    page._question.agreed.emit()
    settled(qtbot, tasks)
    assert unit(home, "市住建局").disabled
    choose(page, "市住建局")
    assert next(command for command in page.commands() if command.name == "units.switch").text == "启用"


def test_the_advice_of_the_page_is_a_file_that_can_be_imported(qtbot, tasks, open_page, home, tmp_path):  # noqa: F811
    from app.services.reference.import_tables import import_table
    from tests.ui.house import NOW, PASSWORD
    from ui.admin.units_page import BELOW

    columns = BELOW.partition("一份“")[2].partition("”")[0].replace("、", ",")
    assert columns.startswith("单位,经办")
    file = tmp_path / "单位.csv"
    file.write_text(f"{columns}\n市住建局,吴科（示例）,丁一（示例）,钱远（示例）\n", encoding="utf-8")
    desk = home.sign_in("guanli", PASSWORD, NOW)
    assert import_table(desk, "units", file).as_json()["changed"] == 1
