"""A cell that stands where it does not belong is asked about or said, never stored as another thing."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.domain.ledger.misplaced import is_note
from app.domain.rows.visits import Person, Visit
from app.errors import Refused
from app.services.ledger.read_ledger import Wanted
from tests.app.services.ledger.test_shapes import HEAD, ID, bring, codes, line, refusal, text, verdicts
from tests.app.services.sheets.workbooks import HEADS, put, visit_row, workbook


def book(rows, change=None):
    """An .xlsx by openpyxl; ``change`` gets the book and its sheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if change is not None:
        change(made, made.active)
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("name", ID, "id_misplaced"),
        ("name", f"王某 {ID}", "id_misplaced"),
        ("name", "12345", "name_doubtful"),
        ("name", "以上共计4批", "name_doubtful"),
        ("name", "信访科（盖章）", "name_doubtful"),
        ("phone", ID, "id_misplaced"),
        ("address", f"示例镇1号，{ID}", "id_misplaced"),
    ],
)
def test_what_stands_in_another_cells_place_is_asked_about(office, tmp_path, column, cell, code):
    told = bring(office, text(tmp_path, line("1", id="", **{column: cell})))
    assert (verdicts(told), codes(told)) == (["要看"], [[code]])
    assert ID not in str(told["rows"])


@pytest.mark.parametrize("name", ["张3", "王0", "合作社", "Anna", "买买提·吐尔逊", "共和", "备某", "计件"])
def test_names_are_no_notes(name):
    assert not is_note(name)


def test_a_note_in_the_column_of_names_is_nobody(office, tmp_path):
    """Such a row has neither day nor claim, as a further representative has: it was stored as one."""
    blank = {"day": "", "id": "", "phone": "", "address": "", "heads": "", "purpose": "", "claim": "",
             "facts": ""}  # fmt: skip
    notes = ("以上共计4批", "信访科（盖章）", "共 2 批 38 人", "12人", "注:另有来信3件")
    rows = line("1", heads="38") + "".join(line("", name=note, **blank) for note in notes)
    told = bring(office, text(tmp_path, rows + line("", name="李示例", **blank)))
    assert [row["text"] for row in told["skipped"]] == list(notes)
    assert {person.name for person in office.all(Person)} == {"王示例", "李示例"}


def test_who_would_not_say_a_name_has_none(office, tmp_path):
    assert bring(office, text(tmp_path, line("1", name="匿名", id="")))["imported"] == 1
    assert office.one(Person).absent["name"] == "不愿提供"


def test_digits_that_a_spreadsheet_lost_are_missed_in_every_column(office, tmp_path):
    head = [*HEADS, "备注"]
    rows = [head, [*visit_row(1), float(ID)], [*visit_row(2), None], [*visit_row(3), "照抄"]]
    raw = book(rows, lambda _, sheet: sheet.__setitem__("K3", '=A2&"x"'))
    told = bring(office, put(tmp_path, raw))
    assert codes(told) == [["number_rounded"], ["formula_unsolved"], []]
    assert told["rows"][0]["errors"][0]["field"] == "备注"


def test_an_empty_headcount_is_said(office, tmp_path):
    told = bring(
        office, text(tmp_path, line("1", heads="", id="") + line("2", heads="不详", id="") + line("3", id=""))
    )
    assert [[one["code"] for one in row["warnings"]] for row in told["rows"]] == [
        ["headcount_blank"], ["headcount_blank"], [],
    ]  # fmt: skip
    visits = sorted(office.all(Visit), key=lambda visit: visit.claim)
    assert [visit.absent.get("headcount") for visit in visits] == ["不详", "不详", None]


def test_a_bare_number_of_a_file_of_1904_is_asked_about(office, tmp_path):
    """Its days are four years and a day later than those of every other file."""

    def of_1904(made, sheet):
        made.epoch = CALENDAR_MAC_1904
        sheet["B2"], sheet["B2"].number_format = 42063, "General"

    rows = [HEADS, visit_row(1), visit_row(2, 来访日期=date(2019, 3, 1))]
    told = bring(office, put(tmp_path, book(rows, of_1904)))
    assert (verdicts(told), codes(told)[0]) == (["要看", "已导入"], ["moment_doubtful"])
    assert office.one(Visit).arrived_at.date() == date(2019, 3, 1)


def test_zeros_that_a_format_shows_are_read(office, tmp_path):
    def padded(_, sheet):
        sheet["A2"], sheet["E2"] = 12, 5622800000
        sheet["A2"].number_format, sheet["E2"].number_format = "00000", "00000000000"

    assert bring(office, put(tmp_path, book([HEADS, visit_row(1)], padded)))["imported"] == 1
    assert office.one(Visit).ledger["number"] == "00012"
    assert office.one(Person).phone == "0562-2800000"


def test_closed_before_the_visitor_came_is_asked_about(office, tmp_path):
    head = HEAD.strip() + ",办结日期\n"
    rows = (
        line("1").strip()
        + ",2025-03-04\n"
        + line("2").strip()
        + ",2025-03-05\n"
        + line("3").strip()
        + ",已归档\n"
    )
    told = bring(office, text(tmp_path, rows, head))
    assert (verdicts(told), codes(told)[0]) == (["要看", "已导入", "已导入"], ["closed_before_arrival"])
    assert (
        bring(office, text(tmp_path, rows, head), wanted=Wanted(accept=("closed_before_arrival",)))[
            "imported"
        ]
        == 1
    )


def test_headings_of_two_storeys_that_a_page_repeats_are_no_visits(office, tmp_path):
    upper = ["编号", "来访日期", "来访人", None, None, None, "人数", "信访目的", "诉求", "情况"]
    lower = [None, None, "姓 名", "身份证号", "联系电话", "住址", None, None, None, None]
    rows = [upper, lower, visit_row(1), upper, [*lower[:2], "姓名", *lower[3:]], visit_row(2)]
    told = bring(office, put(tmp_path, workbook({"s": rows})))
    assert (told["imported"], [row["row"] for row in told["skipped"]]) == (2, [4, 5])


def test_a_sheet_that_is_no_ledger_is_named_among_several(office, tmp_path):
    sheets = {"1月": [HEADS, visit_row(1)], "说明": [["本台账由市信访局填报"]], "2月": [HEADS, visit_row(2)]}
    told = bring(office, put(tmp_path, workbook(sheets)), wanted=Wanted(all_sheets=True))
    assert (told["imported"], told["sheets_not_read"]) == (2, [{"sheet": "说明", "hidden": False}])
    half = {"1月": [HEADS, visit_row(3)], "2月": [["姓名", "诉求"], ["王示例", "办证"]]}
    with pytest.raises(Refused) as caught:
        bring(office, put(tmp_path, workbook(half), "half.xlsx"), wanted=Wanted(all_sheets=True))
    (error,) = caught.value.errors
    assert (error.code, error.facts["sheet"]) == ("column_missing_in", "2月")


def test_what_lies_beside_the_cells_is_named(office, tmp_path):
    def noted(_, sheet):
        sheet["C2"].comment = Comment("另有两人未到", "科长")
        sheet["C3"].comment = Comment("已联系", "科长")

    told = bring(office, put(tmp_path, book([HEADS, visit_row(1), visit_row(2)], noted)))
    assert told["sheets"][0]["beside"] == {"批注": 2}


def test_the_lock_file_beside_an_open_table_is_said(office, tmp_path):
    lock = put(
        tmp_path,
        b"\x05admin" + b" " * 49 + b"\x05\x00a\x00d\x00m\x00i\x00n\x00" + b" \x00" * 50,
        "~$old.xlsx",
    )
    assert refusal(office, lock) == ["sheet_lock_file"]


def test_one_lost_character_spoils_one_row(office, tmp_path):
    told = bring(office, text(tmp_path, line("1") + line("2", claim="办\0证") + line("3")))
    assert codes(told) == [[], ["row_bytes"], []]
