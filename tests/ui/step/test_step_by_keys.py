"""The sheet 办理 by keys: where Enter goes, what is typed over a choice, Alt+Q behind the last letter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domain.case.modes import ACCEPTING, GUIDING, PETITION_WAY
from app.domain.rows.matters import Step
from app.services.desk.keep_draft import list_drafts
from tests.ui.house import PASSWORD, add_visit
from tests.ui.step.test_step_form import move_of
from tests.ui.step.test_step_page import command, open_sheet, ready_to_sign, type_in
from ui import routes
from ui.step.fields import fields_of

REFUSAL = "不予受理"


def choose_refusal(qtbot, page) -> None:
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose(REFUSAL)
    inputs = page.view.fields.inputs
    qtbot.waitUntil(lambda: bool(inputs) and all(made.isVisible() for made in inputs.values()))


def focused(page) -> str:
    return page.view.fields.focused()


def test_enter_behind_a_ground_goes_to_the_first_field_that_it_asks_for(qtbot, page):
    choose_refusal(qtbot, page)
    ground = page.view.fields.inputs["ground"]
    QTest.keyClicks(ground, "qtfd")
    QTest.keyClick(ground, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "way" in page.view.fields.inputs)
    assert focused(page) == "way"


def test_pinyin_typed_over_a_ground_loses_no_letter_when_its_fields_go(qtbot, page):
    choose_refusal(qtbot, page)
    type_in(qtbot, page, ground="not_remit")
    qtbot.waitUntil(lambda: "body" in page.view.fields.inputs)
    page.view.fields.take_focus("ground")
    page.view.fields.inputs["ground"].selectAll()
    QTest.keyClick(page.view.fields.inputs["ground"], "q")
    qtbot.waitUntil(lambda: "body" not in page.view.fields.inputs)
    ground = page.view.fields.inputs["ground"]
    assert ground.text() == "q"
    assert ground.is_open(), "the list that was open is open still"
    QTest.keyClicks(ground, "tfd")
    QTest.keyClick(ground, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "way" in page.view.fields.inputs)
    assert page.form.values["ground"] == "legal_way"


def test_alt_q_behind_the_last_letter_opens_the_signature_once_the_step_is_read(qtbot, page):
    choose_refusal(qtbot, page)
    type_in(qtbot, page, ground="not_remit")
    qtbot.waitUntil(lambda: "body" in page.view.fields.inputs)
    qtbot.waitUntil(lambda: page.preview is not None and bool(page.preview.errors))
    body = page.view.fields.inputs["body"]
    QTest.keyClicks(body, "abc")
    sign = command(page, "step.sign")
    assert sign.enabled, "what was lacking a moment ago is typed"
    sign.run()
    qtbot.waitUntil(lambda: page.signing.is_open)


def test_enter_in_the_password_signs_no_paper_that_nobody_has_seen(qtbot, page):
    """At 150 % the paper stands under the fields: F9 was barred there, Enter was not."""
    page.view.resize(900, 400)
    ready_to_sign(qtbot, page)
    assert not page.view.effect.is_seen
    page.open_signing()
    qtbot.waitUntil(lambda: page.signing.is_open)
    password = page.view.sign.password
    password.set_value(PASSWORD)
    with qtbot.waitSignal(page.notice) as told:
        QTest.keyClick(password, Qt.Key.Key_Return)
    assert told.args == ["warning", "按 F8 看过纸再签。"]
    assert not page.busy
    assert password.text() == PASSWORD
    with page._desk.records.reading() as reads:
        assert not reads.find(Step, mode=REFUSAL)
    page.view.effect.enlarge()
    assert page.view.effect.is_seen
    with qtbot.waitSignal(page.go):
        QTest.keyClick(password, Qt.Key.Key_Return)
    with page._desk.records.reading() as reads:
        assert [step.approver for step in reads.find(Step, mode=REFUSAL)] == ["liju"]


def test_f9_behind_a_letter_typed_under_the_signature_signs_no_other_paper_than_was_seen(qtbot, page):
    ready_to_sign(qtbot, page)
    page.open_signing()
    qtbot.waitUntil(lambda: page.signing.is_open)
    page.view.sign.password.set_value(PASSWORD)
    page.view.effect.enlarge()
    assert page.view.effect.is_seen
    body = page.view.fields.inputs["body"]
    body.set_value("示例市城管局")
    body.edited.emit()
    with qtbot.waitSignal(page.notice) as told:
        page.save()
    assert told.args == ["warning", "按 F8 看过纸再签。"]
    with page._desk.records.reading() as reads:
        assert not reads.find(Step, mode=REFUSAL)


def test_alt_q_behind_a_step_that_lacks_something_says_what_and_opens_nothing(qtbot, page):
    choose_refusal(qtbot, page)
    page.open_signing()
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    assert not page.signing.is_open
    assert "依据" in command(page, "step.sign").why_not


def test_a_draft_of_the_start_page_has_the_keys_in_its_fields_and_not_on_the_way_back(qtbot, page):
    choose_refusal(qtbot, page)
    type_in(qtbot, page, ground="not_remit")
    page.leave()
    qtbot.waitUntil(lambda: not page.draft.waiting and page._tasks.under_way == 0)
    (draft,) = list_drafts(page._desk)
    other = add_visit(page._desk)
    open_sheet(qtbot, page, other.matter)
    page.view.findChild(QPushButton, "step.back").setFocus()
    page.come(routes.StepDraft(draft_id=draft.id))
    qtbot.waitUntil(lambda: focused(page) == "ground")


@pytest.mark.parametrize(
    ("name", "ground", "count"), [(ACCEPTING, None, 6), (GUIDING, "legal_way", 5), (REFUSAL, "legal_way", 5)]
)
def test_only_the_ways_that_a_mode_may_name_are_offered(name, ground, count):
    """条例第31条: 听取陈述、调查核实 is the petition's own way; nobody is led elsewhere by it."""
    (ways,) = [field.choices for field in fields_of(move_of(name), ground) if field.key == "way"]
    assert len(ways) == count
    assert (str(PETITION_WAY) in dict(ways)) == (name == ACCEPTING)
