"""The registration screen by keys alone: from the first digit to the saved slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from app.domain.rows.desk import Draft
from app.domain.rows.matters import Notice
from app.domain.rows.papers import PrintJob
from app.domain.rows.visits import Attendance, Link, Person, Visit, Void
from app.services.desk.keep_draft import list_drafts
from tests.ui.house import add_visit
from tests.ui.register.conftest import ALT, CTRL, SHIFT, Clerk, Key
from ui import routes
from ui.theme import px

EARLY = "340722190103200019"
FACTS = "去年十二月购入示例花园 3 幢住房，合同约定 2026 年 6 月 30 日前办理不动产权证。"


def person(
    clerk: Clerk, number: str = EARLY, name: str = "王小明（示例）", phone: str = "13800001234"
) -> None:
    """From the number to the end of the address."""
    clerk.type(number, enter=True)
    clerk.type(name, enter=True)
    clerk.type(phone, enter=True)
    clerk.type("示例镇样例村 1 组 8 号", enter=True)


def matter(clerk: Clerk, claim: str = "示例花园办证") -> None:
    """From the head-count to the facts."""
    clerk.enter(3)
    clerk.type("城乡建设", enter=True)
    clerk.type("zjj", enter=True)
    clerk.type(claim, enter=True)
    clerk.type(FACTS)


def rows(clerk: Clerk, kind: type) -> list:
    with clerk.desk.records.reading() as reads:
        return reads.find(kind)


def test_from_the_first_digit_to_the_slip(clerk):
    assert clerk.at == "people[0].id_number"
    person(clerk)
    assert clerk.at == "headcount"
    matter(clerk)
    clerk.key(Key.Key_K, ALT)
    clerk.rest()
    assert "草稿已存 09:31:07" in clerk.states
    assert len(list_drafts(clerk.desk)) == 1
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    visit = rows(clerk, Visit)[0]
    assert (visit.claim, visit.facts, visit.category, visit.place) == (
        "示例花园办证",
        FACTS,
        "城乡建设",
        "340722",
    )
    assert visit.units == ("市住建局",)
    who = rows(clerk, Person)[0]
    assert (who.name, who.id_number, who.sex) == ("王小明（示例）", EARLY, "男")
    assert who.address == "枞阳县示例镇样例村 1 组 8 号"
    notice = rows(clerk, Notice)[0]
    assert (notice.opinion, notice.contact) == ("转送市住建局", "值班室 0562-0000000")
    assert rows(clerk, Draft) == []
    slip = Path(rows(clerk, PrintJob)[0].detail)
    assert slip.parent.name == "出单"
    assert slip.read_bytes().startswith(b"%PDF")
    assert visit.number in slip.name
    clerk.enter()
    clerk.rest()
    assert not clerk.page.saved
    assert clerk.at == "people[0].id_number"
    assert clerk.shown("register.name") == ""


def test_number_is_masked_once_the_keys_are_elsewhere(clerk):
    clerk.type(EARLY)
    assert clerk.shown("register.id_number") == EARLY
    clerk.enter()
    assert clerk.shown("register.id_number") == "340722********0019"
    assert (clerk.shown("register.sex"), clerk.shown("register.birth")) == ("男", "1901-03-20")
    clerk.key(Key.Key_Return, SHIFT)
    assert clerk.shown("register.id_number") == EARLY
    assert clerk.page.entry.form.people[0].id_number == EARLY


def test_an_error_is_told_on_leaving_and_gone_when_right(clerk):
    clerk.enter(4)
    assert clerk.at == "people[0].phone"
    clerk.type("1380000123")
    grid = clerk.page.form_view.person.grid
    assert grid.error_text(2) == ""
    clerk.enter()
    assert grid.error_text(2).startswith("手机号应为 11 位，现有 10 位。")
    clerk.key(Key.Key_E, ALT)
    assert clerk.at == "people[0].phone"
    clerk.key(Key.Key_End)
    clerk.type("4")
    assert grid.error_text(2) == ""


def test_f9_tells_everything_and_goes_to_the_first(clerk):
    clerk.type("340722190103200018")
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert not clerk.page.saved
    assert clerk.at == "people[0].id_number"
    assert clerk.page.form_view.person.grid.error_text(0).startswith("证件号末位校验不对")
    assert clerk.page.form_view.matter.grid.error_text(2).startswith("诉求还没有填。")
    wanted = ["people[0].name", "people[0].address", "claim", "facts", "people[0].id_number"]
    for key in wanted:
        clerk.key(Key.Key_E, ALT)
        assert clerk.at == key
    assert rows(clerk, Visit) == []


def places(clerk: Clerk) -> dict[str, tuple[int, int]]:
    """Where each field of the form stands on the screen."""
    view = clerk.page.form_view
    return {
        key: (at.x(), at.y())
        for key, field in view.binder.fields.items()
        if field.isVisible() and (at := field.mapTo(view, field.rect().topLeft()))
    }


def under(clerk: Clerk, key: str) -> bool:
    """Whether the sentence of what is wrong stands right under the row of a field."""
    grid = clerk.page.form_view.person.grid
    field, line = clerk.page.form_view.binder.fields[key], grid._error
    gap = line.mapTo(grid, line.rect().topLeft()).y() - field.mapTo(grid, field.rect().bottomLeft()).y()
    return line.isVisible() and 0 < gap < px(16)


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1280, 720)])
def test_what_has_the_keys_never_moves_when_an_error_comes_or_goes(clerk, size):
    clerk.page.form_view.window().resize(*size)
    clerk.rest()
    clean = places(clerk)
    first, last = "people[0].id_number", "people[0].address"
    clerk.type(EARLY[:-1] + "8", enter=True)
    clerk.rest()
    assert clerk.at == "people[0].name"
    assert clerk.page.form_view.person.grid.error_text(0).startswith("证件号末位校验不对")
    assert places(clerk) == clean, "the keys are in a row below: nothing moves"
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.at == first
    assert under(clerk, first), "the sentence stands under its row"
    told = places(clerk)
    assert told[first] == clean[first]
    others = [key for key in clean if not key.startswith("people") and key not in ("claim", "facts")]
    assert {key: told[key] for key in others} == {key: clean[key] for key in others}
    assert told[last] != clean[last]
    scroll = clerk.page.form_view._scroll
    assert scroll.widget().height() <= scroll.viewport().height(), "the form has to be scrolled"
    clerk.key(Key.Key_End)
    clerk.key(Key.Key_Backspace)
    clerk.type(EARLY[-1], enter=True)
    clerk.rest()
    assert clerk.page.form_view.person.grid.error_text(1).startswith("姓名还没有填。")
    assert under(clerk, "people[0].name")


def test_the_sentence_is_of_the_wrong_field_that_has_the_keys(clerk):
    clerk.type("340722190103200018")
    clerk.key(Key.Key_F9)
    clerk.rest()
    grid = clerk.page.form_view.person.grid
    assert grid.error_text(0).startswith("证件号末位校验不对")
    clerk.key(Key.Key_E, ALT)
    assert clerk.at == "people[0].name"
    assert grid.error_text(1).startswith("姓名还没有填。")


@pytest.mark.parametrize("typed", ["zjj", "zhujian", "shizhujianju", "住建"])
def test_a_unit_is_found_by_initials_by_pinyin_and_by_its_short_name(clerk, typed):
    clerk.page.form_view.focus_key("units")
    clerk.type(typed, enter=True)
    assert clerk.page.entry.form.units == "市住建局"


def test_back_from_five_representatives_with_errors(clerk):
    """Hiding the grid moves the keys; what is asked then are the single form's fields."""
    clerk.key(Key.Key_F7)
    for _ in range(3):
        clerk.key(Key.Key_D, ALT)
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.form_view.reps.error_text().startswith("代表 1：姓名还没有填。")
    clerk.key(Key.Key_F7)
    clerk.rest()
    assert not clerk.page.entry.form.group
    assert clerk.page.form_view.person.grid.error_text(1).startswith("姓名还没有填。")


def test_unknown_is_an_answer(clerk):
    clerk.type(EARLY, enter=True)
    clerk.key(Key.Key_U, ALT)
    assert clerk.page.form_view.binder.fields["people[0].name"].placeholderText() == "不详"
    clerk.enter(2)
    clerk.key(Key.Key_U, ALT)
    clerk.key(Key.Key_U, ALT)
    clerk.enter()
    matter(clerk)
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    who = rows(clerk, Person)[0]
    assert who.absent == {"name": "不详", "address": "不愿提供"}


def test_without_certificate_a_reason_is_asked(clerk):
    clerk.key(Key.Key_Tab)
    assert clerk.at == "people[0].no_id"
    clerk.key(Key.Key_Space)
    clerk.key(Key.Key_Tab)
    assert clerk.at == "people[0].no_id_reason"
    assert clerk.shown("register.id_type") == "无"
    clerk.type("忘带", enter=True)
    clerk.type("李四（示例）", enter=True)
    clerk.enter(4)
    clerk.type("示例路 3 号", enter=True)
    matter(clerk)
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    who = rows(clerk, Person)[0]
    assert (who.id_type, who.no_id_reason) == ("无", "忘带")


def test_a_group_of_38_with_4_representatives(clerk):
    clerk.key(Key.Key_F7)
    people = [
        ("王小明（示例）", EARLY),
        ("李晓红（示例）", "340621190211058847"),
        ("欧阳㛃（示例）", "340711190402290019"),
        ("赵六（示例）", "34070519020304001X"),
    ]
    clerk.page.form_view.focus_key("people[0].name")
    for name, number in people:
        clerk.type(name, enter=True)
        clerk.type(number, enter=True)
        clerk.type("13800001234", enter=True)
        clerk.type("铜官区示例路 3 号", enter=True)
    assert clerk.at == "people[4].name"
    clerk.enter()
    assert clerk.at == "headcount"
    clerk.type("38")
    assert clerk.page.form_view.matter.headcount.text() == "38"
    matter(clerk)
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    visit = rows(clerk, Visit)[0]
    assert (visit.headcount, visit.kind) == (38, "集体访")
    assert len([one for one in rows(clerk, Attendance) if one.representative]) == 4
    assert "欧阳㛃（示例）" in {one.name for one in rows(clerk, Person)}


def test_a_sixth_representative_is_refused_with_its_sentence(clerk):
    clerk.key(Key.Key_F7)
    for _ in range(3):
        clerk.key(Key.Key_D, ALT)
    assert len(clerk.page.entry.form.people) == 5
    clerk.key(Key.Key_D, ALT)
    assert len(clerk.page.entry.form.people) == 5
    assert clerk.page.form_view.reps.error_text().startswith("代表最多 5 人。")


def test_who_came_before_is_told_and_linked_with_one_key(clerk):
    add_visit(clerk.desk)
    before = clerk.page.form_view.geometry(), clerk.page.form_view.binder.fields["claim"].pos()
    clerk.enter()
    clerk.type("王小明（示例）", enter=True)
    clerk.enter(2)
    clerk.type("13800000000")
    clerk.rest()
    kinds = [card.kind for card in clerk.page.form_view.hints.cards()]
    assert "person" in kinds
    assert (clerk.page.form_view.geometry(), clerk.page.form_view.binder.fields["claim"].pos()) == before
    clerk.key(Key.Key_L, ALT)
    clerk.rest()
    assert clerk.page.form_view.hints.cards()[0].done
    assert clerk.page.entry.form.people[0].address == "示例镇样例村 1 组 8 号"
    clerk.page.form_view.focus_key("people[0].no_id")
    clerk.key(Key.Key_Space)
    clerk.page.form_view.focus_key("people[0].no_id_reason")
    clerk.type("忘带", enter=True)
    clerk.page.form_view.focus_key("headcount")
    matter(clerk, "反映示例小区夜间噪声")
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    assert len(rows(clerk, Link)) == 1


def test_the_same_matter_is_joined_with_one_key(clerk):
    first = add_visit(clerk.desk)
    person(clerk)
    matter(clerk, "要求尽快办理示例花园 3 幢不动产权证")
    clerk.rest()
    clerk.key(Key.Key_J, ALT)
    clerk.rest()
    assert clerk.page.entry.form.times == 2
    assert clerk.at == "facts"
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    assert {one.matter_id for one in rows(clerk, Visit)} == {first.matter_id}


def test_the_joined_matters_tag_does_not_push_a_narrow_form_out(clerk):
    """At 960×600 the right end of every row went under the hints."""
    add_visit(clerk.desk)
    person(clerk)
    matter(clerk, "要求尽快办理示例花园 3 幢不动产权证")
    clerk.rest()
    clerk.key(Key.Key_J, ALT)
    clerk.page.form_view.window().resize(960, 600)
    clerk.rest()
    areas = [area for area in clerk.page.form_view.findChildren(QScrollArea) if area.isVisible()]
    assert areas
    for area in areas:
        assert area.widget().width() <= area.viewport().width(), area.objectName()


def test_alt_n_keeps_it_a_matter_of_its_own(clerk):
    add_visit(clerk.desk)
    person(clerk)
    matter(clerk, "要求尽快办理示例花园 3 幢不动产权证")
    clerk.rest()
    assert any(card.kind == "matter" for card in clerk.page.form_view.hints.cards())
    clerk.key(Key.Key_J, ALT)
    clerk.rest()
    clerk.key(Key.Key_N, ALT)
    assert clerk.page.entry.form.matter == ""
    assert not any(card.kind == "matter" for card in clerk.page.form_view.hints.cards())


def test_f4_asks_only_what_is_new(clerk):
    first = add_visit(clerk.desk)
    clerk.page.come(routes.ReturnVisit(number=first.visit_number))
    clerk.rest()
    assert clerk.at == "facts"
    assert clerk.shown("register.name") == "王小明（示例）"
    assert clerk.shown("register.phone") == "138****0000"
    clerk.type("今天来问进展。")
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    again = rows(clerk, Visit)[-1]
    assert (again.matter_id, again.first, again.facts) == (first.matter_id, False, "今天来问进展。")
    assert [one.phone for one in rows(clerk, Person)] == ["13800000000", "13800000000"]


def test_a_saved_visit_is_taken_back_and_its_form_is_there_again(clerk):
    person(clerk)
    matter(clerk)
    clerk.key(Key.Key_F9)
    clerk.rest()
    clerk.key(Key.Key_Z, CTRL | SHIFT)
    clerk.rest()
    assert len(rows(clerk, Void)) == 1
    assert not clerk.page.saved
    assert clerk.shown("register.claim") == "示例花园办证"


def test_reprint_is_counted(clerk):
    person(clerk)
    matter(clerk)
    clerk.key(Key.Key_F9)
    clerk.rest()
    clerk.key(Key.Key_R)
    clerk.rest()
    assert len({job.detail for job in rows(clerk, PrintJob)}) == 2
    assert "补打第 1 次" in clerk.page.saved_view._title.text()


def test_preview_stores_nothing(clerk):
    person(clerk)
    matter(clerk)
    clerk.key(Key.Key_F8)
    clerk.rest()
    assert clerk.page.stack.currentWidget() is clerk.page.preview_view
    assert not clerk.page.preview_view._image.isNull()
    assert rows(clerk, Visit) == []
    assert clerk.page.step_back()
    assert clerk.at == "facts"


def test_every_field_has_name_and_identifier(clerk):
    for key, field in clerk.page.form_view.binder.fields.items():
        assert field.accessibleName(), key
        assert field.objectName().startswith("register."), key
    names = [one.objectName() for one in clerk.page.form_view.binder.fields.values()]
    assert len(names) == len(set(names))


def test_a_screen_reader_can_fill_a_field(clerk):
    field = clerk.page.form_view.binder.fields["people[0].name"]
    assert isinstance(field, QLineEdit)
    field.setText("王小明（示例）")
    number = clerk.page.form_view.binder.fields["people[0].id_number"]
    clerk.page.form_view.focus_key("claim")
    number.setText(EARLY)
    assert clerk.page.entry.form.people[0].name == "王小明（示例）"
    assert clerk.page.entry.form.people[0].id_number == EARLY
    assert number.text().count("*") == 8


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 150), ((1366, 768), 100), ((1440, 900), 200)])
def test_nothing_scrolls_sideways(clerk, look, size, scale):
    look.set_scale(scale)
    clerk.window.resize(*size)
    clerk.rest()
    view = clerk.page.form_view
    assert view._scroll.horizontalScrollBar().maximum() == 0
    assert view._scroll.widget().width() <= view._scroll.viewport().width()
    folded = [group.folded for name, group in view.groups.items() if name != "more"]
    assert folded.count(True) == (0 if scale == 100 else 2)
    person(clerk)
    assert clerk.at == "headcount"
    field = view.binder.fields["headcount"]
    assert field.isVisible()
    assert Qt.FocusPolicy.NoFocus != field.focusPolicy()


def test_letters_typed_into_the_kind_of_certificate_stay_in_their_order(clerk):
    clerk.page.form_view.focus_key("people[0].id_type")
    field = QApplication.focusWidget()
    field.selectAll()
    for letter in "hz":
        clerk.key(Key(ord(letter.upper())))
    assert field.text() == "hz"


def test_enter_stops_at_a_county_that_nothing_has_filled_in(clerk):
    clerk.page.form_view.focus_key("people[0].phone")
    clerk.enter()
    assert clerk.at == "people[0].division"
    clerk.page.entry.set("people[0].division", "枞阳县")
    clerk.page.form_view.fill("people[0].division", "枞阳县")
    clerk.page.form_view.focus_key("people[0].phone")
    clerk.enter()
    assert clerk.at == "people[0].address"


def test_f7_begins_in_the_first_row(clerk):
    clerk.key(Key.Key_F7)
    assert clerk.at == "people[0].name"


def test_f4_on_a_half_typed_form_keeps_its_words_and_leaves_no_orphan(clerk):
    first = add_visit(clerk.desk)
    person(clerk)
    matter(clerk, "要求尽快办理示例花园 3 幢不动产权证")
    clerk.page.entry.set("opinion", "当场答复")
    clerk.page.entry.set("told", True)
    clerk.rest()
    clerk.key(Key.Key_F4)
    clerk.rest()
    form = clerk.page.entry.form
    assert form.matter == first.visit_number
    assert (form.opinion, form.told) == ("当场答复", True)
    clerk.page.draft.flush()
    clerk.rest()
    assert len(list_drafts(clerk.desk)) == 1, "the form that was typed has become the return visit"


def test_the_saved_page_says_what_is_stored(clerk):
    person(clerk)
    matter(clerk, "要求尽快办理示例花园 3 幢不动产权证")
    clerk.page.entry.set("opinion", "转送市住建局")
    clerk.page.entry.set("told", True)
    clerk.key(Key.Key_F9)
    clerk.rest()
    first = clerk.page.slip.number
    facts = clerk.page.saved_view._facts
    assert facts["opinion"].text() == "转送市住建局"
    assert facts["who"].text().endswith("1 人")
    assert "小明" not in facts["who"].text()
    assert facts["claim"].text() == "要求尽快办理示例花园 3 幢不动产权证"
    clerk.page.come(routes.ReturnVisit(number=first))
    clerk.rest()
    assert clerk.page.entry.form.opinion == "转送市住建局"
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert facts["opinion"].text() == "转送市住建局（上次告知的）", (
        "nothing was told anew: it is said of when"
    )
    assert "没有填" not in facts["opinion"].text()


def test_who_knows_only_the_year_of_birth_gives_that(clerk):
    view = clerk.page.form_view
    view.focus_key("people[0].no_id")
    clerk.key(Key.Key_Space)
    view.focus_key("people[0].no_id_reason")
    clerk.type("忘带", enter=True)
    clerk.type("王小明（示例）", enter=True)
    view.focus_key("people[0].birth")
    clerk.type("1950", enter=True)
    assert view.binder.fields["people[0].birth"].accessibleDescription() == "约 76 岁"
    view.focus_key("people[0].address")
    clerk.type("示例路 3 号", enter=True)
    matter(clerk)
    clerk.key(Key.Key_F9)
    clerk.rest()
    assert clerk.page.saved
    who = rows(clerk, Person)[0]
    assert (who.birth, who.birth_year) == (None, 1950)
