"""The lists of cases in the window: counts, rows of a kind, acts by keys, what is hidden, blocks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.lists.kinds import KINDS, RECEIVERS, SLOTS
from app.domain.paging import Order, PageAsked
from app.domain.rows.matters import Matter
from app.services.lists.keep_list import keep_list
from app.services.lists.read_list import ListedCase, list_block
from tests.ui.house import add_visit, settle, workplace_of
from ui import routes
from ui.lists.model import COLUMNS
from ui.lists.page import ListsPage


@pytest.fixture
def page(qtbot, look, tasks, bridge, real_home, desk):
    real_home.listen(bridge.announce)
    made = ListsPage(workplace_of(desk, tasks, bridge, real_home))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    yield made
    made.go_behind()
    settle(qtbot, tasks, 50)


def put_on(desk, kind: str, number: str, **data) -> None:
    keep_list(desk, kind, "add", number, {"reason": "多年未解决"} | data)


def cells(row: ListedCase) -> dict[str, str]:
    return {column.name: column.cell(row).text for column in COLUMNS}


def rows(desk, kind: str) -> tuple[ListedCase, ...]:
    return list_block(desk, kind, True, PageAsked(Order("at", True))).rows


def press(qtbot, page, name: str) -> None:
    command = next(one for one in page.commands() if one.name == name)
    assert command.enabled, command.why_not
    command.run()
    settle(qtbot, page._tasks)


def test_a_row_says_what_the_kind_asks(desk):
    number = add_visit(desk).matter
    put_on(desk, "积案", number, source="国家局交办", leader="李大为（示例）", due="2026-12-20")
    keep_list(desk, "积案", "note", number, {"text": "已约谈"})
    shown = cells(rows(desk, "积案")[0])
    assert (shown["number"], shown["on"], shown["state"]) == (number, "2026-11-23", "化解中")
    assert (shown["points"], shown["due"]) == ("国家局交办；李大为（示例）", "12-20")
    assert shown["last"] == "11-23 已约谈"


def test_what_lacks_is_amber_with_its_word(desk):
    number = add_visit(desk).matter
    put_on(desk, "首办", number, slots={SLOTS[0]: "陈立（示例）"})
    put_on(desk, "预警", number, text="示例")
    keep_list(desk, "预警", "note", number, {"addressee": RECEIVERS[0], "person": "示例"})
    state = COLUMNS[4].cell(rows(desk, "首办")[0])
    assert (state.text, state.shape, state.token) == (
        "缺 工作专班、责任单位负责人、乡镇干部",
        "warning",
        "warn",
    )
    assert COLUMNS[4].cell(rows(desk, "预警")[0]).text == "待签收 1/3"


def test_tiles_count_and_choose(qtbot, page, desk):
    first, second = add_visit(desk).matter, add_visit(desk, "汪晓明（示例）").matter
    put_on(desk, "积案", first, source="示例")
    put_on(desk, "六调", second, way="诉调")
    page.come(routes.CaseLists("六调"))
    settle(qtbot, page._tasks)
    assert [row.case.matter.number for row in page.table.rows.filling.rows] == [second]
    assert page.view.tiles["积案"].accessibleDescription() == "积案 1"
    press(qtbot, page, "lists.kind.1.show")
    assert [row.case.matter.number for row in page.table.rows.filling.rows] == [first]
    assert page.view.head.text() == "积案化解，在账 1 件"


def test_an_empty_list_says_what_to_do(qtbot, page):
    page.come(routes.CaseLists("专项"))
    settle(qtbot, page._tasks)
    assert "按 N 列入一件" in page.view.none.text()


@pytest.mark.parametrize(("name", "act"), [("lists.note", "note"), ("lists.end", "end")])
def test_its_keys_open_the_sheet(qtbot, page, desk, name, act):
    number = add_visit(desk).matter
    put_on(desk, "积案", number, source="示例")
    page.come(routes.CaseLists("积案"))
    settle(qtbot, page._tasks)
    with qtbot.waitSignal(page.go) as went:
        press(qtbot, page, name)
    assert went.args == [routes.Act(f"list.{act}.积案", number)]


def test_n_asks_which_case(qtbot, page, desk):
    number = add_visit(desk).matter
    page.come(routes.CaseLists("积案"))
    settle(qtbot, page._tasks)
    press(qtbot, page, "lists.add")
    page.adding.fields["number"].set_value("什么")
    page.adding.sheet.asked.emit()
    assert page.adding.sheet is not None
    page.adding.fields["number"].set_value(number)
    with qtbot.waitSignal(page.go) as went:
        page.adding.sheet.asked.emit()
    assert went.args == [routes.Act("list.add.积案", number)]


def test_o_shows_what_was_taken_off_too(qtbot, page, desk):
    number = add_visit(desk).matter
    put_on(desk, "积案", number, source="示例")
    keep_list(desk, "积案", "end", number, {"result": "已化解"})
    page.come(routes.CaseLists("积案"))
    settle(qtbot, page._tasks)
    assert page.table.rows.rowCount() == 0
    press(qtbot, page, "lists.all")
    assert [row.entry.state for row in page.table.rows.filling.rows] == ["已化解"]
    command = next(one for one in page.commands() if one.name == "lists.note")
    assert (command.enabled, command.why_not) == (False, "已经销账")


def test_e_saves_a_sheet_and_says_where(qtbot, page, desk):
    put_on(desk, "积案", add_visit(desk).matter, source="示例")
    page.come(routes.CaseLists("积案"))
    settle(qtbot, page._tasks)
    for _ in range(2):
        with qtbot.waitSignal(page.papers_out) as told:
            press(qtbot, page, "lists.save")
    folder = page._workplace.house.home / "出单"
    assert {file.name for file in folder.iterdir()} == {
        "积案化解台账 2026-11-23.xlsx",
        "积案化解台账 2026-11-23 (2).xlsx",
    }
    assert told.args[0].folder == str(folder)


def test_a_charged_case_opens_its_file_and_others_their_matter(qtbot, page, desk):
    number = add_visit(desk).matter
    put_on(desk, "包案", number, leader="陈立（示例）")
    put_on(desk, "积案", number, source="示例")
    for kind, route in (("包案", routes.Charge(number)), ("积案", routes.Matter(number))):
        page.come(routes.CaseLists(kind))
        settle(qtbot, page._tasks)
        with qtbot.waitSignal(page.go) as went:
            page.table.open_current()
        assert went.args == [route]


def test_a_guarded_case_shows_its_number_alone(qtbot, page, desk):
    number = add_visit(desk).matter
    put_on(desk, "积案", number, source="国家局交办", leader="李大为（示例）")
    desk.records.write(
        lambda writes: writes.change(writes.find(Matter, number=number)[0], purpose="揭发控告")
    )
    other = replace(desk, staff=replace(desk.staff, login="zhouning"))
    (row,) = rows(other, "积案")
    assert row.withheld
    shown = cells(row)
    assert (shown.pop("number"), shown.pop("claim")) == (number, "保密事项")
    assert set(shown.values()) == {"—"}
    with qtbot.waitSignal(page.notice) as told:
        page.open_row(row)
    assert told.args == ["warning", "这是保密事项，只有指定的人能打开。"]


def test_rows_come_in_blocks_as_one_scrolls(qtbot, page, desk):
    for n in range(7):
        put_on(desk, "积案", add_visit(desk, f"样例{n}（示例）").matter, source="示例")
    page.come(routes.CaseLists("积案"))
    settle(qtbot, page._tasks)
    seen, cursor = [], None
    while True:
        block = list_block(desk, "积案", True, PageAsked(Order("at", True), cursor, most=3))
        seen += [row.entry.id for row in block.rows]
        cursor = block.last
        if block.ends:
            break
    assert seen == [row.entry.id for row in page.table.rows.filling.rows]
    assert len(seen) == 7


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_page(qtbot, page, kind):
    page.come(routes.CaseLists(kind))
    settle(qtbot, page._tasks)
    assert page.view.tiles[kind].isChecked()
    assert KINDS[kind].formula in page.view.rate.text()


def test_on_an_empty_list_the_keys_stay_on_the_page(qtbot, page, desk):
    put_on(desk, "积案", add_visit(desk).matter, source="国家局交办")
    page.come(routes.CaseLists("积案"))
    settle(qtbot, page._tasks)
    assert page.table.hasFocus()
    assert page.view.detail.isVisible()
    page.choose_kind("建议")
    settle(qtbot, page._tasks)
    assert page.view.tiles["建议"].hasFocus()
    assert page.view.detail.isHidden(), "no entry, no pane"
