"""A list's sheet: every column, its figures, numbers as numbers; a guarded case shows its number alone."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from app.domain.dates.period import Period
from app.domain.lists.kinds import KINDS
from app.domain.rows.audit import AuditEntry
from app.errors import Refused, Unavailable
from app.services.lists.list_files import list_file, write_list_ofd, write_list_pdf, write_list_xlsx
from app.services.papers.issue_paper import issue_paper
from tests.app.services.lists.test_lists import ADD, NOTE, keep

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
ON = "2026-12-01 09:00"


def cells(file):
    return [[cell for cell in row if cell is not None] for row in load_workbook(file).active.values]


@pytest.mark.parametrize("kind", KINDS)
def test_each_list_has_its_sheet_and_its_paper(office, kind, tmp_path):
    visit = office.register(purpose="意见建议") if kind == "建议" else office.register()
    secret = office.register("2026-11-23 10:00", purpose="揭发控告", claim="密告示例")
    keep(office, kind, "add", visit.matter, **ADD[kind])
    keep(office, kind, "note", visit.matter, **NOTE.get(kind, {"text": "=已约谈"}))
    if kind != "建议":
        keep(office, kind, "add", secret.matter, login="leader", **ADD[kind])
    desk = office.desk("watch", ON)
    listed = list_file(desk, kind, NOVEMBER)
    file = tmp_path / "list.xlsx"
    write_list_xlsx(desk, listed, file)
    rows = cells(file)
    known = KINDS[kind]
    assert any(f"{known.rate}：{known.formula}" in row for row in rows)
    heads = next(row for row in rows if row and row[0] == "编号")
    assert {"列入理由", "记事", "结果"} <= set(heads)
    assert next(row for row in rows if row and row[0] == visit.matter)[5] in known.open_states
    if kind != "建议":
        assert [secret.matter, "保密事项"] in rows
    assert "密告示例" not in str(rows)
    paper = tmp_path / "list.pdf"
    write_list_pdf(desk, listed, paper)
    assert paper.read_bytes().startswith(b"%PDF")
    other = tmp_path / "list.ofd"
    write_list_ofd(desk, listed, other)
    assert b"OFD.xml" in other.read_bytes()[:100]
    assert [row.record for row in office.all(AuditEntry) if row.act == "导出"]


def test_counts_are_numbers(office, tmp_path):
    visit = office.register()
    keep(office, "专项", "add", visit.matter, topic="办证难", households=218)
    file = tmp_path / "list.xlsx"
    write_list_xlsx(office.desk("watch", ON), list_file(office.desk("watch", ON), "专项"), file)
    assert 218 in cells(file)[-1]


def test_a_period_holds_what_stood_in_it(office):
    first, second = office.register(), office.register("2026-11-23 10:00")
    keep(office, "积案", "add", first.matter, source="示例")
    keep(office, "积案", "add", second.matter, "2026-12-05 09:00", source="示例")
    numbers = [row.case.matter.number for row in list_file(office.desk("watch", ON), "积案", NOVEMBER).rows]
    assert numbers == [first.matter]


def test_wrong_files_are_said(office, tmp_path):
    desk = office.desk("watch", ON)
    listed = list_file(desk, "积案")
    for write, name in ((write_list_xlsx, "x.csv"), (write_list_pdf, "x.doc"), (write_list_ofd, "x.pdf")):
        with pytest.raises(Refused):
            write(desk, listed, tmp_path / name)
    with pytest.raises(Unavailable):
        write_list_xlsx(desk, listed, tmp_path / "no" / "x.xlsx")


def test_the_charge_table_is_drawn_up_anew_after_a_note(office):
    visit = office.register()
    desk = office.desk("watch", ON)
    with pytest.raises(Refused) as caught:
        issue_paper(desk, visit.matter, "包案表", "a4")
    assert caught.value.errors[0].code == "paper_needs"
    keep(office, "包案", "add", visit.matter, leader="陈立（示例）", plan={"日调度": "每日 17:00"})
    first = issue_paper(desk, visit.matter, "包案表", "a4")
    assert issue_paper(desk, visit.matter, "包案表", "a4").times == 1
    keep(office, "包案", "note", visit.matter, "2026-11-25 17:00", item="日调度", text="已联系7户")
    again = issue_paper(desk, visit.matter, "包案表", "a4")
    assert (again.times, again.document.replaces) == (0, first.document.id)
    assert "已联系7户" in str(again.document.content)
