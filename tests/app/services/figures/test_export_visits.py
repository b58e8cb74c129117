"""Exports: masked, text stays text, nothing is taken for a formula."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from app.domain.rows.audit import AuditEntry
from app.errors import NotAllowed, Refused, Unavailable
from app.services.figures.export_visits import export_visits
from app.services.visits.amend_record import amend_record

DAYS = (date(2026, 11, 1), date(2026, 11, 30))
NASTY = '=HYPERLINK("http://x","看")'


def export(office, file, login="watch", **more):
    return export_visits(office.desk(login, "2026-12-01 09:00"), *DAYS, file, **more).as_json()


def read(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_csv_has_a_mark_masks_and_no_formula(office, tmp_path):
    office.register(claim=NASTY)
    file = tmp_path / "e.csv"
    assert export(office, file) == {"file": str(file), "rows": 1, "masked": True}
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = read(file)
    assert (row["来访人"], row["证件号码"], row["电话"]) == ("王**", "340722********0019", "138****1234")
    assert row["诉求"] == f"'{NASTY}"
    assert "340722190103200019" not in file.read_text(encoding="utf-8-sig")


def test_a_corrected_matter_is_exported_as_corrected(office, tmp_path):
    visit = office.register()
    change = {"category": "民政", "place": "340722", "claim": "改过的诉求"}
    amend_record(office.desk("clerk"), visit.visit_number, change)
    export(office, tmp_path / "e.csv")
    (row,) = read(tmp_path / "e.csv")
    assert (row["内容分类"], row["属地"], row["诉求"]) == ("民政", "枞阳县", "改过的诉求")


def test_sheet_cells_are_text_or_whole_numbers(office, tmp_path):
    office.register(claim=NASTY, headcount=38)
    file = tmp_path / "e.xlsx"
    export(office, file, unmask=True, purpose="年度核对")
    sheet = load_workbook(file).active
    heads = {cell.value: cell for cell in sheet[1]}
    cells = {name: sheet.cell(2, head.column) for name, head in heads.items()}
    assert cells["证件号码"].value == "340722190103200019"
    assert cells["证件号码"].data_type == "s"
    assert (cells["诉求"].value, cells["诉求"].data_type) == (NASTY, "s")
    assert (cells["人数"].value, cells["人数"].data_type) == (38, "n")


def test_lines_of_json(office, tmp_path):
    office.register("2026-11-23 09:31")
    office.register("2026-11-02 09:31")
    file = tmp_path / "e.jsonl"
    assert export(office, file)["rows"] == 2
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [row["信访日期"] for row in rows] == ["2026-11-02 09:31", "2026-11-23 09:31"]


@pytest.mark.parametrize("name", ["e.csv", "e.xlsx", "e.jsonl"])
def test_accusations_keep_their_content(office, tmp_path, name):
    office.register(purpose="揭发控告", claim="某局长受贿示例", facts="细节示例", units=["市教育局"])
    file = tmp_path / name
    export(office, file)
    content = file.read_bytes() if name != "e.xlsx" else str(list(load_workbook(file).active.values)).encode()
    for secret in ("受贿", "细节示例", "市教育局"):
        assert secret.encode() not in content


def test_unmasking_is_for_leaders_with_a_purpose_and_is_audited(office, tmp_path):
    office.register()
    with pytest.raises(NotAllowed) as caught:
        export(office, tmp_path / "e.csv", login="host", unmask=True, purpose="核对")
    assert caught.value.code == "unmask_role"
    with pytest.raises(Refused):
        export(office, tmp_path / "e.csv", login="leader", unmask=True)
    export(office, tmp_path / "e.csv", login="leader", unmask=True, purpose="核对")
    assert read(tmp_path / "e.csv")[0]["证件号码"] == "340722190103200019"
    (entry,) = office.all(AuditEntry, act="导出未脱敏")
    assert (entry.who, entry.purpose) == ("leader", "核对")


def test_refused_and_unwritable(office, tmp_path):
    with pytest.raises(Refused) as caught:
        export(office, tmp_path / "e.pdf")
    assert caught.value.errors[0].code == "export_format"
    with pytest.raises(Unavailable) as shut:
        export(office, tmp_path / "nowhere" / "e.csv")
    assert shut.value.code == "out_unwritable"
    with pytest.raises(Unavailable):
        export(office, tmp_path / "nowhere" / "e.xlsx")
    with pytest.raises(NotAllowed):
        export(office, tmp_path / "e.csv", login="clerk")
