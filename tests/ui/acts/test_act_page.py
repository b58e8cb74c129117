"""Sheets about a matter over a real store: notices, ratings, answers, objections, receipts, deliveries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.incident_entry import parse_incident
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.case import Delivery, Incident, Receipt
from app.domain.rows.matters import Notice, Rating, Step
from app.domain.rows.receptions import DutyReply
from app.services.desk.keep_draft import list_drafts
from app.services.handling.advance_matter import advance_matter
from app.services.incidents.note_incident import note_incident
from app.services.visits.register_visit import register_visit
from tests.ui.house import NOW, add_visit, settle, workplace_of
from ui import routes
from ui.acts.page import ACTS, ActPage
from ui.bridge import Bridge
from ui.tasks import Tasks


@pytest.fixture
def matter(desk: Desk) -> str:
    """Registered five days ago, given to a unit with a duty four days ago."""
    made = add_visit(desk.at(NOW - timedelta(days=5)))
    step = {"matter": made.matter, "mode": "交办", "unit": "市住建局", "term": "10日"}
    advance_matter(desk.at(NOW - timedelta(days=4)), parse_step(step))
    return made.matter


def open_sheet(qtbot: QtBot, page: ActPage, act: str, number: str) -> None:
    page.come(routes.Act(act, number))
    settle(qtbot, page._tasks)
    assert page.facts is not None


def type_in(qtbot: QtBot, page: ActPage, **values: str) -> None:
    """Keys are written with _ for the dot of the form."""
    for key, text in values.items():
        name = key.replace("_", ".", 1) if key.replace("_", ".", 1) in page.view.fields.inputs else key
        made = page.view.fields.inputs[name]
        made.set_value(text)
        made.edited.emit()
        settle(qtbot, page._tasks)
    qtbot.waitUntil(lambda: not page._rest.isActive())
    settle(qtbot, page._tasks)


def lines(page: ActPage) -> str:
    return page.view.effect.panel.accessibleDescription()


def press_f9(qtbot: QtBot, page: ActPage) -> str:
    said: list[str] = []
    page.notice.connect(lambda _kind, text: said.append(text))
    with qtbot.waitSignal(page.go) as went:
        page.save()
    assert isinstance(went.args[0], routes.Matter)
    settle(qtbot, page._tasks)
    qtbot.waitUntil(lambda: bool(said))
    return said[-1]


def test_three_notices_later_show_the_engines_date_and_the_true_paper(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "tell", matter)
    type_in(qtbot, page, opinion="请市住建局核查后书面答复", contact="值班室 0562-0000000")
    assert "程序算" in lines(page)
    assert "11-29" in lines(page), "the duty's date: 10 days from 11-19"
    qtbot.waitUntil(lambda: page.view.effect.shows_paper)
    type_in(qtbot, page, acknowledged_kind="拒签")
    assert "acknowledged.witness" in page.view.fields.inputs, "a refusal asks for its witness"
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["acknowledged.witness"].property("state") == "error")
    with desk.records.reading() as reads:
        assert not reads.find(Notice)
    type_in(qtbot, page, acknowledged_witness="孙晓（示例）")
    said = press_f9(qtbot, page)
    assert "拒签已见证" in said
    with desk.records.reading() as reads:
        (notice,) = reads.find(Notice)
    assert (notice.acknowledged, notice.witness) == ("拒签", "孙晓（示例）")
    assert notice.due is not None
    assert notice.due.isoformat() == "2026-11-29"


def test_another_date_needs_its_reason_and_may_not_pass_the_law(
    qtbot: QtBot, page: ActPage, matter: str
) -> None:
    open_sheet(qtbot, page, "tell", matter)
    type_in(qtbot, page, opinion="核查", contact="值班室", due="2026-12-02")
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["due_reason"].property("state") == "error")
    type_in(qtbot, page, due_reason="来访人要等测绘", due="2027-09-01")
    assert {error.code for error in page.effect.errors} == {"due_past_statutory"}


def test_told_anew_says_what_changes_and_keeps_what_was_told(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "tell", matter)
    type_in(qtbot, page, opinion="核查", contact="值班室")
    press_f9(qtbot, page)
    open_sheet(qtbot, page, "tell", matter)
    assert page.form.values["opinion"] == "核查", "what was told last stands there again"
    type_in(qtbot, page, opinion="核查后由局长答复")
    assert "工作意见换成新的" in lines(page)
    press_f9(qtbot, page)
    with desk.records.reading() as reads:
        assert len(reads.find(Notice)) == 2


def test_bureau_and_unit_are_rated_apart_in_one_sheet(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "rate", matter)
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["bureau.value"].property("state") == "error")
    type_in(qtbot, page, bureau_value="满意", unit_value="不满意", unit_remark="没有回音")
    press_f9(qtbot, page)
    with desk.records.reading() as reads:
        found = {(one.whom, one.value, one.remark) for one in reads.find(Rating)}
    assert found == {("信访部门", "满意", None), ("责任单位", "不满意", "没有回音")}


def test_an_answer_midway_leaves_the_duty_open_and_a_final_one_ends_it(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    for done, words in (("false", "还欠着"), ("true", "做到了")):
        open_sheet(qtbot, page, "reply", matter)
        duty = next(value for value, text in page.facts.choices["duty"] if "提出异议" not in text)
        type_in(qtbot, page, duty=duty)
        type_in(qtbot, page, text="已核 120 户", done=done)
        assert words in lines(page)
        press_f9(qtbot, page)
    with desk.records.reading() as reads:
        assert [one.done for one in sorted(reads.find(DutyReply), key=lambda one: one.id)] == [False, True]


def test_an_objection_and_how_it_is_settled(qtbot: QtBot, page: ActPage, matter: str, desk: Desk) -> None:
    open_sheet(qtbot, page, "reply", matter)
    type_in(qtbot, page, duty="object:市住建局")
    assert set(page.view.fields.inputs) == {"duty", "text"}
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["text"].property("state") == "error")
    type_in(qtbot, page, text="不属于本单位职责")
    press_f9(qtbot, page)
    open_sheet(qtbot, page, "reply", matter)
    type_in(qtbot, page, duty="decline:市住建局", text="职责清单第三条")
    press_f9(qtbot, page)
    with desk.records.reading() as reads:
        assert {"异议", "驳回异议"} <= {step.mode for step in reads.find(Step)}


def test_a_receipt_moves_the_units_fifteen_days(qtbot: QtBot, page: ActPage, matter: str, desk: Desk) -> None:
    open_sheet(qtbot, page, "receive", matter)
    assert page.form.values["unit"] == "市住建局"
    type_in(qtbot, page, at="2026-11-19")
    assert "记实 市住建局　书面告知 12-04 周五" in lines(page), "the day that was assumed is no change"
    type_in(qtbot, page, at="2026-11-20")
    assert "12-04 周五 → 12-05 周六" in lines(page), lines(page)
    press_f9(qtbot, page)
    with desk.records.reading() as reads:
        assert [one.at.date().isoformat() for one in reads.find(Receipt)] == ["2026-11-20"]


def test_a_day_that_has_not_come_is_refused_at_its_field(qtbot: QtBot, page: ActPage, matter: str) -> None:
    open_sheet(qtbot, page, "receive", matter)
    type_in(qtbot, page, at="2026-11-30")
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["at"].property("state") == "error")


def test_a_paper_is_delivered_once(qtbot: QtBot, page: ActPage, matter: str, desk: Desk) -> None:
    step = {"matter": matter, "mode": "受理告知", "unit": "市住建局"}
    advance_matter(desk.at(NOW - timedelta(days=2)), parse_step(step))
    open_sheet(qtbot, page, "deliver", matter)
    kinds = [words for _, words in page.facts.choices["document"]]
    assert kinds[0].startswith("受理告知书")
    type_in(qtbot, page, sign="拒收")
    page.save()
    qtbot.waitUntil(lambda: page.view.fields.inputs["witness"].property("state") == "error")
    type_in(qtbot, page, witness="邻居（示例）")
    press_f9(qtbot, page)
    open_sheet(qtbot, page, "deliver", matter)
    assert not any(words.startswith("受理告知书") for _, words in page.facts.choices["document"])
    with desk.records.reading() as reads:
        assert [(row.sign, row.witness) for row in reads.find(Delivery)] == [("拒收", "邻居（示例）")]


OF_PEOPLE = frozenset({"hand", "name"})
"""Sheets that name a colleague: test_appoint.py has them."""


@pytest.mark.parametrize("act", sorted(ACTS.keys() - OF_PEOPLE))
def test_what_is_typed_is_a_draft_that_comes_back_and_goes_with_the_act(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk, act: str
) -> None:
    step = {"matter": matter, "mode": "受理告知", "unit": "市住建局"}
    advance_matter(desk.at(NOW - timedelta(days=2)), parse_step(step))
    if act == "alert":
        grave = {"matter": matter, "kind": "扬言", "what": "示例", "measures": "示例", "grave": True}
        note_incident(desk.at(NOW - timedelta(days=1)), parse_incident(grave | {"to": ["示例值班室"]}))
    open_sheet(qtbot, page, act, matter)
    page.leave()
    settle(qtbot, page._tasks)
    assert not list_drafts(desk), "nothing typed, nothing kept"
    fields = {"tell": "opinion", "rate": "bureau.remark", "reply": "text", "amend": "what"}
    fields |= {"incident": "what", "alert": "feedback"}
    typed = {"receive": "2026-11-22", "deliver": "2026-11-22", "amend": "m"}.get(act, "半句")
    key = fields.get(act, "at")
    if act == "reply":
        duty = next(value for value, text in page.facts.choices["duty"] if "提出异议" not in text)
        type_in(qtbot, page, duty=duty)
    type_in(qtbot, page, **{key: typed})
    page.leave()
    qtbot.waitUntil(lambda: len(list_drafts(desk)) == 1)
    (draft,) = list_drafts(desk)
    page.come(routes.Act("tell" if act != "tell" else "rate", matter))
    settle(qtbot, page._tasks)
    page.come(routes.ActDraft(draft_id=draft.id))
    settle(qtbot, page._tasks)
    assert (page.form.act, page.form.values[key]) == (act, typed)
    if act == "tell":
        type_in(qtbot, page, contact="值班室")
    if act == "rate":
        type_in(qtbot, page, bureau_value="满意")
    if act == "amend":
        type_in(qtbot, page, **{"m.claim": "改过的诉求（示例）"})
    if act == "incident":
        type_in(qtbot, page, kind="扬言", measures="劝导")
    press_f9(qtbot, page)
    assert not list_drafts(desk)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_of_a_guarded_case_no_sheet_opens_for_others(
    qtbot: QtBot, page: ActPage, desk: Desk, act: str, tasks: Tasks, bridge: Bridge
) -> None:
    people = [{"name": "王小明（示例）", "id_type": "无", "no_id_reason": "忘带", "phone": "13800000000",
               "address": "枞阳县示例镇样例村", "sex": "男"}]  # fmt: skip
    secret = {"people": people, "headcount": 1, "purpose": "揭发控告", "category": "纪检监察",
              "claim": "反映示例单位的事", "facts": "示例情况。", "confidential": True}  # fmt: skip
    number = register_visit(desk, parse_visit(secret)).matter
    other = replace(desk, staff=replace(desk.staff, login="biede"))
    elsewhere = ActPage(workplace_of(other, tasks, bridge))
    qtbot.addWidget(elsewhere.view)
    said: list[str] = []
    elsewhere.notice.connect(lambda _kind, text: said.append(text))
    with qtbot.waitSignal(elsewhere.leave_me):
        elsewhere.come(routes.Act(act, number))
    assert "保密" in said[0]
    assert elsewhere.facts is None


@pytest.mark.parametrize(("width", "height"), [(1440, 820), (960, 520), (720, 400)])
def test_the_parts_stand_beside_or_under_each_other(
    qtbot: QtBot, page: ActPage, matter: str, width: int, height: int
) -> None:
    open_sheet(qtbot, page, "tell", matter)
    page.view.resize(width, height)
    settle(qtbot, page._tasks)
    opinion = page.view.fields.inputs["opinion"]
    right = page.view.effect.panel
    below = (
        right.mapTo(page.view, right.rect().topLeft()).y()
        > opinion.mapTo(page.view, opinion.rect().bottomLeft()).y()
    )
    assert below == (width < 1100)
    assert page.view.focusWidget() is opinion or page.view.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_grave_incident_draws_its_report_and_its_warning_is_signed_for(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "incident", matter)
    page.save()
    settle(qtbot, page._tasks)
    assert page.in_front, "nothing is stored without a kind, what happened and what was done"
    type_in(qtbot, page, kind="扬言", what="扬言到楼顶（示例）", measures="劝导，通知保安", time="9:20")
    assert "写进这件事的经过" in lines(page)
    for wrong, code in (("后半夜", "bad_clock"), ("23:59", "later_than_at")):
        type_in(qtbot, page, time=wrong)
        assert [(error.field, error.code) for error in page.effect.errors] == [("time", code)]
    type_in(qtbot, page, time="9:20")
    type_in(qtbot, page, grave="重大紧急")
    assert "to" in page.view.fields.inputs
    assert "信访信息专报" in lines(page)
    qtbot.waitUntil(lambda: page.view.effect.shows_paper)
    assert "预警单" in press_f9(qtbot, page)
    with desk.records.reading() as reads:
        (row,) = reads.find(Incident)
    assert (row.kinds, row.grave, f"{row.at:%H:%M}") == (("扬言",), True, "09:20")
    assert not list_drafts(desk)
    open_sheet(qtbot, page, "alert", matter)
    whom = page.facts.choices["whom"][0][0]
    type_in(qtbot, page, whom=whom, person="张值班（示例）")
    assert "还等" in press_f9(qtbot, page)
    open_sheet(qtbot, page, "alert", matter)
    assert len(page.facts.choices["whom"]) == 2


def test_what_is_missing_is_called_by_the_label_of_its_field(
    qtbot: QtBot, page: ActPage, matter: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "reply", matter)
    type_in(qtbot, page, duty="")
    assert "还差 回哪一项" in lines(page), lines(page)
    page.save()
    settle(qtbot, page._tasks)
    open_sheet(qtbot, page, "list.add.包案", matter)
    assert "还差 列入理由" in lines(page), lines(page)
    assert "不详" not in lines(page)
