"""The sheet 办理 over a real store: what may be done, the effect while typing, F9, a signature asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.entries.step_entry import FIVE, parse_step
from app.domain.rows.audit import AuditEntry
from app.domain.rows.case import Request
from app.domain.rows.matters import Step
from app.errors import NotAllowed
from app.services.approvals.sign_on_the_spot import sign_on_the_spot
from app.services.desk.keep_draft import list_drafts
from app.services.handling.advance_matter import advance_matter
from app.services.lists.keep_list import keep_list
from app.services.staff.second_factor import bind_token
from tests.files import photo
from tests.tokens import PIN, SoftToken
from tests.ui.house import CLERK, NOW, PASSWORD, add_visit, workplace_of
from ui import routes
from ui.approvals.page import ApprovalsPage
from ui.forms.sheet import CHANGED_MEANWHILE
from ui.theme import px
from ui.widgets.grid import ErrorLine


def open_sheet(qtbot, page, number: str) -> None:
    page.come(routes.Step(number))
    qtbot.waitUntil(lambda: page.subject is not None and page.subject.case.matter.number == number)


def type_in(qtbot, page, **values: str) -> None:
    for key, text in values.items():
        field = page.view.fields.inputs[key]
        field.set_value(text)
        field.edited.emit()
    qtbot.waitUntil(lambda: page.preview is not None and page.foretelling.is_resting)
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)


def test_what_may_be_done_and_why_the_rest_may_not(qtbot, page):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    listed = [row.key for row in page.view.modes.rows()]
    assert {"转送", "受理告知", "不予受理"} <= set(listed)
    assert "办结" not in listed
    signed = {row.key for row in page.view.modes.rows() if "要批准" in row.spoken}
    assert "不予受理" in signed
    assert "转送" not in signed
    assert page.move is None, "no step is chosen before a person chooses one"


def test_a_step_is_seen_before_it_is_taken_and_f9_takes_it(qtbot, page):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose("转送")
    type_in(qtbot, page, unit="市住建局")
    assert page.preview.errors == ()
    assert page.preview.status == ("已登记", "办理中")
    qtbot.waitUntil(lambda: page.view.effect.shows_paper)
    with page._desk.records.reading() as reads:
        assert not reads.find(Step, mode="转送"), "a preview stores nothing"
    with qtbot.waitSignal(page.go) as went:
        page.save()
    assert went.args == [routes.Matter(made.matter)]
    with page._desk.records.reading() as reads:
        assert [step.unit for step in reads.find(Step, mode="转送")] == ["市住建局"]


def test_what_is_missing_is_told_at_its_field_and_nothing_is_stored(qtbot, page):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose("转送")
    qtbot.waitUntil(lambda: page.preview is not None)
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["unit"].property("state") == "error")
    with page._desk.records.reading() as reads:
        assert not reads.find(Step, mode="转送")


def test_a_refusal_waits_for_the_leader_who_signs_it_in_his_inbox(
    qtbot, page, look, tasks, leader_home, leader_bridge
):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose("不予受理")
    type_in(qtbot, page, ground="not_remit")
    qtbot.waitUntil(lambda: "body" in page.view.fields.inputs)
    type_in(qtbot, page, body="示例市自然资源局")
    assert page.preview.second
    with qtbot.waitSignal(page.go):
        page.save()
    with page._desk.records.reading() as reads:
        assert len(reads.find(Request)) == 1
        assert not reads.find(Step, mode="不予受理")
    leader = leader_home.sign_in("liju", PASSWORD, NOW)
    inbox = ApprovalsPage(workplace_of(leader, tasks, leader_bridge, leader_home))
    qtbot.addWidget(inbox.view)
    inbox.view.resize(1440, 820)
    inbox.view.show()
    inbox.come(routes.Approvals())
    qtbot.waitUntil(lambda: inbox.shown is not None)
    assert inbox.shown.item.number == made.matter
    assert "不属于本机关" in inbox.shown.ground
    assert ("机关", "示例市自然资源局") in inbox.shown.words
    qtbot.waitUntil(lambda: inbox.view.paper.shows_paper)
    inbox.refuse()
    assert inbox.shown is not None, "an empty reason sends nothing back"
    inbox.approve()
    qtbot.waitUntil(lambda: inbox.view.none.isVisible())
    with leader.records.reading() as reads:
        (step,) = reads.find(Step, mode="不予受理")
    assert (step.by, step.approver) == (CLERK, "liju")


def ready_to_sign(qtbot, page) -> str:
    """A refusal with its paper on the screen; the matter's number."""
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose("不予受理")
    type_in(qtbot, page, ground="not_remit")
    qtbot.waitUntil(lambda: "body" in page.view.fields.inputs)
    type_in(qtbot, page, body="示例市自然资源局")
    qtbot.waitUntil(lambda: page.view.effect.shows_paper)
    return made.matter


def command(page, name: str):
    return next(one for one in page.commands() if one.name == name)


def test_a_leader_signs_in_the_sheet_and_the_clerk_stays_signed_in(qtbot, page, leader_home):
    number = ready_to_sign(qtbot, page)
    command(page, "step.sign").run()
    sign = page.view.sign
    assert sign.who.value() == "liju", "the only other leader stands there already"
    assert sign.password.hasFocus() or not page.view.isActiveWindow()
    assert command(page, "step.save").text == "李大为（示例）当场批准"
    sign.password.set_value(PASSWORD)
    with qtbot.waitSignal(page.go) as went:
        page.save()
    assert went.args == [routes.Matter(number)]
    with page._desk.records.reading() as reads:
        (step,) = reads.find(Step, mode="不予受理")
        audited = [(row.who, row.act) for row in reads.find(AuditEntry)]
    assert (step.by, step.approver) == (CLERK, "liju")
    assert leader_home.store.login == CLERK
    assert ("liju", "批准") in audited
    assert (CLERK, "请示") in audited
    assert not list_drafts(page._desk), "the draft went with the step"
    assert sign.password.text() == ""


def test_a_leader_with_a_token_shows_it_when_he_signs(qtbot, page, leader_home):
    leader_home.vault._factor = SoftToken().plug()
    leader_home.countersign(
        "liju",
        PASSWORD,
        lambda leader: bind_token(leader, leader_home.vault, leader_home.keys, PASSWORD, PIN),
    )
    ready_to_sign(qtbot, page)
    page.open_signing()
    sign = page.view.sign
    assert sign.pin.isVisibleTo(sign)
    sign.password.set_value(PASSWORD)
    page.save()
    assert sign.pin.property("state") == "error", "nothing typed"
    sign.password.set_value(PASSWORD)
    sign.pin.set_value("0")
    page.save()
    qtbot.waitUntil(lambda: sign.pin.text() == "" and sign.pin.property("state") == "error")
    sign.password.set_value(PASSWORD)
    sign.pin.set_value(PIN)
    with qtbot.waitSignal(page.go):
        page.save()
    with page._desk.records.reading() as reads:
        assert [step.approver for step in reads.find(Step, mode="不予受理")] == ["liju"]
    assert sign.pin.text() == ""


def test_a_wrong_password_is_the_leaders_wrong_try_and_changes_nothing(qtbot, page, leader_home):
    ready_to_sign(qtbot, page)
    page.open_signing()
    page.view.sign.password.set_value("falsch-2026")
    page.save()
    qtbot.waitUntil(lambda: page.view.sign.password.property("state") == "error")
    assert page.view.sign.is_open
    assert page.view.sign.password.text() == ""
    with page._desk.records.reading() as reads:
        assert not reads.find(Request)
        assert not reads.find(Step, mode="不予受理")
        wrong = [row for row in reads.find(AuditEntry, who="liju") if not row.success]
    assert [row.act for row in wrong] == ["登录"]
    assert leader_home.vault.wrong_tries("liju") == 1
    assert leader_home.vault.noted_tries() == []
    assert page.form.values["body"] == "示例市自然资源局"


def test_nobody_signs_his_own_and_the_author_is_not_offered(qtbot, page):
    ready_to_sign(qtbot, page)
    page.open_signing()
    assert CLERK not in {leader.login for leader in page.signing.leaders}
    with pytest.raises(NotAllowed) as refused:
        sign_on_the_spot(
            page._workplace.house, page._desk, page.form.entry(page.fields), CLERK, PASSWORD, draft_id=None
        )
    assert refused.value.code == "own_request"


def test_esc_puts_the_signature_away_and_no_password_is_in_the_draft(qtbot, page):
    ready_to_sign(qtbot, page)
    page.open_signing()
    page.view.sign.password.set_value(PASSWORD)
    page.leave()
    qtbot.waitUntil(lambda: not page.draft.waiting)
    assert not page.view.sign.is_open
    (draft,) = list_drafts(page._desk)
    assert PASSWORD not in str(draft.form)


def test_evidence_is_attached_to_the_check_one_is_writing_about(qtbot, page, tmp_path, monkeypatch):
    made = add_visit(page._desk)
    for mode in ("转送", "受理告知"):
        advance_matter(page._desk, parse_step({"matter": made.matter, "mode": mode, "unit": "市住建局"}))
    open_sheet(qtbot, page, made.matter)
    page.choose("办结")
    field = page.view.fields.inputs["checks.证据扎实"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    (tmp_path / "照片（示例）.jpg").write_bytes(photo())
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "照片（示例）.jpg")], "")
    )
    attach = next(one for one in page.commands() if one.name == "step.attach")
    assert attach.keys == ("Alt+J",)
    attach.run()
    assert page.attaching.fields["place"].value() == "证据扎实"
    page.attaching.sheet.asked.emit()
    qtbot.waitUntil(lambda: page.view.attachments.rows.count() == 1)
    assert page.view.attachments.rows.rows()[0].second.startswith("不放过：证据扎实")
    assert page.move is not None, "the step stays as it was chosen"


def test_f1_shows_the_article_of_a_mode_and_why_the_others_may_not_be_taken(qtbot, page):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    assert page.reasons()[0][0] == page.view.modes.current().mode.name, "the one that the bar stands on"
    refused = {head: why for head, why in page.reasons() if head.startswith("不能")}
    assert set(refused) == {f"不能{move.mode.name}" for move in page.subject.moves if move.why is not None}
    assert all(words.strip() for words in refused.values())
    assert "第34条" in refused["不能延期"]
    page.choose("不予受理")
    told = page.reasons()
    assert told[0][0] == "不予受理"
    assert "要批准" in told[0][1]
    assert [head for head, _ in told[1:4]] == [f"信访工作条例第{n}条" for n in (19, 23, 31)]
    assert "规定期限内" in dict(told)["信访工作条例第19条"]
    assert "不能办结" in dict(told)


def test_what_the_file_of_a_charge_has_proved_stands_in_the_closing(qtbot, page):
    """Nothing is typed twice; a field that a person has emptied stays empty, and a mere look is no draft."""
    made = add_visit(page._desk)
    for mode in ("转送", "受理告知"):
        advance_matter(page._desk, parse_step({"matter": made.matter, "mode": mode, "unit": "市住建局"}))
    charge = {"reason": "几个单位", "leader": "陈立（示例）", "until": "2026-12-31"}
    keep_list(page._desk, "包案", "add", made.matter, charge)
    for words in ("核查表（示例）", "核查表 218 户，现场照片 12（示例）"):
        keep_list(page._desk, "包案", "note", made.matter, {"item": FIVE[0], "text": words})
    open_sheet(qtbot, page, made.matter)
    page.choose("办结")
    assert page.view.fields.inputs[f"checks.{FIVE[0]}"].value() == "核查表 218 户，现场照片 12（示例）"
    assert page.view.fields.inputs[f"checks.{FIVE[1]}"].value() is None
    assert page.typed().blank
    type_in(qtbot, page, **{f"checks.{FIVE[0]}": ""})
    page.choose("交办")
    page.choose("办结")
    assert page.view.fields.inputs[f"checks.{FIVE[0]}"].value() is None


def test_what_is_missing_in_a_step_is_called_by_its_label(qtbot, page):
    open_sheet(qtbot, page, add_visit(page._desk).matter)
    page.choose("转送")
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["unit"].property("state") == "error")
    said = [one.text() for one in page.view.findChildren(ErrorLine) if one.text()]
    assert any("“单位”还没有填" in words for words in said), said
    assert not any("来访人" in words for words in said), said


def test_what_bars_a_step_is_said_before_anybody_presses_f9(qtbot, page):
    """Of the whole step too: notices that were not given stand in the effect and beside 当场签批."""
    made = add_visit(page._desk)
    for mode in ("转送", "受理告知"):
        advance_matter(page._desk, parse_step({"matter": made.matter, "mode": mode, "unit": "市住建局"}))
    open_sheet(qtbot, page, made.matter)
    page.choose("办结")
    checks = {f"checks.{name}": "见卷（示例）" for name in FIVE}
    words = {"found": "经查（示例）", "opinion": "不支持（示例）", "law": "条例第三十二条"}
    type_in(qtbot, page, outcome="不予支持", **words, **checks)
    told = page.view.effect.panel.accessibleDescription()
    assert "还差 三个告知还没有给全" in told
    sign = next(one for one in page.commands() if one.name == "step.sign")
    assert "三个告知" in sign.why_not


def test_a_step_that_was_begun_comes_back_with_the_keys_in_its_fields(qtbot, page):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose("转送")
    qtbot.waitUntil(lambda: page.preview is not None and page.foretelling.is_resting)
    page.leave()
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    ground = QWidget()
    button, layout = QPushButton("办转送 F9"), QVBoxLayout(ground)
    layout.addWidget(page.view)
    layout.addWidget(button)
    qtbot.addWidget(ground)
    ground.show()
    qtbot.waitUntil(ground.isActiveWindow)  # a window that comes to the front gives its keys anew
    button.setFocus()
    assert ground.focusWidget() is button
    page.come(routes.Step(made.matter))
    qtbot.waitUntil(lambda: ground.focusWidget().objectName() == "step.unit")
    page.view.setParent(None)


def test_another_desk_takes_the_same_step_meanwhile(qtbot, page):
    """The open sheet says that its step may not be taken any more, and why; what was typed stays a draft."""
    notices: list[str] = []
    page.notice.connect(lambda _kind, words: notices.append(words))
    made = add_visit(page._desk)
    advance_matter(page._desk, parse_step({"matter": made.matter, "mode": "转送", "unit": "市住建局"}))
    open_sheet(qtbot, page, made.matter)
    page.choose("受理告知")
    type_in(qtbot, page, remark="电话里说好了（示例）")
    advance_matter(page._desk, parse_step({"matter": made.matter, "mode": "受理告知", "unit": "市住建局"}))
    qtbot.waitUntil(lambda: any("受理告知现在不能办了：" in words for words in notices))
    page.leave()
    qtbot.waitUntil(lambda: len(list_drafts(page._desk)) == 1)
    assert page.view.fields.values()["remark"] == "电话里说好了（示例）"


def test_another_desk_takes_another_step_meanwhile(qtbot, page):
    notices: list[str] = []
    page.notice.connect(lambda _kind, words: notices.append(words))
    made = add_visit(page._desk)
    advance_matter(page._desk, parse_step({"matter": made.matter, "mode": "转送", "unit": "市住建局"}))
    open_sheet(qtbot, page, made.matter)
    page.choose("受理告知")
    type_in(qtbot, page, remark="电话里说好了（示例）")
    other = add_visit(page._desk, name="李红（示例）", claim="别的事（示例）")
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    assert other.matter != made.matter
    assert notices == []
    step = {"matter": made.matter, "mode": "交办", "unit": "市公安局", "term": "10日", "role": "协办"}
    advance_matter(page._desk, parse_step(step))
    qtbot.waitUntil(lambda: CHANGED_MEANWHILE in notices)
    assert page.move is not None
    assert page.view.fields.values()["remark"] == "电话里说好了（示例）"


def test_a_sheet_that_is_opened_anew_speaks_of_no_change(qtbot, page):
    """What was done since the last one was stored is no news: nothing was typed that could be wrong by it."""
    notices: list[str] = []
    page.notice.connect(lambda _kind, words: notices.append(words))
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose("转送")
    type_in(qtbot, page, unit="市住建局")
    with qtbot.waitSignal(page.go):
        page.save()
    page.leave()
    qtbot.waitUntil(lambda: page._tasks.under_way == 0)
    page.come(routes.Step(made.matter))
    qtbot.waitUntil(lambda: page.subject is not None and page._tasks.under_way == 0)
    assert page.subject.case.status == "办理中"
    assert CHANGED_MEANWHILE not in notices


@pytest.mark.parametrize(("width", "scale"), [(1440, 125), (1152, 100), (1440, 100)])
def test_the_effect_and_its_paper_are_never_wider_than_their_place(qtbot, page, look, width, scale):
    look.set_scale(scale)
    page.view.resize(width, 820)
    open_sheet(qtbot, page, add_visit(page._desk).matter)
    page.choose("受理告知")
    type_in(qtbot, page, unit="市住建局")
    qtbot.waitUntil(lambda: page.view.effect.shows_paper)
    qtbot.wait(20)
    for area in page.view.findChildren(QScrollArea):
        if area.isVisible() and area.widget() is not None:
            assert area.widget().width() <= area.viewport().width(), area.widget().objectName()
    paper = page.view.effect.paper
    assert paper.pixmap().deviceIndependentSize().width() <= paper.width()


def test_the_rows_of_the_steps_go_from_edge_to_edge_of_their_panel(qtbot, page):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.view.resize(1280, 600)
    page.view.show()
    qtbot.wait(20)
    modes, panel = page.view.modes, page.view._modes
    left = modes.mapTo(panel, modes.rect().topLeft()).x()
    right = panel.width() - modes.mapTo(panel, modes.rect().topRight()).x()
    assert left <= 2
    assert right <= 2 + px(10) + 2, "but for a scroll bar"


def test_enter_in_a_ground_goes_on_in_the_field_that_it_brings(qtbot, page):
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    page.choose("不予受理")
    qtbot.waitUntil(page.view.isActiveWindow)
    ground = page.view.fields.inputs["ground"]
    ground.setFocus()
    ground.open_list()
    at = next(place for place, choice in enumerate(ground._all) if choice.value == "not_remit")
    for _ in range(at):
        qtbot.keyClick(ground, Qt.Key.Key_Down)
    qtbot.keyClick(ground, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.fields.focused() == "body")


@pytest.mark.parametrize(("wide", "stands"), [(960, True), (1440, False)])
def test_where_it_is_narrow_one_line_says_what_the_step_comes_to(qtbot, page, wide, stands):
    page.view.resize(wide, 600)
    made = add_visit(page._desk)
    open_sheet(qtbot, page, made.matter)
    strip = page.view.strip
    assert not strip.isVisible(), "no step is chosen"
    page.choose("转送")
    qtbot.waitUntil(lambda: page.preview is not None)
    assert strip.text() == "转送 → 办理中，还差 1 处"
    type_in(qtbot, page, unit="市住建局")
    assert strip.text().startswith("转送 → ")
    assert "还差" not in strip.text()
    assert strip.isVisible() == stands
    page.choose("不予受理")
    type_in(qtbot, page, ground="not_remit")
    assert strip.text().endswith("要批准")
