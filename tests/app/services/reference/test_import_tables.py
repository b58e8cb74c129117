"""Reference tables from a file: what is new, what changes, what is refused, and a dry run."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Category, Division, Holiday, Unit
from app.errors import NotAllowed, Refused
from app.services.reference.import_tables import import_table

UNITS = "name,short,kind,division\n市水利局,水利局,部门,340700\n市住建局,住建,部门,\n市公安局,公安局,部门,\n"


def bring(office, name, text, tmp_path, login="admin", **more):
    file = tmp_path / f"{name}.csv"
    file.write_text(text, encoding="utf-8")
    return import_table(office.desk(login), name, file, **more).as_json()


def refused(office, name, text, tmp_path):
    with pytest.raises(Refused) as caught:
        bring(office, name, text, tmp_path)
    return {(one.field, one.code) for one in caught.value.errors}


def test_new_changed_and_same(office, tmp_path):
    before = len(office.all(Unit))
    told = bring(office, "units", UNITS, tmp_path)
    assert (told["new"], told["changed"], told["same"]) == (1, 1, 1)
    assert len(office.all(Unit)) == before + 1
    assert office.one(Unit, name="市水利局").initials == "sslj"
    assert office.one(Unit, name="市住建局").short == "住建"
    assert bring(office, "units", UNITS, tmp_path)["same"] == 3
    assert [one.record for one in office.all(AuditEntry, act="导入参照表")] == ["units", "units"]


def test_a_dry_run_says_the_same_and_stores_nothing(office, tmp_path):
    told = bring(office, "units", UNITS, tmp_path, check=True)
    assert (told["check"], told["new"], told["changed"]) == (True, 1, 1)
    assert not office.all(Unit, name="市水利局")


def test_a_unit_names_the_persons_that_reminders_go_to(office, tmp_path):
    text = "name,kind,经办,分管,主要负责人\n市住建局,部门,吴科（示例） 0562-2800001,,郑局（示例）\n"
    assert bring(office, "units", text, tmp_path)["changed"] == 1
    assert office.one(Unit, name="市住建局").contacts == {
        "经办": {"name": "吴科（示例）", "phone": "0562-2800001"},
        "主要负责人": {"name": "郑局（示例）"},
    }
    assert bring(office, "units", UNITS, tmp_path)["changed"] == 1  # the short name; the persons stay
    assert office.one(Unit, name="市住建局").contacts["主要负责人"] == {"name": "郑局（示例）"}


def test_a_column_that_the_file_has_not_stays(office, tmp_path):
    """The sheet that the page of units asks for: the unit and its persons, no kind, no short name."""
    before = office.one(Unit, name="市住建局")
    office.store.write(lambda writes: writes.change(before, short="住建", division="340700"))
    bring(office, "units", "单位,经办,分管\n市住建局,吴科（示例） 0562-2800001,郑副局（示例）\n", tmp_path)
    told = bring(office, "units", "单位,分管,主要负责人\n市住建局,,钱局（示例）\n", tmp_path)
    assert told["changed"] == 1
    after = office.one(Unit, name="市住建局")
    assert (after.short, after.division, after.kind) == ("住建", "340700", "部门")
    assert after.contacts == {
        "经办": {"name": "吴科（示例）", "phone": "0562-2800001"},
        "主要负责人": {"name": "钱局（示例）"},
    }, "a rank without a column stays, an empty cell takes its person off"


def test_a_new_unit_needs_its_kind(office, tmp_path):
    text = "单位,经办\n市住建局,吴科（示例）\n市水利局,周科（示例）\n市气象局,\n"
    found = refused(office, "units", text, tmp_path)
    assert found == {("rows[3].kind", "cell_empty"), ("rows[4].kind", "cell_empty")}
    assert not office.one(Unit, name="市住建局").contacts


def test_every_wrong_cell_is_said_at_once(office, tmp_path):
    rows = ("市水利局,,局,", ",,部门,", "市气象局,,部门,34", "市粮食局,,部门,", "市粮食局,,部门,")
    text = "\n".join(("name,short,kind,division", *rows))
    assert refused(office, "units", text, tmp_path) == {
        ("rows[2].kind", "not_one_of"),
        ("rows[3].name", "cell_empty"),
        ("rows[4].division", "division_code"),
        ("rows[6].name", "row_doubled"),
    }
    assert not office.all(Unit, name="市粮食局")


def test_headings(office, tmp_path):
    found = refused(office, "units", "short,colour\n水利局,红\n", tmp_path)
    assert found == {("file", "column_missing"), ("file", "column_unknown")}
    assert refused(office, "units", "name,name\n", tmp_path) == {("file", "heading_doubled")}


def test_a_unit_out_of_use_keeps_its_name(office, tmp_path):
    bring(office, "units", "名称,类型,停用\n市民政局,部门,是\n", tmp_path)
    assert office.one(Unit, name="市民政局").disabled
    bring(office, "units", "名称,类型\n市民政局,部门\n", tmp_path)
    assert office.one(Unit, name="市民政局").disabled


def test_categories_calendar_divisions(office, tmp_path):
    bring(office, "categories", "path\n城乡建设 / 住房／不动产登记\n", tmp_path)
    assert office.one(Category, path="城乡建设/住房/不动产登记").initials
    bring(office, "divisions", "代码,名称\n341181,天长市\n", tmp_path)
    assert office.one(Division, code="341181").name == "天长市"
    bring(office, "calendar", "日期,休班,名称\n2027/1/1,休,元旦\n20270103,班,\n", tmp_path)
    assert office.one(Holiday, day=date(2027, 1, 1)).name == "元旦"
    assert refused(office, "calendar", "day,kind\n2027-02-30,休\n", tmp_path) == {
        ("rows[2].day", "bad_day_cell")
    }


def test_from_excel_with_real_dates(office, tmp_path):
    book = Workbook()
    book.active.append(["day", "kind"])
    book.active.append([date(2027, 10, 1), "休"])
    book.save(tmp_path / "c.xlsx")
    import_table(office.desk("admin"), "calendar", tmp_path / "c.xlsx")
    assert office.one(Holiday, day=date(2027, 10, 1)).kind == "休"


def test_only_the_administrator(office, tmp_path):
    with pytest.raises(NotAllowed):
        bring(office, "units", UNITS, tmp_path, login="leader")
