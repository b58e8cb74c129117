"""Single rows of a ledger put right, split, taken or left out by the map: the file itself is not changed."""

from __future__ import annotations

import json

import pytest

from app.domain.ledger.mapping import LedgerMap
from app.domain.ledger.mending import Mending
from app.domain.rows.ledger import RememberedMap
from app.domain.rows.visits import Attendance, Person, Visit
from app.errors import Refused
from app.services.case.show_record import show_record
from app.services.ledger.import_visits import import_visits
from app.services.ledger.ledger_map import read_map
from app.services.ledger.look_at_ledger import LedgerLook, judge_row, look_at_ledger
from app.services.ledger.read_ledger import Wanted
from tests.app.services.ledger.test_shapes import HEAD, ID, bring, codes, line, text, verdicts
from tests.app.services.sheets.workbooks import put, workbook

TWO = "庚某、辛某"


def ledger_of(folder):
    return text(
        folder,
        line("1") + line("2", id="3.40722E+17") + line("3", name=TWO, heads="") + line("4", purpose="聊天"),
    )


def test_a_refused_row_is_put_right_and_what_stood_there_is_kept_masked(office, tmp_path):
    told = bring(office, ledger_of(tmp_path), LedgerMap(rows={"3": {"身份证号": ID}}))
    assert verdicts(told) == ["已导入", "已导入", "要看", "要看"]
    ids = {row.id_number for row in office.all(Person)}
    assert ids == {ID}
    mended = [row.ledger.get("mended") for row in office.all(Visit) if row.ledger["number"] == "2"]
    assert mended == [[{"身份证号": "3.40722E+17"}]]


def test_names_in_one_cell_are_as_many_people_or_one(office, tmp_path):
    file = ledger_of(tmp_path)
    split = bring(office, file, LedgerMap(rows={"4": "拆开"}))
    assert verdicts(split)[2] == "已导入"
    visit = next(row for row in office.all(Visit) if row.ledger["number"] == "3")
    seats = [row for row in office.all(Attendance) if row.visit_id == visit.id]
    names = {row.id: row.name for row in office.all(Person)}
    assert (visit.headcount, sorted(names[row.person_id] for row in seats)) == (2, ["庚某", "辛某"])
    assert all(row.representative for row in seats)


def test_taken_as_it_stands_a_cell_with_names_is_one_person_and_none_is_dropped(office, tmp_path):
    bring(office, ledger_of(tmp_path), LedgerMap(rows={"4": "照导"}))
    visit = next(row for row in office.all(Visit) if row.ledger["number"] == "3")
    (seat,) = [row for row in office.all(Attendance) if row.visit_id == visit.id]
    assert visit.headcount == 1
    assert next(row.name for row in office.all(Person) if row.id == seat.person_id) == TWO


def test_rows_are_left_out_and_taken_by_the_map(office, tmp_path):
    told = bring(office, ledger_of(tmp_path), LedgerMap(rows={"2": "不导", "5": "照导"}))
    assert verdicts(told) == ["不导", "不能导入", "要看", "已导入"]


def test_the_same_file_with_the_same_rows_put_right_doubles_nothing(office, tmp_path):
    given = LedgerMap(rows={"3": {"身份证号": ID}, "4": "拆开", "5": {"信访目的": "求决"}})
    first = bring(office, ledger_of(tmp_path), given)
    again = bring(office, ledger_of(tmp_path), given)
    assert (verdicts(first), verdicts(again)) == (["已导入"] * 4, ["重复"] * 4)
    assert len(office.all(Visit)) == 4


def test_a_row_put_right_otherwise_later_is_no_second_visit(office, tmp_path):
    bring(office, ledger_of(tmp_path), LedgerMap(rows={"3": {"身份证号": ID}, "4": "照导"}))
    count = len(office.all(Visit))
    for rows in ({"3": {"身份证号": ""}}, {"4": "拆开"}, {"4": {"姓名": "庚某"}}):
        told = bring(office, ledger_of(tmp_path), LedgerMap(rows=rows))
        assert ["ledger_differs"] in codes(told), rows
    assert len(office.all(Visit)) == count
    bring(office, text(tmp_path, line("2")))
    assert len(office.all(Visit)) == count


def test_two_ways_of_putting_a_row_right_are_two_ids(office, tmp_path):
    """Desks that mend differently before they sync have a visit each: nothing of both is merged."""
    looks = [
        look_at_ledger(office.desk("host", "2026-11-27 09:00"), ledger_of(tmp_path), LedgerMap(rows=rows))
        for rows in ({"4": "拆开"}, {"4": "照导"}, {"4": {"姓名": "庚某"}}, {"4": {"姓名": "辛某"}})
    ]
    rows = [next(row for row in look.rows if row.row == 4) for look in looks]
    assert len({row.judged.visit_id for row in rows}) == 4


def test_rows_are_those_of_one_file_and_are_not_remembered(office, tmp_path):
    given = LedgerMap(ignore=("鞋",), rows={"2": "不导"})
    file = put(tmp_path, (HEAD.replace("\n", ",鞋\n") + line("1").replace("\n", ",红\n")).encode(), "a.csv")
    bring(office, file, given)
    assert [row.map.get("rows") for row in office.all(RememberedMap)] == [None]
    other = put(tmp_path, (HEAD.replace("\n", ",鞋\n") + line("9").replace("\n", ",红\n")).encode(), "b.csv")
    told = bring(office, other, LedgerMap(rows={"2": {"住址": "示例镇2号"}}))
    assert (told["map"]["remembered"], verdicts(told)) == (True, ["已导入"])


@pytest.mark.parametrize(
    "said",
    [
        *({"x": "照导"}, {"0": "照导"}, {"2": "拆"}, {"2": 3}, {"2": {"姓名": 4}}, {"!": "照导"}),
        *({"2": ["照导"]}, {"2": None}),
    ],
)
def test_rows_of_a_map_that_say_nothing_to_do(tmp_path, said):
    file = tmp_path / "map.json"
    file.write_text(json.dumps({"rows": said}), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_map(file)
    assert [error.code for error in caught.value.errors] == ["map_row"]


def test_rows_and_headings_that_the_file_has_not_are_named(office, tmp_path):
    with pytest.raises(Refused) as caught:
        bring(office, ledger_of(tmp_path), LedgerMap(rows={"99": "照导", "2": {"没有这列": "x"}}))
    assert {error.code for error in caught.value.errors} == {"map_row_missing", "map_column"}
    assert office.all(Visit) == []


def test_of_several_sheets_a_row_is_told_with_its_sheet(office, tmp_path):
    head = HEAD.strip().split(",")
    good, bad = line("1").strip().split(","), line("2", day="2025-02-30").strip().split(",")
    file = put(tmp_path, workbook({"一月": [head, good], "二月": [head, bad]}), "两月.xlsx")
    with pytest.raises(Refused):
        bring(office, file, LedgerMap(rows={"2": "照导"}), wanted=Wanted(all_sheets=True))
    given = LedgerMap(rows={"二月!2": {"来访日期": "2025-02-28"}})
    told = bring(office, file, given, wanted=Wanted(all_sheets=True))
    assert verdicts(told) == ["已导入", "已导入"]


def test_a_damaged_byte_and_a_cell_too_many_are_mended_in_place(office, tmp_path):
    rows = line("1", claim="事1", facts="未办证,多出来") + line("2", facts="坏X处")
    raw = (HEAD + rows).encode("utf-8-sig").replace(b"X", b"\xff")
    file = put(tmp_path, raw, "bad.csv")
    assert codes(bring(office, file, check=True)) == [["row_long"], ["row_bytes"]]
    given = LedgerMap(rows={"2": {"情况": "未办证,多出来", "11": ""}, "3": {"情况": "坏处"}})
    assert verdicts(bring(office, file, given)) == ["已导入", "已导入"]
    assert sorted(row.facts for row in office.all(Visit)) == ["坏处", "未办证,多出来"]


def test_names_under_a_heading_of_their_own_are_masked_too(office, tmp_path):
    file = text(tmp_path, line("1", name=TWO, heads=""), HEAD.replace("姓名", "谁"))
    given = LedgerMap({"name": "谁"}, rows={"2": {"谁": "庚某等2人", "住址": "示例镇9号"}})
    told = bring(office, file, given)
    desk = office.desk("host", "2026-11-27 10:00")
    shown = show_record(desk, told["rows"][0]["visit_number"]).visit.ledger
    assert "庚某" not in str(shown)
    assert "辛某" not in str(shown)
    whole = show_record(desk, told["rows"][0]["visit_number"], unmask=True, purpose="核对").visit.ledger
    assert whole["mended"] == [{"谁": TWO, "住址": "示例镇1号"}]


def test_the_page_is_given_the_cells_of_what_waits_the_wrong_ones_first(office, tmp_path):
    desk = office.desk("host", "2026-11-27 09:00")
    look = look_at_ledger(desk, ledger_of(tmp_path), LedgerMap(rows={"5": "不导"}))
    rows = {row.row: row for row in look.rows}
    assert [(cell.name, cell.text) for cell in rows[3].cells if cell.wrong] == [("身份证号", "3.40722E+17")]
    assert rows[4].cells[0].name == "姓名"
    assert len(rows[4].cells) == 10
    assert (rows[2].cells, rows[5].dealt.decision) == ((), "不导")
    assert import_visits(desk, ledger_of(tmp_path), check=True).visits == 1


ACTS = (
    *(Mending({}, {3: {"身份证号": ID}}), Mending({}, {3: {"身份证号": ID, "人数": "0"}})),
    *(Mending({4: "拆开"}), Mending({4: "照导"}), Mending({4: "不导"}), Mending({5: "照导"})),
    *(Mending({}, {5: {"信访目的": "求决"}}), Mending({}, {5: {"信访目的": "聊天二"}}), Mending()),
)
"""What one may do to the rows of the ledger, one after another."""


def told_by(look: LedgerLook) -> tuple[object, ...]:
    """Everything that the page shows of a look, in no order of its own."""
    return (
        +look.counts,
        (look.effect.visits, look.effect.heads, look.effect.people, look.effect.open, look.effect.closed),
        [(column.heading, column.remarks, column.unknown) for column in look.columns],
        sorted((row.row, row.verdict, row.errors, row.cells, row.words, row.dealt) for row in look.rows),
    )


def test_a_row_judged_by_itself_is_what_reading_all_of_the_file_says(office, tmp_path):
    desk, file = office.desk("host", "2026-11-27 09:00"), ledger_of(tmp_path)
    look = look_at_ledger(desk, file)
    for act in ACTS:
        wanted = Wanted(mending={"": act})
        for number in (3, 4, 5):
            row = next(row for row in look.rows if row.row == number)
            if row.raw:
                assert judge_row(desk, look, row, wanted)
        assert told_by(look) == told_by(look_at_ledger(desk, file, wanted=wanted)), act


def test_a_row_that_becomes_two_visits_asks_for_the_whole_file(office, tmp_path):
    desk = office.desk("host", "2026-11-27 09:00")
    file = text(tmp_path, line("1") + line("1", name="李示例", id="", purpose="聊天"))
    look = look_at_ledger(desk, file)
    (row,) = look.rows
    before = told_by(look)
    assert not judge_row(desk, look, row, Wanted(mending={"": Mending({}, {3: {"编号": "2"}})}))
    assert told_by(look) == before
