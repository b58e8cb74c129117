"""``report`` by the command line as the contract has it: rows, parts, the annual report, files."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from app.domain.figures.indicators import COUNTED
from app.services.figures.rows_behind import known_paths

DAY, YEAR = "2026-11-23", ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture(scope="module")
def told(program, visit):
    """The report of a year with a visit that was registered and passed on."""
    registered = program("register", "--json", "-", login="clerk", json_in=visit).answer
    step = {
        "visit": registered["visit_number"],
        "mode": "转送",
        "unit": "市住建局",
        "at": f"{DAY}T16:00:00+08:00",
    }
    assert program("step", "--json", "-", login="leader", json_in=step).code == 0
    return program("report", *YEAR, login="leader").answer


def test_the_object_of_the_contract(told):
    assert set(told) >= {"from", "to", "basis", "figures", "by", "text"}
    assert set(told["by"]) == {"类别", "属地", "责任单位", "登记台"}
    for name in ("来访", "个体访", "集体访", "联合接访", "现场办结", "转办办结", "初次", "重复"):
        assert set(told["figures"][name]) == {"批次", "人次", "批次同比", "人次同比"}
    for name in ("重复信访率", "信访部门及时受理率", "责任单位及时受理率", "按期办结率"):
        assert set(told["figures"][name]) == {"numerator", "denominator", "formula", "text"}
    for name in ("参评率", "群众满意率"):
        assert set(told["figures"][name]) == {"信访部门", "责任单位"}


def test_every_figure_has_rows_that_agree(program, told):
    for figure in known_paths():
        done = program("report", "rows", figure, *YEAR, login="leader")
        assert done.code == 0, done.answer
        assert done.answer["agrees"], figure
        assert done.answer["formula"]


def test_a_cell_and_an_obligation_have_rows(program, told):
    for table, cells in (told["by"] | told["by_hearing"]).items():
        for cell, tally in cells.items():
            done = program("report", "rows", f"来访.{table}.{cell}.批次", *YEAR, login="leader").answer
            assert (done["agrees"], done["value"]) == (True, tally)
    for kind, owed in told["obligations_by_kind"].items():
        for what, kept in owed.items():
            done = program("report", "rows", f"义务.{kind}.{what}", *YEAR, login="leader").answer
            assert (done["agrees"], done["value"]) == (True, kept)


def test_an_unknown_figure_is_2(program, told):
    done = program("report", "rows", "来访.比率", *YEAR, login="leader")
    assert (done.code, done.answer["errors"][0]["code"]) == (2, "figure_unknown")
    assert program("report", "rows", *YEAR, login="leader").code == 2


@pytest.mark.parametrize(("by", "count"), [("week", 53), ("month", 12), ("quarter", 4), ("year", 1)])
def test_parts_of_the_year(program, told, by, count):
    parts = program("report", *YEAR, "--by", by, login="leader").answer["periods"]
    assert len(parts) == count
    for name in COUNTED:
        whole = (told["figures"] | told["further"])[name]
        for unit in ("批次", "人次"):
            assert sum(part["figures"][name][unit] for part in parts) == whole[unit]


def test_another_part_is_2(program, told):
    done = program("report", *YEAR, "--by", "decade", login="leader")
    assert (done.code, done.answer["errors"][0]["field"]) == (2, "--by")


def test_the_annual_report_has_the_parts_of_article_41(program, told):
    done = program("report", *YEAR, "--kind", "年度报告", "--by", "quarter", login="leader").answer
    parts = done["text"].split("\n")
    assert [part[:2] for part in parts] == ["一、", "二、", "三、", "四、"]
    assert "被投诉较多" in parts[0]
    assert "转送" in parts[1]
    assert "采纳" in parts[2]
    assert program("report", *YEAR, "--kind", "半年报", login="leader").code == 2


def test_files_hold_the_same_numbers_and_leave_a_trace(program, told, tmp_path):
    table, paper = tmp_path / "r.xlsx", tmp_path / "r.pdf"
    assert program("report", *YEAR, "--xlsx", table, "--pdf", paper, login="leader").code == 0
    rows = {row[0]: row for row in load_workbook(table)["指标"].iter_rows(values_only=True) if row[0]}
    assert rows["来访"][1] == told["figures"]["来访"]["批次"]
    assert paper.read_bytes().startswith(b"%PDF")
    traces = program("audit", "--what", "导出统计", login="admin").answer
    assert {"r.xlsx", "r.pdf"} <= {row["record"] for row in traces["entries"]}


def test_an_entered_figure_stands_in_the_report_with_its_source(program, told):
    entered = ("--batches", "81", "--heads", "91", "--source", "示例通报")
    assert program("report", "enter", "进京访", *YEAR, *entered, login="leader").code == 0
    assert (
        program(
            "report", "enter", "重复（全国）", *YEAR, "--batches", "3", "--source", "国家系统", login="leader"
        ).code
        == 0
    )
    answer = program("report", *YEAR, login="leader").answer["entered"]
    assert (answer["进京访"]["批次"], answer["进京访"]["source"]) == (81, "示例通报")
    assert answer["重复（全国）"]["人次"] is None
