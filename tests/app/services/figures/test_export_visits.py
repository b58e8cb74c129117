"""Exports: masked, text stays text, nothing is taken for a formula."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from app.domain.national_codes import PACK
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


@pytest.mark.parametrize("name", ["e.csv", "e.tsv", "e.xlsx", "e.jsonl"])
def test_every_row_of_every_format_says_who_exported_and_when(office, tmp_path, name):
    office.register()
    office.register("2026-11-24 09:00")
    file = tmp_path / name
    export(office, file)
    if name == "e.xlsx":
        rows = [str(row) for row in load_workbook(file).active.iter_rows(min_row=2, values_only=True)]
        assert load_workbook(file).properties.creator == "watch 2026-12-01 09:00"
    else:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        rows = lines if name == "e.jsonl" else lines[1:]
    assert len(rows) == 2
    assert all("watch 2026-12-01 09:00" in row for row in rows)


def test_numbers_in_a_narrative_are_masked_too(office, tmp_path):
    office.register(facts="他的身份证340722190103200019，电话13800001234，房号218。")
    export(office, tmp_path / "e.csv")
    assert read(tmp_path / "e.csv")[0]["情况"] == "他的身份证340722********0019，电话138****1234，房号218。"
    export(office, tmp_path / "e.csv", unmask=True, purpose="核对")
    assert "13800001234" in read(tmp_path / "e.csv")[0]["情况"]


def tsv(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_a_pack_for_the_national_system_has_its_order_and_codes(office, tmp_path):
    people = [
        person("王小明", sex="男", ethnic="维吾尔"),
        person("李示例", sex="女", phone="0562-2800000"),
        person("赵示例"),
    ]
    office.register(people=people, headcount=38, facts=f"一\t二\n三{NASTY}", claim=NASTY)
    file = tmp_path / "e.tsv"
    assert export(office, file, pack=True, unmask=True, purpose="录入国家系统")["rows"] == 3
    first, second, third = tsv(file)
    assert tuple(first) == (*PACK, "导出标记")
    assert [row["性别"] for row in (first, second, third)] == ["1", "0", ""]
    assert (first["民族"], first["是否主访人"], second["是否主访人"], second["序号"]) == ("05", "1", "0", "2")
    assert (first["手机号"], first["固定电话"]) == ("13800001234", "")
    assert (second["手机号"], second["固定电话"]) == ("", "0562-2800000")
    assert (first["集体访"], first["重复信访"], first["信访人数"], first["问题属地"]) == (
        "1",
        "0",
        "38",
        "340706",
    )
    assert first["标题"] == f"'{NASTY}"
    assert first["投诉内容"] == f"一 二 三{NASTY}"


def test_a_masked_pack_tells_no_more_than_any_export(office, tmp_path):
    office.register()
    office.register("2026-11-24 09:00", purpose="揭发控告", claim="某局长受贿示例", units=["市教育局"])
    export(office, tmp_path / "e.tsv", pack=True)
    content = (tmp_path / "e.tsv").read_text(encoding="utf-8")
    for secret in ("340722190103200019", "13800001234", "小明", "受贿", "1901-03"):
        assert secret not in content


def person(name, sex=None, **more):
    return {"name": name, "sex": sex, "address": "示例路1号", "phone": "13800001234", "id_type": "无",
            "no_id_reason": "当场无证件"} | more  # fmt: skip
