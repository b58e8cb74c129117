"""An old ledger: a verdict for every row, whole rows only, and no doubling however often it is read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from openpyxl import Workbook

from app.domain.numbers import parse_number
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Person, Visit
from app.errors import NotAllowed, Refused
from app.services.ledger.import_visits import import_visits
from app.services.ledger.ledger_map import read_map
from app.words import field_sentence

LEDGER = (
    "来访日期,姓名,诉求,身份证号,联系电话,人数,信访目的\n"
    "2025-11-20,赵示例,欠薪,340602190307129137,13900001111,6,求决\n"
    "2025/11/21,钱示例,办证,,,,\n"
    "2025-13-01,孙示例,坏日期,,,,\n"
    "2025-11-22,李示例,坏证件,340711190302290011,,,\n"
    "2025-11-20,赵示例,欠薪,340602190307129137,13900001111,6,求决\n"
)


def ledger(tmp_path, text=LEDGER, name="old.csv"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def bring(office, file, given=None, login="host", **more):
    done = import_visits(office.desk(login, "2026-11-23 09:00"), file, given, **more)
    return done.as_json(field_sentence)


def verdicts(told):
    return [one["verdict"] for one in told["rows"]]


def test_each_row_has_its_verdict(office, tmp_path):
    told = bring(office, ledger(tmp_path))
    assert verdicts(told) == ["已导入", "已导入", "不能导入", "不能导入", "重复"]
    assert (told["imported"], told["already"], told["refused"]) == (2, 1, 2)
    wrong = {one["row"]: [error["code"] for error in one["errors"]] for one in told["rows"] if one["errors"]}
    assert wrong == {4: ["moment_no_such_day"], 5: ["id_date"]}
    visits = office.all(Visit)
    assert [one.number for one in visits] == [one["visit_number"] for one in told["rows"][:2]]
    assert all(parse_number(visit.number).series == "T" for visit in visits)
    assert (visits[0].kind, visits[0].headcount, visits[1].headcount) == ("集体访", 6, 1)
    assert visits[1].absent == {
        "facts": "不详",
        "arrived_time": "不详",
        "headcount": "不详",
        "purpose": "不详",
    }
    assert {one.name for one in office.all(Person)} == {"赵示例", "钱示例"}


def test_checking_stores_nothing(office, tmp_path):
    told = bring(office, ledger(tmp_path), check=True)
    assert verdicts(told) == ["可导入", "可导入", "不能导入", "不能导入", "重复"]
    assert office.all(Visit) == []


def test_reading_it_again_doubles_nothing_and_takes_what_was_mended(office, tmp_path):
    first = bring(office, ledger(tmp_path))
    mended = LEDGER.replace("2025-13-01", "2025-12-01")
    again = bring(office, ledger(tmp_path, mended, "mended.csv"))
    assert verdicts(again) == ["重复", "重复", "已导入", "不能导入", "重复"]
    assert again["rows"][0]["visit_number"] == first["rows"][0]["visit_number"]
    assert len(office.all(Visit)) == 3


def test_a_map_names_columns_words_and_what_the_ledger_does_not_have(office, tmp_path):
    text = "谁,哪天,为啥,种类,结果\n周示例,20251105,办证,求助,结了\n"
    given = tmp_path / "map.json"
    given.write_text(
        json.dumps(
            {
                "columns": {
                    "name": "谁",
                    "arrived": "哪天",
                    "claim": "为啥",
                    "purpose": "种类",
                    "status": "结果",
                },
                "values": {"purpose": {"求助": "求决"}, "status": {"结了": "已办结"}},
                "defaults": {"unit": "住建局", "address": "示例路1号"},
            },
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    told = bring(office, ledger(tmp_path, text), read_map(given))
    assert verdicts(told) == ["已导入"]
    matter = office.one(Matter)
    assert (matter.status, matter.unit, matter.due, matter.purpose) == ("已办结", "市住建局", None, "求决")
    assert office.one(Person).address == "示例路1号"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "map_wrong"),
        ("[]", "map_wrong"),
        ('{"column": {}}', "map_wrong"),
        ('{"columns": {"name": 3}}', "map_wrong"),
        ('{"columns": {"who": "谁"}}', "map_unknown"),
        ('{"values": {"sex": {"1": 1}}}', "map_wrong"),
        ('{"ignore": "备注"}', "map_wrong"),
        ("[" * 100000, "map_wrong"),
    ],
)
def test_maps_that_are_refused(tmp_path, content, code):
    file = tmp_path / "map.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_map(file)
    assert caught.value.errors[0].code == code


def test_columns_that_must_be_there(office, tmp_path):
    with pytest.raises(Refused) as caught:
        bring(office, ledger(tmp_path, "诉求\n办证\n"))
    assert [one.code for one in caught.value.errors] == ["column_missing", "column_missing"]


def test_a_number_that_excel_rounded_is_refused(office, tmp_path):
    book = Workbook()
    book.active.append(["来访日期", "姓名", "诉求", "证件号码"])
    book.active.append(["2025-11-20", "赵示例", "欠薪", 340602190307129137])
    book.save(tmp_path / "old.xlsx")
    (row,) = bring(office, tmp_path / "old.xlsx")["rows"]
    assert "number_rounded" in [one["code"] for one in row["errors"]]


def test_ledgers_in_gb18030_with_rare_characters(office, tmp_path):
    file = tmp_path / "old.csv"
    file.write_bytes("来访日期,姓名,诉求\n2025-11-20,王㛃䶮（示例）,办证\n".encode("gb18030"))
    assert verdicts(bring(office, file)) == ["已导入"]
    assert office.one(Person).name == "王㛃䶮（示例）"


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b"", "x.csv", "sheet_empty"),
        (b"PK\x03\x04junk", "x.xlsx", "sheet_unreadable"),
        (None, "x.csv", "no_file"),
    ],
)
def test_files_that_cannot_be_read(office, tmp_path, raw, name, code):
    file = tmp_path / name
    if raw is not None:
        file.write_bytes(raw)
    with pytest.raises(Refused) as caught:
        bring(office, file)
    assert caught.value.errors[0].code == code


def test_auditors_may_not(office, tmp_path):
    clerk = office.desk("clerk")
    auditor = replace(clerk, staff=replace(clerk.staff, roles=("审计员",)))
    with pytest.raises(NotAllowed):
        import_visits(auditor, ledger(tmp_path))
