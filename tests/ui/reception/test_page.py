"""The leader's screen over the real store: lines become duties, F9 makes all, what is left goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.numbers import spoken
from app.domain.rows.base import new_id
from app.domain.rows.desk import Draft
from app.domain.rows.hall import HallAct
from app.domain.rows.matters import Notice
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty, Reception, Seat
from app.domain.rows.visits import Visit
from app.domain.terms import RECEPTION_FORMS
from app.services.case.show_record import show_record
from app.services.visits.list_hall import list_hall
from tests.ui.house import add_leader, add_visit, workplace_of
from ui import routes
from ui.app import Program
from ui.bridge import Bridge
from ui.reception.model import side_groups
from ui.reception.page import ReceptionPage
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets.ask import Question

Commit = Callable[..., None]


@pytest.fixture
def number(desk: Desk) -> str:
    return add_visit(desk).visit_number


@pytest.fixture
def page(look: Look, desk: Desk, tasks: Tasks, bridge: Bridge, qtbot: QtBot) -> Iterator[ReceptionPage]:
    made = ReceptionPage(workplace_of(desk, tasks, bridge))
    made.setParent(made.view)  # a page goes with its view
    made.view.resize(1440, 720)
    qtbot.addWidget(made.view)
    made.view.show()
    made.view.activateWindow()
    qtbot.waitUntil(made.view.isActiveWindow)
    made.come(routes.Reception())
    settled(qtbot, tasks)
    yield made
    settled(qtbot, tasks)


def settled(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.wait(60)
    qtbot.waitUntil(lambda: tasks.under_way == 0)


def write(page: ReceptionPage, qtbot: QtBot, *lines: str) -> None:
    """Type lines, each ended by Enter."""
    log = page.view.log
    log.take_focus()
    for text in lines:
        field = log.rows[-1].field
        field.setText(text)
        field.close_list()
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.wait(10)


def hear(page: ReceptionPage, qtbot: QtBot, tasks: Tasks, number: str) -> None:
    page.come(routes.ReceptionOf(visit=number))
    settled(qtbot, tasks)
    page.view.head.leader.setText("李大为（示例）")
    page._binder._add_seat("市住建局")
    page._binder._add_seat("义安区")


def test_f9_makes_duties_and_documents(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    hear(page, qtbot, tasks, number)
    write(page, qtbot, "代表：要求答复办证时间", "@住建 核查产权登记 10日 回@李局", "！现场答复：水电不停")
    page.view.foot.opinion.setText("交市住建局核查后书面答复")
    page.view.foot.contact.setText("李局 0562-0000000")
    assert page.view.foot.due.text() == "2026-12-03"
    page.save()
    settled(qtbot, tasks)
    assert page.view.is_ended(), page.view.foot.error.text()
    with desk.records.reading() as reads:
        duties = reads.find(Duty)
        assert [(one.unit, one.duty, one.contact) for one in duties] == [("市住建局", "核查产权登记", "李局")]
        assert reads.find(Reception)[0].result == "交办"
        assert reads.find(Draft) == []


def test_a_screen_that_stood_open_begins_with_its_first_visitor(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot
) -> None:
    """Opened before anybody came, it refused F9 and F4 for a time that no field of it shows."""
    came = desk.clock.now() + timedelta(minutes=6)
    page.begin()
    settled(qtbot, tasks)
    page._binder.choose_form("接谈")
    page.view.head.visit_chosen.emit(add_visit(desk.at(came)).visit_number)
    settled(qtbot, tasks)
    write(page, qtbot, "！现场答复：水电不停")
    page.view.foot.opinion.setText("当场答复")
    page.view.foot.contact.setText("值班室 0562-0000000")
    page.save()
    settled(qtbot, tasks)
    assert page.view.is_ended(), page.view.foot.error.text()
    with desk.records.reading() as reads:
        assert reads.find(Reception)[0].at == came


def test_who_came_after_others_had_begun_is_heard_in_another_reception(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    hear(page, qtbot, tasks, number)
    late = add_visit(desk.at(desk.clock.now() + timedelta(minutes=6)), "李二（示例）").visit_number
    with qtbot.waitSignal(page.notice) as said:
        page.view.head.visit_chosen.emit(late)
    assert said.args == [
        "warning",
        f"{spoken(late)} 到的时候这一场已经开始，不能并进来。按 F9 结束这一场，再按 F2 另接。",
    ]
    assert page._binder.form.visits == [number]


def test_what_is_missing_is_said_and_nothing_is_stored(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    hear(page, qtbot, tasks, number)
    write(page, qtbot, "@住建 核查产权登记")
    page.save()
    settled(qtbot, tasks)
    assert not page.view.is_ended()
    assert page.view.foot.error.text()
    with desk.records.reading() as reads:
        assert reads.find(Reception) == []


def test_who_is_on_duty_leads_unless_another_name_is_typed(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    add_leader(desk)
    page.begin()
    settled(qtbot, tasks)
    page.come(routes.ReceptionOf(visit=number))
    settled(qtbot, tasks)
    assert page.view.head.leader.value() == "李大为（示例）"
    page.view.head.leader.setText("")
    page._refresh_tables()
    settled(qtbot, tasks)
    assert page.view.head.leader.value() is None


def test_a_second_reception_shows_nothing_of_the_first(
    page: ReceptionPage, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    for answer in ("!水电不停", "!道路已通"):
        page.begin()
        settled(qtbot, tasks)
        hear(page, qtbot, tasks, number)
        write(page, qtbot, answer)
        page.view.foot.opinion.setText("当场答复")
        page.view.foot.contact.setText("值班室 0562-0000000")
        page.save()
        settled(qtbot, tasks)
        for question in page.view.window().findChildren(Question):  # the first one closed the case
            assert not page.view.is_ended()
            question.yes.click()
            settled(qtbot, tasks)
        assert page.view.is_ended(), page.view.foot.error.text()
    texts = [label.text() for label in page.view.ended.findChildren(QLabel) if label.isVisible()]
    assert "道路已通" in texts
    assert "水电不停" not in texts


def test_f9_does_not_put_off_on_its_own(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    """With no answer and no duty the clerk is told of F4; what is typed then takes the sentence away."""
    hear(page, qtbot, tasks, number)
    write(page, qtbot, "代表：要求答复办证时间")
    fields = (page.view.foot.result, page.view.foot.opinion, page.view.foot.contact)
    before = [field.mapTo(page.view, field.rect().topLeft()) for field in fields]
    page.save()
    settled(qtbot, tasks)
    assert not page.view.is_ended()
    assert "按 F4 改日继续" in page.view.foot.error.text()
    assert [field.mapTo(page.view, field.rect().topLeft()) for field in fields] == before
    with desk.records.reading() as reads:
        assert reads.find(Reception) == []
    write(page, qtbot, "!水电不停")
    assert page.view.foot.error.text() == ""


def test_what_was_left_open_goes_on_another_day(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    hear(page, qtbot, tasks, number)
    write(page, qtbot, "代表：要求一名固定联系人")
    page.continue_later()
    settled(qtbot, tasks)
    assert page.view.is_ended(), page.view.foot.error.text()
    first = page._held.reception.number
    page.begin()
    settled(qtbot, tasks)
    hear(page, qtbot, tasks, number)
    assert page._binder.form.continues == first
    write(page, qtbot, "!由值班室赵某（示例）联系")
    page.view.foot.opinion.setText("当场答复")
    page.view.foot.contact.setText("值班室 0562-0000000")
    page.save()
    settled(qtbot, tasks)
    assert page.view.is_ended(), page.view.foot.error.text()
    record = show_record(desk, number)
    titles = [group.title for group in side_groups(record)]
    assert titles == ["来访材料", "代表 1 人", "历次办理"], "nothing is left open by the last one"
    held = record.receptions
    assert [reception.result for reception in held] == ["继续协调", "现场办结"]


def test_a_draft_holds_the_reception_until_it_is_opened_again(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    hear(page, qtbot, tasks, number)
    write(page, qtbot, "代表：要求答复办证时间")
    page.leave()
    settled(qtbot, tasks)
    with desk.records.reading() as reads:
        (draft,) = reads.find(Draft)
    page.begin()
    settled(qtbot, tasks)
    assert page.view.log.lines()[0].text == ""
    page.come(routes.ReceptionDraft(draft_id=draft.id))
    settled(qtbot, tasks)
    assert page.view.log.lines()[0].text == "代表：要求答复办证时间"
    assert [seat.unit for seat in page._binder.form.seats] == ["市住建局", "义安区"]


def test_delete_takes_a_unit_out_and_enter_says_it_has_not_come(page: ReceptionPage, qtbot: QtBot) -> None:
    page._binder._add_seat("市住建局")
    page._binder._add_seat("义安区")
    seats = page.view.seats
    QTest.keyClick(seats.chips()[0], Qt.Key.Key_Return)
    assert page._binder.form.seats[0].arrived is None
    QTest.keyClick(seats.chips()[1], Qt.Key.Key_Delete)
    assert [seat.unit for seat in page._binder.form.seats] == ["市住建局"]


def test_a_screen_nobody_touched_leaves_no_draft(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot
) -> None:
    qtbot.wait(500)
    settled(qtbot, tasks)
    with desk.records.reading() as reads:
        assert reads.find(Draft) == []


def at(page: ReceptionPage) -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None else ""


def test_the_keys_go_leader_batch_units_minutes_notices(
    page: ReceptionPage, qtbot: QtBot, tasks: Tasks, number: str
) -> None:
    page.view.head.leader.setFocus()
    assert at(page) == "reception.leader"
    way = []
    for _ in range(7):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        way.append(at(page))
    assert way[:2] == ["reception.visits", "reception.add_unit"]
    assert way[2].startswith("reception.line.")
    assert way[3:] == ["reception.opinion", "reception.contact", "reception.result", "reception.form"]


def test_enter_from_the_batches_never_stops_the_clock(
    page: ReceptionPage, qtbot: QtBot, tasks: Tasks
) -> None:
    page.view.head.visits.setFocus()
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page._binder.watch.running
    assert at(page).startswith("reception.line.")


def test_alt_and_a_digit_lead_to_the_parts(page: ReceptionPage) -> None:
    parts = {one.keys[0]: one for one in page.commands() if one.name.startswith("reception.part")}
    assert sorted(parts) == ["Alt+1", "Alt+2", "Alt+3", "Alt+4"]
    for key, place in (
        ("Alt+2", "reception.add_unit"),
        ("Alt+4", "reception.opinion"),
        ("Alt+1", "reception.leader"),
    ):
        parts[key].run()
        assert at(page) == place


def test_a_leader_by_initials_is_the_person_and_letters_are_refused(
    page: ReceptionPage, desk: Desk, qtbot: QtBot, tasks: Tasks, number: str
) -> None:
    add_leader(desk)
    page._refresh_tables()
    settled(qtbot, tasks)
    hear(page, qtbot, tasks, number)
    leader = page.view.head.leader
    leader.setFocus()
    leader.selectAll()
    qtbot.keyClicks(leader, "ldw")
    page.view.seats.take_focus()
    assert leader.value() == "李大为（示例）"
    leader.setText("xyz")
    write(page, qtbot, "!水电不停")
    page.save()
    settled(qtbot, tasks)
    assert not page.view.is_ended()
    assert "名单" in page.view.foot.error.text()
    assert at(page) == "reception.leader"


def test_a_missing_leader_is_asked_for_by_name(
    page: ReceptionPage, qtbot: QtBot, tasks: Tasks, number: str
) -> None:
    hear(page, qtbot, tasks, number)
    page.view.head.leader.setText("")
    write(page, qtbot, "!水电不停")
    page.view.foot.opinion.setText("当场答复")
    page.view.foot.contact.setText("值班室 0562-0000000")
    page.save()
    settled(qtbot, tasks)
    assert page.view.foot.error.text().startswith("带班领导还没有填")
    assert "不详" not in page.view.foot.error.text()


def test_who_came_for_a_unit_stands_in_the_minutes(
    page: ReceptionPage, desk: Desk, qtbot: QtBot, tasks: Tasks, number: str
) -> None:
    hear(page, qtbot, tasks, number)
    qtbot.wait(10)  # the chips are shown by the next event
    page.view.seats.chips()[0].setFocus()
    page.ask_person()
    fields = page._attending.fields
    fields["person"].set_value("张科")
    fields["title"].set_value("副局长")
    assert page._attending.sheet is not None
    page._attending.sheet.asked.emit()
    assert "张科副局长" in page.view.seats.chips()[0].text()
    write(page, qtbot, "!水电不停")
    page.view.foot.opinion.setText("当场答复")
    page.view.foot.contact.setText("值班室 0562-0000000")
    page.save()
    settled(qtbot, tasks)
    assert page.view.is_ended(), page.view.foot.error.text()
    with desk.records.reading() as reads:
        seats = {one.unit: (one.person, one.title) for one in reads.find(Seat)}
        papers = [str(one.content) for one in reads.find(Document)]
    assert seats["市住建局"] == ("张科", "副局长")
    assert any("张科" in words and "副局长" in words for words in papers), "the record names who came"


def test_a_plain_interview_from_the_waiting_list_in_a_few_keys(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    page.come(routes.ReceptionOf(visit=number, form="接谈"))
    settled(qtbot, tasks)
    view = page.view
    assert not view.seats.isVisible()
    assert not view.head.leader.isVisible()
    assert not view.head.lead.isVisible()
    assert [one.state.where for one in list_hall(desk)] == ["谈"]
    write(page, qtbot, "来访人：问办证进度", "!材料已转，本周内电话答复")
    view.foot.opinion.setText("本周内电话答复")
    view.foot.contact.setText("值班室 0562-0000000")
    page.save()
    settled(qtbot, tasks)
    assert view.is_ended(), view.foot.error.text()
    with desk.records.reading() as reads:
        (held,) = reads.find(Reception)
        assert (held.form, held.leader, held.result) == ("接谈", "", "现场办结")
        assert reads.find(Document, reception_id=held.id)[0].kind == "接谈记录"
    assert [one.state.taken_up for one in list_hall(desk)] == [True]


def test_the_five_forms_by_key_and_what_is_typed_stays(page: ReceptionPage, qtbot: QtBot) -> None:
    write(page, qtbot, "来访人：要求答复")
    for form in RECEPTION_FORMS:
        page._binder.choose_form(form)
        view = page.view
        assert view.head.form.value() == form
        assert view.head.leader.isVisible() == (form != "接谈")
        assert view.head.lead.isVisible() == view.seats.isVisible() == (form == "联合接访")
        assert [line.text for line in page._binder.read().written()] == ["来访人：要求答复"]


def test_why_another_leads_is_asked_as_soon_as_he_is_named(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot
) -> None:
    add_leader(desk)
    page.begin()
    settled(qtbot, tasks)
    head = page.view.head
    assert not head.reason.isVisible()
    head.leader.setText("王副市长（示例）")
    head.edited.emit()
    assert head.reason.isVisible()
    head.leader.setText("李大为（示例）")
    head.edited.emit()
    assert not head.reason.isVisible()


def test_two_families_in_one_sitting_are_each_told_their_own(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    other = add_visit(desk, "汪晓明（示例）", "反映示例小区夜间噪声扰民").visit_number
    hear(page, qtbot, tasks, number)
    page.come(routes.ReceptionOf(visit=other))
    settled(qtbot, tasks)
    assert [button.text().split()[0] for button in page.view.head.chosen()] == ["#1", "#2"]
    write(page, qtbot, "#1 @住建 核查产权登记 10日", "#2 !城管今晚起夜查")
    foot = page.view.foot
    foot.opinion.setText("交市住建局核查")
    foot.contact.setText("李局 0562-0000000")
    page._binder.next_case()
    page._binder.next_case()
    assert page._binder.telling.visit == other
    assert (foot.opinion.text(), foot.due.text()) == ("", "")
    foot.opinion.setText("城管今晚起夜查")
    page._binder.next_case()
    assert foot.opinion.text() == "交市住建局核查"
    page.save()
    settled(qtbot, tasks)
    assert page.view.is_ended(), foot.error.text()
    with desk.records.reading() as reads:
        told = {row.matter_id: row.opinion for row in reads.find(Notice)}
        duties = {row.matter_id for row in reads.find(Duty)}
        homes = {row.number: row.matter_id for row in reads.find(Visit)}
    assert told == {homes[number]: "交市住建局核查", homes[other]: "城管今晚起夜查"}
    assert duties == {homes[number]}


def test_a_typed_line_is_on_disk_without_another_key(
    page: ReceptionPage, desk: Desk, qtbot: QtBot, tasks: Tasks
) -> None:
    page.view.log.take_focus()
    field = page.view.log.rows[-1].field
    for letter in "daibiao yaoqiu":
        QTest.keyClick(field, letter)

    def kept() -> bool:
        with desk.records.reading() as reads:
            return any("daibiao yaoqiu" in str(row.form) for row in reads.find(Draft))

    qtbot.waitUntil(kept)


def test_a_visitor_whom_a_colleague_has_in_is_said(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str
) -> None:
    with desk.records.reading() as reads:
        visit = reads.find(Visit, number=number)[0]
    row = HallAct(id=new_id(), visit_id=visit.id, act="进谈", at=desk.clock.now(), by="wang")
    desk.records.write(lambda writes: writes.add(row))
    with qtbot.waitSignal(page.notice) as said:
        page.come(routes.ReceptionOf(visit=number))
    assert "正由" in said.args[1]
    settled(qtbot, tasks)
    page._binder._remove_visit(number)
    settled(qtbot, tasks)
    assert [one.state.where for one in list_hall(desk)] == ["谈"]


def test_keys_that_need_a_unit_wake_with_the_first_one(
    program: Program, desk: Desk, qtbot: QtBot, number: str
) -> None:
    """By the window's keys: Alt+P was bound when the page came, and stayed dead whoever came in."""
    window = program.window
    assert window is not None
    window.show_route(routes.ReceptionOf(visit=number))
    settled(qtbot, program.tasks)

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        program.keys.flush()
        settled(qtbot, program.tasks)

    press(Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert window.notice.text().startswith("还没有单位到场")
    page = window.current
    assert isinstance(page, ReceptionPage)
    page.view.seats.added.emit("市住建局")
    settled(qtbot, program.tasks)
    press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert page._attending.sheet is not None
    page._attending.shut()


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_enter_in_the_batches_goes_on_and_takes_nobody_off(
    page: ReceptionPage, qtbot: QtBot, tasks: Tasks, number: str
) -> None:
    """The habitual Enter: from batch to units to minutes, and over a batch's button too."""
    page.come(routes.ReceptionOf(visit=number))
    settled(qtbot, tasks)
    page.view.head.visits.setFocus()
    press(Qt.Key.Key_Return)
    assert at(page) == "reception.add_unit"
    press(Qt.Key.Key_Return)
    assert at(page).startswith("reception.line.")
    page.view.head.chosen()[0].setFocus()
    press(Qt.Key.Key_Return)
    assert page._binder.form.visits == [number]
    page.view.head.chosen()[0].setFocus()
    press(Qt.Key.Key_Delete)
    settled(qtbot, tasks)
    assert page._binder.form.visits == []
    assert at(page) == "reception.visits", "the button is gone, the keys are where one is chosen"


def test_units_are_named_one_after_another_and_an_empty_enter_goes_on(
    page: ReceptionPage, qtbot: QtBot, tasks: Tasks
) -> None:
    page.view.seats.take_focus()
    for initials in ("zj", "yaq"):
        QTest.keyClicks(QApplication.focusWidget(), initials)
        press(Qt.Key.Key_Return)
        assert at(page) == "reception.add_unit"
    assert [seat.unit for seat in page._binder.form.seats] == ["市住建局", "义安区"]
    qtbot.waitUntil(page.view.seats.chips()[0].isVisible)
    page.view.seats.chips()[0].setFocus()
    press(Qt.Key.Key_Return)
    assert at(page) == "reception.seat.市住建局", "what was made anew has the keys again"
    page.view.seats.take_focus()
    press(Qt.Key.Key_Return)
    assert at(page).startswith("reception.line.")


def test_a_unit_taken_from_the_list_of_a_line_leaves_the_keys_in_the_line(
    page: ReceptionPage, qtbot: QtBot, tasks: Tasks
) -> None:
    page.view.log.take_focus()
    line = page.view.log.rows[-1].field
    QTest.keyClicks(line, "@zj")
    qtbot.waitUntil(line.is_open)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is line
    assert line.text() == "@市住建局 "


@pytest.mark.parametrize("form", RECEPTION_FORMS)
def test_with_its_visitor_every_form_has_the_keys_in_a_field_that_is_seen(
    page: ReceptionPage, desk: Desk, tasks: Tasks, qtbot: QtBot, number: str, form: str
) -> None:
    page.come(routes.ReceptionOf(visit=number, form=form))
    settled(qtbot, tasks)
    keys = QApplication.focusWidget()
    assert keys is not None
    assert page.view.isAncestorOf(keys)
    assert keys.isVisible()
    page._to("到场单位")
    assert page.view.seats.add.hasFocus(), "the line of units is there also where the form asks for none"


def test_a_draft_that_is_opened_on_another_day_names_its_batches_as_before(
    page: ReceptionPage,
    look: Look,
    desk: Desk,
    tasks: Tasks,
    bridge: Bridge,
    qtbot: QtBot,
    number: str,
) -> None:
    """The program was closed meanwhile: a chip says place and people, not the whole number."""
    hear(page, qtbot, tasks, number)
    page._binder.add_visit(add_visit(desk, "赵大勇（示例）").visit_number)
    settled(qtbot, tasks)
    write(page, qtbot, "代表：要求答复办证时间")
    before = [chip.text() for chip in page.view.head.chosen()]
    page.leave()
    settled(qtbot, tasks)
    with desk.records.reading() as reads:
        (draft,) = reads.find(Draft)
    again = ReceptionPage(workplace_of(desk, tasks, bridge))
    again.setParent(again.view)
    qtbot.addWidget(again.view)
    again.come(routes.ReceptionDraft(draft_id=draft.id))
    settled(qtbot, tasks)
    assert [chip.text() for chip in again.view.head.chosen()] == before
    assert number not in " ".join(before)
