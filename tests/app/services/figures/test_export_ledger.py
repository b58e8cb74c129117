"""The ledger as a sheet: what the page lists, numbers masked, a guarded case kept back, the audit told."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from app.domain.case import tiles
from app.domain.case.tiles import Only
from app.domain.paging import Order
from app.domain.rows.audit import AuditEntry
from app.errors import NotAllowed, Unavailable
from app.services.figures import export_ledger
from app.services.figures.export_ledger import COLUMNS, LedgerAsked, save_ledger

ON = "2026-11-30 10:00"
OPEN = LedgerAsked(tiles.OPEN, Only(), Order("due"))


def rows_of(file):
    sheet = load_workbook(file).active
    heads, *rows = list(sheet.values)
    assert heads == COLUMNS
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture
def three(office):
    """Two open cases, one of them with a number in its claim; one that is guarded."""
    first = office.register("2026-11-10 09:31", claim="要求退款，账号 6222020200112233445")
    second = office.register("2026-11-20 09:31")
    guarded = office.register("2026-11-23 09:31", confidential=True, claim="密告示例")
    office.step(second.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    return first.matter, second.matter, guarded.matter


def test_one_row_a_case_in_the_order_of_the_page(office, three, tmp_path):
    found = rows_of(save_ledger(office.desk("host", ON), OPEN, tmp_path))
    assert [row["信访事项编号"] for row in found] == [three[0], three[1], three[2]]
    first = found[0]
    assert first["期限"] == "2026-11-25"
    assert first["还有几日"] == -5
    assert first["性质"] == "法定"
    assert "第 15 日" in first["怎么算"]
    assert found[1]["谁欠"] == "市住建局"
    assert all(row["导出标记"] == "host 2026-11-30 10:00" for row in found)


def test_long_numbers_are_masked_and_a_guarded_case_is_kept_back(office, three, tmp_path):
    for login in ("host", "leader"):
        found = rows_of(save_ledger(office.desk(login, ON), OPEN, tmp_path))
        assert "6222020200112233445" not in str(found)
        assert "密告示例" not in str(found)
        kept = next(row for row in found if row["信访事项编号"] == three[2])
        assert (kept["诉求"], kept["谁欠"], kept["怎么算"]) == ("保密事项", None, None)


def test_a_filter_narrows_the_sheet_too(office, three, tmp_path):
    asked = LedgerAsked(tiles.OPEN, Only(unit="市住建局"), Order("due"))
    assert [
        row["信访事项编号"] for row in rows_of(save_ledger(office.desk("host", ON), asked, tmp_path))
    ] == [three[1]]


def test_more_than_a_block_comes_whole(office, three, tmp_path, monkeypatch):
    monkeypatch.setattr(export_ledger, "_BLOCK", 1)
    found = rows_of(save_ledger(office.desk("host", ON), OPEN, tmp_path))
    assert [row["信访事项编号"] for row in found] == [three[0], three[1], three[2]]


def test_the_audit_keeps_who_took_how_much_and_no_file_is_written_over(office, three, tmp_path):
    desk = office.desk("host", ON)
    files = {save_ledger(desk, OPEN, tmp_path), save_ledger(desk, OPEN, tmp_path)}
    assert len(files) == 2
    told = [(row.who, row.record) for row in office.all(AuditEntry, act="导出")]
    assert told == [("host", "督办台账（全部在办），3行")] * 2


def test_only_who_may_export_does(office, three, tmp_path):
    with pytest.raises(NotAllowed):
        save_ledger(office.desk("clerk", ON), OPEN, tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable) as caught:
        save_ledger(office.desk("host", ON), OPEN, tmp_path / "file" / "below")
    assert caught.value.code == "out_unwritable"
