"""Shapes in which offices keep their ledgers: what is in them comes in, what cannot is said by row."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from app.domain.ledger.headings import FIELDS
from app.domain.ledger.mapping import LedgerMap
from app.domain.rows.matters import Deadline, Matter
from app.domain.rows.visits import Attendance, Person, Visit
from app.errors import Refused
from app.services.case.show_record import show_record
from app.services.ledger.import_visits import VISITS_A_COMMIT, import_visits
from app.services.ledger.read_ledger import Wanted
from app.words import field_sentence
from tests.app.services.office import Office
from tests.app.services.sheets.workbooks import HEADS, changed, put, visit_row, workbook

HEAD = "编号,来访日期,姓名,身份证号,联系电话,住址,人数,信访目的,诉求,情况\n"
ID = "340722190103200019"


def bring(office: Office, file: Path, given: LedgerMap | None = None, **more: Any) -> dict[str, Any]:
    done = import_visits(office.desk("host", "2026-11-27 09:00"), file, given, **more)
    return done.as_json(field_sentence)


def text(folder: Path, lines: str, head: str = HEAD) -> Path:
    return put(folder, (head + lines).encode("utf-8-sig"), "old.csv")


def line(number: str, **over: str) -> str:
    cells = {
        "day": "2025-03-05", "name": "王示例", "id": ID, "phone": "13800001234", "address": "示例镇1号",
        "heads": "1", "purpose": "求决", "claim": f"事{number}", "facts": "未办证",
    } | over  # fmt: skip
    return ",".join([number, *cells.values()]) + "\n"


def verdicts(told: dict[str, Any]) -> list[str]:
    return [row["verdict"] for row in told["rows"]]


def codes(told: dict[str, Any]) -> list[list[str]]:
    return [[error["code"] for error in row["errors"]] for row in told["rows"]]


def refusal(office: Office, file: Path, **more: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        bring(office, file, **more)
    assert office.all(Visit) == []
    return [error.code for error in caught.value.errors]


def test_the_first_sheet_that_is_seen_is_read_and_the_others_are_named(office, tmp_path):
    raw = workbook({"字典": [["a"]], "1月": [HEADS, visit_row(1)], "2月": [HEADS, visit_row(2)]}, ["字典"])
    told = bring(office, put(tmp_path, raw))
    assert (told["imported"], told["sheets"][0]["sheet"]) == (1, "1月")
    assert told["sheets_not_read"] == [{"sheet": "字典", "hidden": True}, {"sheet": "2月", "hidden": False}]
    assert bring(office, put(tmp_path, raw), wanted=Wanted(sheet="2月"))["imported"] == 1
    again = bring(office, put(tmp_path, raw), wanted=Wanted(all_sheets=True))
    assert [(row["sheet"], row["verdict"]) for row in again["rows"]] == [("1月", "重复"), ("2月", "重复")]
    assert [sheet["sheet"] for sheet in again["sheets_not_read"]] == ["字典"]
    with pytest.raises(Refused) as caught:
        bring(office, put(tmp_path, raw), wanted=Wanted(sheet="3月"))
    assert caught.value.errors[0].code == "sheet_unknown"


def test_titles_totals_and_signatures_are_no_visits(office, tmp_path):
    rows = [["2025年来访登记台账"], ["填报单位：市信访局"], HEADS, visit_row(1), HEADS, visit_row(2)]
    rows += [[None, None, None], ["3"], ["合计", *[None] * 8, "2"], ["填表人：示例", None, "审核人：示例"]]
    told = bring(office, put(tmp_path, workbook({"s": rows})))
    assert (told["imported"], told["sheets"][0]["head"]) == (2, 3)
    assert [(one["row"], one["text"]) for one in told["skipped"]] == [
        (1, "2025年来访登记台账"),
        (2, "填报单位：市信访局"),
        (5, "编号"),
        (8, "3"),
        (9, "合计"),
        (10, "填表人：示例"),
    ]


def test_headings_of_two_storeys_and_a_head_row_that_is_told(office, tmp_path):
    rows = [["编号", "来访时间", "信访人", None, "诉求"], [None, None, "姓名", "住址", None]]
    rows += [["1", datetime(2025, 3, 5), "王示例", "示例镇", "办证"]]
    told = bring(office, put(tmp_path, workbook({"s": rows})))
    assert told["imported"] == 1
    assert (office.one(Person).name, office.one(Person).address) == ("王示例", "示例镇")
    odd = workbook({"s": [["姓名", "来访日期"], ["日期", "姓名"], ["2025-03-06", "李示例"]]})
    assert bring(office, put(tmp_path, odd), wanted=Wanted(head=2))["imported"] == 1
    assert refusal_code(office, put(tmp_path, odd), Wanted(head=9)) == "head_row"


def refusal_code(office: Office, file: Path, wanted: Wanted) -> str:
    with pytest.raises(Refused) as caught:
        bring(office, file, wanted=wanted)
    return caught.value.errors[0].code


def test_headings_with_spaces_breaks_and_brackets_are_read(office, tmp_path):
    heads = ["编 号", "来访\n日期", "姓　名", "身份证\n号码", "联系电话（手机）", "住　址", "人数(人)"]
    heads += ["信访目的", "主要 诉求", "反映情况(概况)"]
    told = bring(office, put(tmp_path, workbook({"s": [heads, visit_row(1)]})))
    assert told["imported"] == 1
    visit, person = office.one(Visit), office.one(Person)
    assert (visit.claim, visit.facts, visit.headcount) == ("事项1", "至今未办证", 1)
    assert (person.address, person.phone, person.absent) == ("示例县示例镇1号", "13800001234", {})
    assert visit.absent == {"arrived_time": "不详"}


def test_a_column_that_nobody_reads_stops_the_import_until_it_is_named(office, tmp_path):
    file = text(tmp_path, "1,2025-03-05,王示例,蓝,x\n", "编号,来访日期,姓名,衣服颜色,备注\n")
    assert refusal(office, file) == ["column_unread"]
    with pytest.raises(Refused) as caught:
        bring(office, file, check=True)
    assert caught.value.errors[0].facts["column"] == "衣服颜色"
    told = bring(office, file, LedgerMap(keep=("衣服颜色",)))
    assert told["sheets"][0]["kept"] == ["衣服颜色", "备注"]
    assert office.one(Visit).ledger["cells"] == {"衣服颜色": "蓝", "备注": "x"}


def test_an_empty_column_stops_nothing_and_an_ignored_one_is_named(office, tmp_path):
    file = text(tmp_path, "2025-03-05,王示例,,蓝\n", "来访日期,姓名,衣服颜色,鞋\n")
    told = bring(office, file, LedgerMap(ignore=("鞋",)))
    assert (told["imported"], told["sheets"][0]["empty"], told["sheets"][0]["ignored"]) == (
        1,
        ["衣服颜色"],
        ["鞋"],
    )
    assert "cells" not in office.one(Visit).ledger


def test_a_map_is_remembered_by_the_headings(office, tmp_path):
    given = LedgerMap({"name": "谁", "arrived": "哪天"}, ignore=("鞋",), accept=("unit_unknown",))
    file = text(tmp_path, "王示例,20251105,x,无名局\n", "谁,哪天,鞋,责任单位\n")
    first = bring(office, file, given)
    assert (first["imported"], first["map"]["remembered"]) == (1, False)
    other = text(tmp_path, "李示例,20251105,x\n", "谁,哪 天,鞋\n")
    assert refusal_codes(office, other) >= {"column_missing"}
    later = text(tmp_path, "无名局,李示例,20251106,x\n", "责任单位,谁,哪 天,鞋\n")
    told = bring(office, later)
    assert (told["imported"], told["map"]["remembered"], told["map"]["columns"]["name"]) == (1, True, "谁")


def refusal_codes(office: Office, file: Path) -> set[str]:
    with pytest.raises(Refused) as caught:
        bring(office, file)
    return {error.code for error in caught.value.errors}


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", ID),
        (f"'{ID}", ID),
        (f'"=""{ID}"""', ID),
        ("３４０７２２１９０１０３２０００１９", ID),
        (f"\u202d{ID}\u202c", ID),
        (f"{ID}\u200b", ID),
        ("34070519020304001x", "34070519020304001X"),
        ("340722010320001", "340722010320001"),
        *((word, None) for word in ("无", "不详", "/", "-", "未带", "——", "N/A", "")),
        *((word, "id_ruined") for word in ("3.40722E+17", "3.40722190103e+17")),
        *((word, "id_length") for word in ("34072219010320001", f"{ID}9", "E12345678", f"{ID}/{ID}")),
        *((word, "id_check_digit") for word in (ID[:-1] + "8",)),
        ("34O722190103200019", "id_characters"),
        ("340722********0019", "id_masked"),
    ],
)  # fmt: skip
def test_a_column_of_residents_numbers_holds_residents_numbers(office, tmp_path, cell, stored):
    told = bring(office, text(tmp_path, line("1", id=cell)))
    if stored is not None and stored.startswith("id_"):
        assert codes(told) == [[stored]]
        assert office.all(Person) == []
        return
    person = office.one(Person)
    assert (person.id_number, person.id_type) == (stored, "居民身份证" if stored else "无")
    assert person.sex == ("男" if stored else None)
    assert person.no_id_reason in {None, "不详", "当场无证件"}


def test_words_for_nothing_are_never_compared(office, tmp_path):
    lines = "".join(line(f"n{n}", name=name, id=word, phone="不详") for n, (name, word) in enumerate(WORDS))
    assert bring(office, text(tmp_path, lines))["imported"] == len(WORDS)
    for person in office.all(Person):
        assert (person.id_number, person.phone, person.absent["phone"]) == (None, None, "不详")
    answer = office.register("2026-11-27 09:10", people=[office_person("冯新（示例）")])
    assert answer.as_json()["same_person"] == []


WORDS = [("赵甲", "不详"), ("钱乙", "不详"), ("孙丙", "无"), ("李丁", "/"), ("周戊", "-"), ("吴己", "未带")]


def office_person(name: str) -> dict[str, Any]:
    return {"name": name, "address": "示例路", "id_type": "无", "no_id_reason": "不详"}


def test_phones_that_are_two_and_phones_that_cannot_be_read(office, tmp_path):
    lines = (
        line("1", phone="13800001234/0562-2800000")
        + line("2", phone="1.38E+10")
        + line("3", phone="儿子13800001234")
    )
    told = bring(office, text(tmp_path, lines))
    assert told["imported"] == 3
    assert [[one["code"] for one in row["warnings"] if one["field"] == "phone"] for row in told["rows"]] == [
        [], ["phone_kept"], ["phone_kept"],
    ]  # fmt: skip
    people = {visit.claim: visit for visit in office.all(Visit)}
    assert people["事1"].ledger["cells"] == {"联系电话": "13800001234/0562-2800000"}
    assert people["事2"].ledger["cells"] == {"联系电话": "1.38E+10"}
    assert sorted(str(person.phone) for person in office.all(Person)) == [
        "13800001234",
        "13800001234",
        "None",
    ]


def test_the_words_of_ledgers(office, tmp_path):
    head = "来访日期,姓名,性别,民族,证件类型,身份证号,信访目的,状态,诉求\n"
    rows = [("男", "汉族", "身份证", "求决", "已办结"), ("男性", "汉", "二代身份证", "求助", "办结"),
            ("", "", "", "咨询", "已结案"), ("1", "", "身份证号", "求决类", "未办结")]  # fmt: skip
    lines = "".join(
        f"2025-03-05,王{n},{sex},{ethnic},{kind},{ID},{purpose},{status},事{n}\n"
        for n, (sex, ethnic, kind, purpose, status) in enumerate(rows)
    )
    assert bring(office, text(tmp_path, lines, head))["imported"] == 4
    visits = sorted(office.all(Visit), key=lambda visit: visit.claim)
    assert [visit.purpose for visit in visits] == ["求决", "求决", "其他", "求决"]
    assert visits[2].ledger["cells"] == {"信访目的": "咨询", "状态": "已结案"}
    matters = {matter.claim: matter.status for matter in office.all(Matter)}
    assert [matters[f"事{n}"] for n in range(4)] == ["已办结", "已办结", "已办结", "办理中"]
    assert {person.id_type for person in office.all(Person)} == {"居民身份证"}


@pytest.mark.parametrize(
    ("column", "word", "code"),
    [
        ("性别", "0", "word_unknown"),
        ("状态", "悬着", "word_unknown"),
        ("信访目的", "聊天", "word_unknown"),
        ("责任单位", "某某局", "unit_unknown"),
        ("涉及单位", "某某局", "unit_unknown"),
        ("责任单位", "住建委", "unit_guessed"),
        ("涉及单位", "zjj", "unit_guessed"),
        ("问题类别", "没有的类", "category_unknown"),
        ("属地", "没有的县", "place_unknown"),
        ("民族", "没有的", "ethnic_unknown"),
    ],
)
def test_an_unknown_word_is_asked_about_and_kept_when_accepted(office, tmp_path, column, word, code):
    file = text(tmp_path, f"2025-03-05,王示例,{word}\n", f"来访日期,姓名,{column}\n")
    held = bring(office, file)
    assert (verdicts(held), codes(held), held["held"]) == (["要看"], [[code]], 1)
    assert office.all(Visit) == []
    told = bring(office, file, wanted=Wanted(accept=(code,)))
    assert verdicts(told) == ["已导入"]
    assert office.one(Visit).ledger["cells"] == {column: word}


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"day": "2021111"}, "moment_doubtful"),
        ({"id": ID[:-3] + "000"}, "id_ends_in_zeros"),
        ({"name": "王示例、李示例"}, "two_names"),
    ],
)
def test_doubts_are_held(office, tmp_path, over, code):
    told = bring(office, text(tmp_path, line("1", **over)))
    assert (verdicts(told), codes(told)) == (["要看"], [[code]])


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"heads": "0"}, "headcount_range"),
        ({"heads": "约40"}, "count_unreadable"),
        ({"heads": "20余人"}, "count_unreadable"),
        ({"heads": "2-3"}, "count_unreadable"),
        ({"day": "2025-02-30"}, "moment_no_such_day"),
        ({"day": "2027-01-01"}, "moment_future"),
        ({"day": ""}, "required"),
        ({"name": ""}, "required"),
    ],
)
def test_what_cannot_be_is_refused(office, tmp_path, over, code):
    told = bring(office, text(tmp_path, line("1", **over) + line("2")))
    assert (verdicts(told), codes(told)) == (["不能导入", "已导入"], [[code], []])


def test_shifted_cut_and_badly_quoted_rows_are_named_and_the_others_go_on(office, tmp_path):
    lines = (
        line("1")
        + line("2").strip()
        + ",多,了\n"
        + '3,2025-03-05,王,,,"丽景园"二期,,,,\n'
        + "4,2025-03-05,王\n"
        + line("5")
    )
    told = bring(office, text(tmp_path, lines))
    assert verdicts(told) == ["已导入", "不能导入", "不能导入", "要看", "已导入"]
    assert [code[0] for code in codes(told)[1:4]] == ["row_long", "row_quote", "row_short"]
    assert "多出 2 格" in told["rows"][1]["errors"][0]["message"]
    assert [row["row"] for row in told["rows"]] == [2, 3, 4, 5, 6]


def test_further_rows_are_further_representatives(office, tmp_path):
    blank = {"编号": None, "来访日期": None, "人数": None, "信访目的": None, "诉求": None, "情况": None}
    merged = [HEADS, visit_row(1, "王一", 人数=38), *(visit_row(n, f"李{n}", **blank) for n in range(2, 6))]
    repeated = [HEADS, *(visit_row(n, f"赵{n}", 编号="9", 来访日期=datetime(2025, 4, 2), 人数=38, 诉求="办证")
                         for n in range(1, 6))]  # fmt: skip
    for rows in (merged, repeated):
        told = bring(office, put(tmp_path, workbook({"s": rows})))
        assert (told["imported"], told["visits"], told["already"]) == (5, 1, 0)
        assert [row.get("joins") for row in told["rows"]] == [None, 2, 2, 2, 2]
        assert bring(office, put(tmp_path, workbook({"s": rows})))["already"] == 5
    assert [visit.headcount for visit in office.all(Visit)] == [38, 38]
    came = office.all(Attendance)
    assert len(came) == 10
    assert all(one.representative for one in came)


def test_rows_of_one_number_that_differ_are_held(office, tmp_path):
    rows = line("1", heads="2") + line("1", name="李示例", id="", heads="2", claim="别的事")
    assert codes(bring(office, text(tmp_path, rows)))[0] == ["batch_differs"]
    apart = bring(office, text(tmp_path, line("5") + line("6") + line("5", name="李示例", id="")))
    assert (verdicts(apart), codes(apart)[2]) == (["已导入", "已导入", "要看"], ["number_again"])
    later = bring(office, text(tmp_path, line("6", claim="改过的")))
    assert codes(later) == [["ledger_differs"]]


def test_what_the_ledger_does_not_say_stays_unknown_and_says_so(office, tmp_path):
    assert bring(office, text(tmp_path, "2025-03-05,王示例\n", "来访日期,姓名\n"))["imported"] == 1
    visit, person, matter = office.one(Visit), office.one(Person), office.one(Matter)
    assert visit.absent == {
        "arrived_time": "不详", "headcount": "不详", "purpose": "不详", "claim": "不详", "facts": "不详"
    }  # fmt: skip
    assert person.absent == {"address": "不详", "id_number": "不详"}
    assert (person.sex, person.birth, person.nationality, person.phone, person.no_id_reason) == (None,) * 5
    assert (visit.claim, visit.concerned, visit.place, visit.units) == (None, None, None, ())
    assert (matter.due, matter.status) == (None, "已登记")
    assert office.all(Deadline) == []
    assert (visit.arrived_at.hour, visit.desk, visit.clerk) == (0, "台账", "台账")


def test_a_blank_cell_of_a_column_that_is_there_is_no_reason(office, tmp_path):
    assert bring(office, text(tmp_path, line("1", address="", claim="", facts="")))["imported"] == 1
    assert office.one(Person).absent == {}
    assert office.one(Visit).absent == {"arrived_time": "不详"}


def test_other_channels_come_in_with_a_word(office, tmp_path):
    told = bring(
        office,
        text(
            tmp_path, "2025-03-05,王示例,12345热线\n2025-03-06,李示例,群众来访\n", "来访日期,姓名,信访类型\n"
        ),
    )
    assert [[one["code"] for one in row["warnings"]] for row in told["rows"]] == [["form_no_visit"], []]
    assert office.all(Visit)[0].ledger["cells"] == {"信访类型": "12345热线"}


def test_what_a_cell_holds_beyond_its_field_is_kept_and_masked(office, tmp_path):
    told = bring(
        office, text(tmp_path, line("1", phone="13800001234 13900005678", name="张三等5人", heads=""))
    )
    (row,) = told["rows"]
    assert office.one(Visit).headcount == 5
    desk = office.desk("host", "2026-11-27 10:00")
    masked = show_record(desk, row["visit_number"]).visit.ledger
    assert masked["cells"]["姓名"] == "张****"
    assert "00001234" not in str(masked)
    assert "00005678" not in str(masked)
    whole = show_record(desk, row["visit_number"], unmask=True, purpose="核对").visit.ledger
    assert whole["cells"]["联系电话"] == "13800001234 13900005678"


def test_what_a_formula_could_not_reckon_is_no_value(office, tmp_path):
    """#N/A is nobody's name; a formula without a result says so, one whose result is empty is empty."""
    head = HEAD.strip().split(",")
    rows = [line(str(n)).strip().split(",") for n in range(1, 4)]
    rows[0][2] = "#N/A"
    book = openpyxl.Workbook()
    for cells in (head, *rows):
        book.active.append(cells)
    book.active["G3"] = "=1+1"
    raw = io.BytesIO()
    book.save(raw)
    file = put(tmp_path, raw.getvalue(), "算.xlsx")
    assert codes(bring(office, file)) == [["cell_is_error"], ["formula_unsolved"], []]
    mended = LedgerMap(rows={"2": {"姓名": "王示例"}, "3": {"人数": "2"}})
    assert verdicts(bring(office, file, mended)) == ["已导入", "已导入", "重复"]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(office, tmp_path):
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((HEAD.strip().split(","), line("1").strip().split(","))):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
        sheet.write_formula(1, 4, '=IF(A2="","","")', None, "")
    with zipfile.ZipFile(raw) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    member = "xl/worksheets/sheet1.xml"
    parts[member] = parts[member].replace(b'<c r="E2">', b'<c r="E2" t="str">')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    file = put(tmp_path, out.getvalue(), "空.xlsx")
    assert verdicts(bring(office, file)) == ["已导入"]
    assert office.one(Person).phone is None


def test_a_file_that_breaks_in_the_middle_stores_nothing(office, tmp_path):
    rows = [HEADS, *(visit_row(n % 28 + 1, 编号=str(n)) for n in range(VISITS_A_COMMIT * 2))]
    raw = changed(
        workbook({"s": rows}),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace('<row r="390"', '<row r="390" \x02'),
    )
    assert refusal(office, put(tmp_path, raw)) == ["sheet_damaged_after"]


def test_an_import_that_is_stopped_keeps_whole_visits_and_goes_on_later(office, tmp_path):
    rows = [HEADS, *(visit_row(n % 28 + 1, 编号=str(n)) for n in range(VISITS_A_COMMIT * 2))]
    file = put(tmp_path, workbook({"s": rows}))
    heard: list[tuple[int, int]] = []
    told = bring(
        office,
        file,
        progress=lambda done, total: heard.append((done, total)),
        should_stop=lambda: bool(heard),
    )
    assert (told["stopped"], told["imported"], heard) == (
        True,
        VISITS_A_COMMIT,
        [(VISITS_A_COMMIT, VISITS_A_COMMIT * 2)],
    )
    rest = bring(office, file)
    assert (rest["imported"], rest["already"], rest["stopped"]) == (VISITS_A_COMMIT, VISITS_A_COMMIT, False)
    assert told["batch"] != rest["batch"]


def test_every_field_has_a_heading_and_no_heading_stands_for_two():
    seen: dict[str, str] = {}
    shared = {"来访时间", "到访时间", "接访时间", "接待时间", "时间", "登记日期", "登记时间"}
    for name, headings in FIELDS.items():
        for heading in headings:
            assert heading in shared or heading not in seen, (heading, name, seen.get(heading))
            seen[heading] = name
