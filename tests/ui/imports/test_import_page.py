"""The import over a real store: columns and rows are decided, F9 stores what it said, a batch goes back."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.ledger.mapping import LedgerMap
from app.domain.rows.matters import Step
from app.domain.rows.visits import Person, Visit, Void
from app.services.ledger.judge_visits import HELD
from tests.ui.house import NOW, make_home, settle, sign_in, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.imports import model
from ui.imports.form import ImportForm
from ui.imports.page import ImportPage
from ui.imports.words import is_like, likely_first
from ui.widgets.ask import Question

HEADS = "登记日期,姓名,身份证,人数,反映内容,问题类别,状态,备注2\n"
ROWS = (
    "2019-03-12,王某（示例）,,1,要求办证,城乡建设,已办结,记一笔\n"
    "2019-03-13,李某（示例）,3.40722E+17,1,要求办证,城乡建设,已办结,\n"
    "2019-02-30,赵某（示例）,,1,要求办证,城乡建设,已办结,\n"
    "2019-04-01,钱某（示例）,,6,拖欠工资,城建,在办,\n"
    "2019-04-02,庚某、辛某,,,低保复核,民政,在办,\n"
)


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "2019年来访台账.csv"
    made.write_text(HEADS + ROWS, encoding="utf-8")
    return made


@pytest.fixture
def page(qtbot, look, tasks, home):
    bridge = Bridge()
    home.listen(bridge.announce)
    made = ImportPage(workplace_of(sign_in(home), tasks, bridge, home))
    qtbot.addWidget(made.view)
    made.setParent(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    made.come(routes.Import())
    settle(qtbot, tasks)
    yield made
    settle(qtbot, tasks)


@pytest.fixture
def opened(page, file, qtbot, tasks):
    page.open_file(file)
    settle(qtbot, tasks)
    return page


def command(page, name: str):
    return next(one for one in page.commands() if one.name == f"import.{name}")


def stored(page, kind=Visit) -> list:
    with page._desk.records.reading() as reads:
        return reads.find(kind)


def leave_remark(page, qtbot, tasks) -> None:
    page.form.read_column(page.known(), "备注2", "照抄")
    page.read()
    settle(qtbot, tasks)


def test_an_unknown_column_bars_the_import_until_it_is_decided(opened, qtbot, tasks):
    assert opened.look.unread == ["备注2"]
    assert not command(opened, "store").enabled
    assert command(opened, "store").why_not == "“备注2”这一列还没有定"
    opened.mend_next()
    table = opened.view.columns
    assert table.current().heading == "备注2"
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.view.reads_as.isVisible()
    opened.view.reads_as.chosen.emit("照抄")
    settle(qtbot, tasks)
    assert opened.look.unread == []
    assert command(opened, "store").enabled


def test_the_worst_rows_stand_first_and_each_says_why(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    rows = opened.view.rows.rows.filling.rows
    assert [row.row for row in rows] == [3, 4, 5, 6, 2]
    assert [row.verdict for row in rows] == ["不能导入", "不能导入", "要看", "要看", "可导入"]
    said = [model.ROW_COLUMNS[2].cell(row).text for row in rows]
    assert "改坏" in said[0]
    assert "2019-02-30" in said[1]
    assert opened.view.filters["不能导入"].text().strip() == "不能导入 2"
    opened.show_only("要看")
    assert opened.view.rows.rows.rowCount() == 2


def test_f9_stores_what_it_says_and_nothing_held(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    assert command(opened, "store").text == "导入 1 批"
    assert stored(opened) == []
    opened.store()
    settle(qtbot, tasks)
    (visit,) = stored(opened)
    assert visit.arrived_at.date().isoformat() == "2019-03-12"
    assert visit.ledger["cells"]["备注2"] == "记一笔"
    assert opened.look.counts["重复"] == 1


def test_a_held_row_is_taken_or_left_by_decision(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    opened.show_only("要看")
    table = opened.view.rows
    table.choose(0)
    command(opened, "decide").run()
    settle(qtbot, tasks)
    assert (opened.look.counts["可导入"], opened.look.counts["要看"]) == (2, 1)
    opened.form.decide("", 6)
    opened.form.decide("", 6)
    opened.read()
    settle(qtbot, tasks)
    assert (opened.look.counts["不导"], opened.look.counts["要看"]) == (1, 0)
    opened.store()
    settle(qtbot, tasks)
    assert sorted(visit.arrived_at.date().isoformat() for visit in stored(opened)) == [
        "2019-03-12",
        "2019-04-01",
    ]


def test_enter_on_a_row_asks_for_its_cells_and_judges_it_anew(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    table = opened.view.rows
    assert model.ROW_COLUMNS[3].cell(table.current()).text == "Enter 改这一行"
    QTest.keyClick(table, Qt.Key.Key_Return)
    sheet = opened.rows.cells.sheet
    field = opened.rows.cells.fields["cell.0"]
    assert (field.label, field.text()) == ("身份证", "3.40722E+17")
    assert "改坏" in sheet.grid.error_text(0)
    field.setText("340722190103200019")
    for each in list(opened.rows.cells.fields.values())[1:]:
        QTest.keyClick(field, Qt.Key.Key_Return)
        field = each
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert (opened.look.counts["可导入"], opened.look.counts["不能导入"]) == (2, 1)
    mended = next(row for row in opened.look.rows if row.row == 3)
    assert model.ROW_COLUMNS[3].cell(mended).text == "导入，你改过"
    opened.store()
    settle(qtbot, tasks)
    assert "340722190103200019" in {person.id_number for person in stored(opened, Person)}


def test_what_was_put_right_wrongly_is_said_again_and_can_be_taken_back(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    opened.form.put_right("", 4, {"登记日期": "2019-02-31"})
    opened.read()
    settle(qtbot, tasks)
    row = next(row for row in opened.look.rows if row.row == 4)
    assert "2019-02-31" in model.ROW_COLUMNS[2].cell(row).text
    rows = opened.view.rows.rows.filling.rows
    opened.view.rows.choose([row.row for row in rows].index(4))
    command(opened, "file_row").run()
    settle(qtbot, tasks)
    assert "2019-02-30" in model.ROW_COLUMNS[2].cell(next(r for r in opened.look.rows if r.row == 4)).text
    assert opened.form.cells == {}


def test_names_in_one_cell_become_representatives(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    opened.show_only("要看")
    opened.view.rows.choose(1)
    assert model.ROW_COLUMNS[3].cell(opened.rows.current()).text == "Alt+P 拆成 2 人，Alt+D 作 1 人"
    command(opened, "split").run()
    settle(qtbot, tasks)
    split = next(row for row in opened.look.rows if row.row == 6)
    assert (split.verdict, model.ROW_COLUMNS[3].cell(split).text) == ("可导入", "导入，拆开")
    opened.store()
    settle(qtbot, tasks)
    names = {person.name for person in stored(opened, Person)}
    assert {"庚某", "辛某"} <= names


def test_in_a_long_file_the_row_alone_is_judged_anew(opened, qtbot, tasks, monkeypatch):
    leave_remark(opened, qtbot, tasks)
    monkeypatch.setattr("ui.imports.page._READ_AGAIN", 0)
    look = opened.look
    opened.show_only("要看")
    opened.view.rows.choose(1)
    command(opened, "split").run()
    settle(qtbot, tasks)
    assert opened.look is look
    assert (look.counts["可导入"], look.counts["要看"], look.effect.visits) == (2, 1, 2)
    assert command(opened, "store").text == "导入 2 批"
    assert opened.view.rows.rows.rowCount() == 1
    command(opened, "again").run()
    settle(qtbot, tasks)
    assert opened.look is not look
    assert (opened.look.counts["可导入"], opened.look.counts["要看"]) == (2, 1)


def test_all_cells_of_a_row_are_there_and_scroll_with_the_keys(page, qtbot, tasks, tmp_path):
    """A ledger of thirty columns: the last of them is put right by keys alone, and is never out of sight."""
    extra = [f"照抄{at}" for at in range(24)]
    file = tmp_path / "宽.csv"
    head, first = HEADS.strip(), ROWS.splitlines()[1]
    row = f"{first},{','.join(f'第{at}格' for at in range(24))}"
    file.write_text(f"{head},{','.join(extra)}\n{row}\n", encoding="utf-8")
    page.open_file(file)
    settle(qtbot, tasks)
    for heading in ("备注2", *extra):
        page.form.read_column(page.known(), heading, "照抄")
    page.read()
    settle(qtbot, tasks)
    page.rows.mend()
    cells = page.rows.cells
    sheet, fields = cells.sheet, list(cells.fields.values())
    assert (len(fields), fields[0].label) == (32, "身份证")
    assert 0 < sheet.y() < sheet.geometry().bottom() < page.view.window().height()
    assert sheet.button.isVisible()
    fields[0].setText("340722190103200019")
    for field in fields[:-1]:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert fields[-1].hasFocus()
    top = fields[-1].mapTo(sheet.area.viewport(), fields[-1].rect().topLeft()).y()
    assert 0 <= top <= sheet.area.viewport().height() - fields[-1].height()
    fields[-1].setText("改过")
    QTest.keyClick(fields[-1], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, tasks)
    assert page.form.cells["", 2] == {"身份证": "340722190103200019", "照抄23": "改过"}
    assert page.look.counts["可导入"] == 1


def test_a_good_row_is_not_asked_about(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    opened.show_only("可导入")
    said = []
    opened.notice.connect(lambda *words: said.append(words[1]))
    QTest.keyClick(opened.view.rows, Qt.Key.Key_Return)
    assert opened.rows.cells.sheet is None
    assert said == ["这一行不用改：只有“要看”和“不能导入”的行要改。"]
    assert not any(command(opened, name).enabled for name in ("mend", "decide", "split", "file_row"))


def test_a_kind_of_question_is_answered_at_once(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    opened.show_only("要看")
    opened.view.rows.choose(0)
    opened.rows.accept_kind()
    settle(qtbot, tasks)
    assert "category_unknown" not in model.held_codes(opened.look.rows)
    assert opened.look.counts[HELD] == 1


def test_unknown_words_are_mapped_in_the_window_and_remembered(opened, qtbot, tasks, tmp_path):
    """城建 is none of the categories: Enter on its column asks what it stands for; nothing is guessed."""
    leave_remark(opened, qtbot, tasks)
    table = opened.view.columns
    table.choose([one.heading for one in opened.look.columns].index("问题类别"))
    assert "“城建”" in model.COLUMN_COLUMNS[3].cell(table.current()).text
    QTest.keyClick(table, Qt.Key.Key_Return)
    sheet = opened.words.sheet
    (field,) = opened.words.fields.values()
    assert field.value() is None
    assert "城乡建设" in field.placeholderText()
    QTest.keyClicks(field, "qqq")
    sheet.asked.emit()
    assert "不在表里" in sheet.grid.error_text(0)
    field.set_value("城乡建设")
    sheet.asked.emit()
    settle(qtbot, tasks)
    assert (opened.look.counts["可导入"], opened.look.counts["要看"]) == (2, 1)
    opened.store()
    settle(qtbot, tasks)
    assert {visit.category for visit in stored(opened)} == {"城乡建设"}
    other = tmp_path / "2020.csv"
    other.write_text(HEADS + "2020-01-02,孙某（示例）,,1,要求办证,城建,已办结,又一笔\n", encoding="utf-8")
    opened.open_file(other)
    settle(qtbot, tasks)
    assert (opened.look.ledger.remembered, opened.look.counts["可导入"]) == (True, 1)


@pytest.mark.parametrize(
    ("word", "known"), [("城建", "城乡建设"), ("住建局", "市住建局"), ("劳动社保", "劳动和社会保障")]
)
def test_a_likely_word_stands_first(word, known):
    assert next(likely_first(word, ("民政", known, "其他"))) == known
    assert not is_like(word, "民政")


def test_the_map_is_remembered_for_the_next_file(opened, qtbot, tasks, tmp_path):
    leave_remark(opened, qtbot, tasks)
    opened.remember()
    settle(qtbot, tasks)
    other = tmp_path / "2020.csv"
    other.write_text(HEADS + "2020-01-02,孙某（示例）,,1,要求办证,民政,已办结,又一笔\n", encoding="utf-8")
    opened.open_file(other)
    settle(qtbot, tasks)
    assert (opened.look.unread, opened.look.ledger.remembered) == ([], True)
    assert command(opened, "store").enabled


def test_bad_rows_are_kept_as_a_sheet_with_their_reasons(opened, qtbot, tasks, home):
    leave_remark(opened, qtbot, tasks)
    out = []
    opened.papers_out.connect(out.append)
    opened.keep_bad()
    settle(qtbot, tasks)
    book = load_workbook(home.home / "导入" / "2019年来访台账 没有导的行.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][:4] == ("为什么", "原来第几行", "登记日期", "姓名")
    assert [row[1] for row in rows[1:]] == ["3", "4", "5", "6"]
    assert out[0].folder == str(home.home / "导入")


def test_a_batch_goes_back_and_what_was_taken_up_stays(opened, qtbot, tasks):
    leave_remark(opened, qtbot, tasks)
    for row in (5, 6):
        opened.form.decide("", row)
    opened.store()
    settle(qtbot, tasks)
    visits = stored(opened)
    assert len(visits) == 3
    step = Step(id="x" * 8, matter_id=visits[0].matter_id, mode="督办", at=NOW, by="zhaoxy")
    opened._desk.records.write(lambda writes: writes.add(step))
    opened.batches.read()
    settle(qtbot, tasks)
    batch = opened.batches.current()
    assert batch.touched == (visits[0].number,)
    assert "可以撤其余 2" in model.batch_line(batch)[3]
    command(opened, "undo").run()
    asked = opened.view.window().findChild(Question)
    asked.agreed.emit()
    settle(qtbot, tasks)
    assert {void.visit_id for void in stored(opened, Void)} == {visit.id for visit in visits[1:]}
    assert not command(opened, "undo").enabled


def test_esc_stops_and_stores_nothing_half(opened, qtbot, tasks, tmp_path):
    many = tmp_path / "many.csv"
    rows = "".join(f"2019-03-{n % 28 + 1:02},第{n}人（示例）,,1,办证{n},民政,已办结,\n" for n in range(900))
    many.write_text(HEADS.replace(",备注2", ",备注") + rows, encoding="utf-8")
    opened.open_file(many)
    settle(qtbot, tasks)
    assert opened.look.total == 900
    opened.store()
    opened.step_back()
    settle(qtbot, tasks)
    count = len(stored(opened))
    assert count % 200 == 0
    opened.store()
    settle(qtbot, tasks)
    assert len(stored(opened)) == 900


def test_a_file_that_is_none_is_a_sentence(page, qtbot, tasks, tmp_path):
    said = []
    page.notice.connect(lambda kind, words: said.append((kind, words)))
    wrong = tmp_path / "x.xlsx"
    wrong.write_bytes(b"PK\x03\x04 nothing")
    page.open_file(wrong)
    settle(qtbot, tasks)
    assert said[0][0] == "error"
    assert "请存成 .xlsx" in said[0][1]


def test_columns_that_are_missing_can_be_named(page, qtbot, tasks, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_text("谁,哪天,为啥\n周示例,2025-11-05,办证\n", encoding="utf-8")
    page.open_file(odd)
    settle(qtbot, tasks)
    assert page.look.problems
    assert [one.heading for one in page.look.columns] == ["谁", "哪天", "为啥"]
    for heading, name in (("谁", "name"), ("哪天", "arrived"), ("为啥", "claim")):
        page.form.read_column(page.known(), heading, name)
    page.read()
    settle(qtbot, tasks)
    assert (page.look.problems, page.look.effect.visits) == ((), 1)


def test_a_column_has_one_meaning():
    form = ImportForm()
    known = LedgerMap(columns={"name": "甲"}, keep=("乙",))
    form.read_column(known, "乙", "name")
    assert dict(form.chosen_map.columns) == {"name": "乙"}
    form.read_column(form.chosen_map, "乙", "不导入")
    assert (dict(form.chosen_map.columns), form.chosen_map.ignore) == ({}, ("乙",))
