"""更多项: out of the way of a usual visit, there at a key, kept in the draft, stored and said again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.domain.rows.desk import Draft
from app.domain.rows.visits import Person, Visit
from app.ports.clock import CENTRE_TIME
from app.services.desk.keep_draft import list_drafts
from tests.ui.house import NOW
from tests.ui.register.conftest import ALT, SHIFT, Clerk, Key, open_page
from tests.ui.register.test_register_page import EARLY, FACTS, rows
from ui import routes
from ui.register.entry import more
from ui.register.entry.fields import MORE, MORE_ORDER, group_of, label_of
from ui.register.entry.form import RegisterForm

CODE = "91110000600037341L"


def lines(clerk: Clerk) -> dict[str, bool]:
    """Which groups are seen at all, and whether they stand whole."""
    groups = clerk.page.form_view.groups.items()
    return {name: not group.folded for name, group in groups if not group.isHidden()}


def opened(clerk: Clerk) -> None:
    clerk.key(Key.Key_4, ALT)


def fill(clerk: Clerk, key: str, text: str) -> None:
    clerk.page.form_view.focus_key(key)
    clerk.type(text, enter=True)


def usual(clerk: Clerk) -> None:
    fill(clerk, "people[0].id_number", EARLY)
    fill(clerk, "people[0].name", "王小明（示例）")
    fill(clerk, "people[0].address", "示例路 1 号")
    fill(clerk, "claim", "示例花园办证")
    clerk.page.form_view.focus_key("facts")
    clerk.type(FACTS)


def test_a_usual_visit_never_meets_it(clerk):
    assert lines(clerk) == {"person": True, "matter": True, "notices": True}
    clerk.page.form_view.focus_key("written")
    clerk.enter()
    assert clerk.at == "opinion"
    clerk.key(Key.Key_Return, SHIFT)
    assert group_of(clerk.at or "") == "matter"


def test_tab_out_of_the_narrative_goes_to_the_notices_and_only_back_tab_stops_at_the_tick(clerk):
    clerk.page.form_view.focus_key("facts")
    clerk.key(Key.Key_Tab)
    assert clerk.at == "opinion"
    clerk.key(Key.Key_Backtab, SHIFT)
    assert clerk.at == "written"
    clerk.key(Key.Key_Tab)
    assert clerk.at == "opinion"


def test_alt_4_opens_it_and_it_goes_away_blank(clerk):
    opened(clerk)
    assert clerk.at == "organisation.name"
    assert lines(clerk) == {"person": False, "matter": False, "more": True, "notices": False}
    clerk.key(Key.Key_1, ALT)
    assert lines(clerk) == {"person": True, "matter": True, "notices": True}


def test_what_was_filled_stays_as_a_line_with_its_error(clerk):
    opened(clerk)
    clerk.type("示例建材厂", enter=True)
    clerk.type(CODE[:-1], enter=True)
    clerk.key(Key.Key_2, ALT)
    assert lines(clerk) == {"person": True, "matter": True, "more": False, "notices": True}
    line = clerk.page.form_view.groups[MORE].line
    assert "来访单位 示例建材厂" in line.accessibleDescription()
    assert "应为 18 位，现有 17 位" in line.error_text()
    clerk.key(Key.Key_E, ALT)
    assert clerk.at == "organisation.code"


def test_enter_goes_through_its_fields_and_out_to_the_notices(clerk):
    opened(clerk)
    seen = [clerk.at]
    for _ in range(40):
        clerk.enter()
        seen.append(clerk.at)
        if group_of(clerk.at or "") != MORE:
            break
    assert tuple(seen[:-1]) == MORE_ORDER
    assert seen[-1] == "opinion"


def test_stored_and_said_on_the_saved_page(clerk):
    usual(clerk)
    opened(clerk)
    fill(clerk, "guardian.name", "赵监护（示例）")
    fill(clerk, "guardian.relation", "fm")
    fill(clerk, "guardian.phone", "13700001234")
    fill(clerk, "interpreter", "钱译（示例）")
    fill(clerk, "concerned", "218")
    fill(clerk, "people[0].ethnic", "回")
    fill(clerk, "people[0].nationality", "中国")
    fill(clerk, "arrived_at", "9:10")
    fill(clerk, "procedure", "jy")
    for key in more.FLAGS:
        clerk.page.form_view.focus_key(key)
        clerk.key(Key.Key_Space)
    clerk.rest()
    assert len(list_drafts(clerk.desk)) == 1
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    [visit] = rows(clerk, Visit)
    assert visit.guardian == {"name": "赵监护（示例）", "relation": "父母", "phone": "13700001234"}
    assert (visit.interpreter, visit.concerned, visit.procedure) == ("钱译（示例）", 218, "简易")
    assert (visit.confidential, visit.urgent, visit.skipped_levels) == (True, True, True)
    assert visit.arrived_at == datetime(2026, 11, 23, 9, 10, tzinfo=CENTRE_TIME)
    [person] = rows(clerk, Person)
    assert (person.ethnic, person.nationality) == ("回", "中国")
    said = clerk.page.saved_view._facts["also"].text()
    assert (
        said
        == "监护人 赵**（示例）（父母），翻译 钱*（示例），涉及 218 人，简易程序，要求保密，重大紧急，越级"
    )


def test_an_organisation_needs_no_name_of_a_person(clerk):
    fill(clerk, "people[0].address", "示例路 1 号")
    fill(clerk, "claim", "示例花园办证")
    clerk.page.form_view.focus_key("facts")
    clerk.type(FACTS)
    clerk.page.form_view.focus_key("people[0].no_id")
    clerk.key(Key.Key_Space)
    opened(clerk)
    clerk.type("示例建材厂（示例）", enter=True)
    clerk.type(CODE, enter=True)
    clerk.type("李四（示例） 13900001234", enter=True)
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved, clerk.page.form_view.groups[MORE].line.error_text()
    [visit] = rows(clerk, Visit)
    assert visit.organisation == {
        "name": "示例建材厂（示例）",
        "code": CODE,
        "contact": "李四（示例） 13900001234",
    }
    assert rows(clerk, Person)[0].name == "示例建材厂（示例）"


def test_a_usual_visit_says_nothing_more_on_the_saved_page(clerk):
    usual(clerk)
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    assert clerk.page.saved_view._facts["also"].isHidden()


def test_accused_units_and_who_keeps_away(qtbot, look, desk, tasks):
    row = Staff(id=new_id(), login="qianju", name="钱局（示例）", roles=("带班领导",), at=NOW)
    desk.records.write(lambda writes: writes.add(row))
    clerk = open_page(qtbot, look, desk, tasks)
    usual(clerk)
    fill(clerk, "purpose", "jfkg")
    opened(clerk)
    fill(clerk, "accused", "sjyj")
    fill(clerk, "interest", "qj")
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    [visit] = rows(clerk, Visit)
    assert (visit.accused, visit.interest) == (("市教育局",), ("qianju",))


def test_an_accused_unit_that_the_table_lacks_is_kept_and_said(clerk):
    fill(clerk, "purpose", "jfkg")
    opened(clerk)
    fill(clerk, "accused", "某镇某村")
    field = clerk.page.form_view.more.fields["accused"]
    assert field.accessibleDescription() == "表里没有，照记"
    fill(clerk, "purpose", "qj")
    assert field.accessibleDescription() == "目的不是揭发控告"


def test_the_draft_brings_it_back(clerk):
    usual(clerk)
    opened(clerk)
    clerk.type("示例建材厂", enter=True)
    clerk.rest()
    [draft] = rows(clerk, Draft)
    clerk.key(Key.Key_F2)
    assert lines(clerk) == {"person": True, "matter": True, "notices": True}
    clerk.page.enter(routes.VisitDraft(draft.id))
    clerk.rest()
    assert clerk.page.entry.form.more == {"organisation.name": "示例建材厂"}
    assert lines(clerk)["more"] is True, "the keys were there"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("九点", "arrived_unclear"), ("25:10", "arrived_unclear"), ("9:40", "arrived_future"), ("9:10", None)],
)
def test_when_the_visitor_came(typed, code):
    wrong = [error.code for error in more.unread({"arrived_at": typed}, NOW)]
    assert wrong == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9:20", (11, 23, 9, 20)),
        ("９：２０", (11, 23, 9, 20)),
        ("11-20 15:05", (11, 20, 15, 5)),
        ("2026-11-20 15:05", (11, 20, 15, 5)),
        ("11月20日 8.30", (11, 20, 8, 30)),
    ],
)
def test_a_time_as_it_is_typed(typed, at):
    assert more.read_moment(typed, NOW) == datetime(2026, *at, tzinfo=NOW.tzinfo)


def test_every_key_has_a_label_and_lies_in_the_fourth_panel():
    assert all(group_of(key) == MORE and label_of(key) not in key for key in MORE_ORDER)
    assert replace(RegisterForm()).order().count("accused") == 1


def test_in_a_narrow_window_it_has_the_whole_width_and_squeezes_no_line(clerk):
    clerk.window.resize(960, 600)
    view = clerk.page.form_view
    clerk.rest()
    assert view.hints.isVisible()
    fill(clerk, "people[0].name", "刘小花（示例）")
    clerk.key(Key.Key_F9)
    opened(clerk)
    clerk.rest()
    assert not view.hints.isVisible()
    assert view.strip.isVisible()
    for name, group in view.groups.items():
        if group.folded and not group.isHidden():
            line = group.line
            assert line.height() >= line.minimumSizeHint().height(), f"{name} is cut"
    clerk.key(Key.Key_2, ALT)
    clerk.rest()
    assert view.hints.isVisible()
