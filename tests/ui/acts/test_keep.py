"""列入, 记一笔, 销账 by their sheets: fields by kind and item, the effect before, what is stored."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.lists.kinds import DAILY, KINDS, NEW_PLAN, PROGRESS, RECEIVERS, SLOTS
from app.domain.rows.desk import Draft
from app.errors import NotAllowed
from app.services.case.open_case import open_case
from app.services.lists.keep_list import keep_list
from tests.ui.house import add_visit, settle, workplace_of
from ui import routes
from ui.acts.keep import Keep
from ui.acts.page import ActPage, act_of


@pytest.fixture
def page(qtbot, look, tasks, bridge, desk):
    made = ActPage(workplace_of(desk, tasks, bridge))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 820)
    made.view.show()
    yield made
    made.go_behind()
    settle(qtbot, tasks, 50)


def begin(qtbot, page, name: str, number: str) -> None:
    page.come(routes.Act(name, number))
    settle(qtbot, page._tasks)


def fill(qtbot, page, **values: str) -> None:
    """Keys are written with __ for a dot."""
    for key, text in values.items():
        made = page.view.fields.inputs[key.replace("__", ".")]
        made.set_value(text)
        made.edited.emit()
        settle(qtbot, page._tasks)
    qtbot.waitUntil(lambda: not page._rest.isActive())
    settle(qtbot, page._tasks)


def entries(desk, number: str):
    return open_case(desk, number).case.entries


def plan(desk, number: str, **more: Any) -> None:
    data = {"reason": "示例", "leader": "陈立（示例）", "plan": {DAILY: "每日 17:00"}, "until": "2026-12-31"}
    keep_list(desk, "包案", "add", number, data | more)


def test_its_name_says_kind_act_and_item():
    assert act_of("list.note.包案.日调度") == Keep("note", "包案", "日调度")
    assert Keep("note", "包案", "日调度").name == "list.note.包案.日调度"
    assert act_of("list.add") == Keep("add")
    for wrong in ("list.burn.包案", "list.add.上册"):
        with pytest.raises(KeyError):
            act_of(wrong)


def test_a_case_goes_on_the_list_that_is_chosen(qtbot, page, desk):
    number = add_visit(desk).matter
    begin(qtbot, page, "list.add", number)
    assert list(page.view.fields.inputs) == ["kind"]
    fill(qtbot, page, kind="积案")
    assert list(page.view.fields.inputs)[:4] == ["kind", "reason", "source", "leader"]
    fill(qtbot, page, reason="多年未解决", source="国家局交办", due="2026-12-20")
    told = page.view.effect.panel.accessibleDescription()
    assert "积案化解：化解中" in told
    assert "积案化解 12-20" in told
    with qtbot.waitSignal(page.leave_me):
        page.save()
        settle(qtbot, page._tasks)
    (entry,) = entries(desk, number)
    assert (entry.kind, entry.values["source"], entry.values["due"]) == ("积案", "国家局交办", "2026-12-20")


def test_what_is_wrong_stands_at_its_field_and_nothing_is_stored(qtbot, page, desk):
    number = add_visit(desk).matter
    begin(qtbot, page, "list.add.包案", number)
    fill(qtbot, page, reason="示例", plan__周会诊="礼拜八")
    page.save()
    settle(qtbot, page._tasks)
    wrong = {error.field for error in page.effect.errors}
    assert wrong == {"leader", "plan.周会诊"}
    assert not entries(desk, number)


def test_a_plan_is_told_before_it_is_kept(qtbot, page, desk):
    number = add_visit(desk).matter
    begin(qtbot, page, "list.add.包案", number)
    fill(qtbot, page, reason="示例", leader="陈立（示例）", plan__日调度="每日 17:00", until="2026-12-31")
    told = page.view.effect.panel.accessibleDescription()
    assert "日调度 11-24，共 28 次，到 12-31" in told


def test_todays_meeting_needs_one_line(qtbot, page, desk):
    number = add_visit(desk).matter
    plan(desk, number, **{"from": "2026-11-23"})
    begin(qtbot, page, f"list.note.包案.{DAILY}", number)
    assert list(page.view.fields.inputs) == ["item", "text", "day"]
    page.save()
    settle(qtbot, page._tasks)
    assert not entries(desk, number)[0].notes
    fill(qtbot, page, text="已联系 7 户")
    assert "日调度 11-23" in page.view.effect.panel.accessibleDescription()
    page.save()
    settle(qtbot, page._tasks)
    (note,) = entries(desk, number)[0].notes
    assert note.data == {"item": DAILY, "text": "已联系 7 户"}


@pytest.mark.parametrize(
    ("item", "keys"),
    [
        (PROGRESS, ["item", "text", "measure", "count", "of"]),
        (
            NEW_PLAN,
            ["item", "text", *(f"plan.{one}" for one in ("日调度", "周会诊", "月督查", "回访")), "until"],
        ),
    ],
)
def test_each_item_asks_for_its_own(qtbot, page, desk, item, keys):
    number = add_visit(desk).matter
    plan(desk, number)
    begin(qtbot, page, f"list.note.包案.{item}", number)
    assert list(page.view.fields.inputs) == keys


def test_a_new_plan_begins_from_the_one_that_stands(qtbot, page, desk):
    number = add_visit(desk).matter
    plan(desk, number)
    begin(qtbot, page, f"list.note.包案.{NEW_PLAN}", number)
    assert page.view.fields.values()["plan.日调度"] == "每日 17:00"
    fill(qtbot, page, plan__周会诊="周三")
    page.save()
    settle(qtbot, page._tasks)
    (entry,) = entries(desk, number)
    assert entry.values["plan"] == {DAILY: "每日 17:00", "周会诊": "周三"}


def test_slots_that_stand_are_not_written_again(qtbot, page, desk):
    number = add_visit(desk).matter
    keep_list(desk, "首办", "add", number, {"reason": "示例", "slots": {SLOTS[0]: "陈立（示例）"}})
    begin(qtbot, page, "list.note.首办", number)
    assert page.view.fields.values()[f"slots.{SLOTS[0]}"] == "陈立（示例）"
    fill(qtbot, page, **{f"slots__{SLOTS[1]}": "吴敏（示例）"})
    page.save()
    settle(qtbot, page._tasks)
    (entry,) = entries(desk, number)
    assert entry.notes[0].data == {"slots": {SLOTS[1]: "吴敏（示例）"}}
    assert entry.filled_slots == SLOTS[:2]


def test_a_receipt_is_noted(qtbot, page, desk):
    number = add_visit(desk).matter
    keep_list(desk, "预警", "add", number, {"reason": "示例", "text": "示例"})
    begin(qtbot, page, "list.note.预警", number)
    fill(qtbot, page, item="签收")
    fill(qtbot, page, addressee=RECEIVERS[2], person="钱某（示例）")
    page.save()
    settle(qtbot, page._tasks)
    assert list(entries(desk, number)[0].receipts) == [RECEIVERS[2]]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("纪委", "建议")])
def test_each_kind_is_taken_off_with_its_result(qtbot, page, desk, kind):
    number = add_visit(desk).matter
    needed = {
        "积案": {"source": "示例"}, "包案": {"leader": "示例"}, "专项": {"topic": "示例"},
        "预警": {"text": "示例"}, "六调": {"way": "诉调"}, "代理": {"agent": "示例"},
        "首办": {"slots": dict.fromkeys(SLOTS, "示例")},
    }  # fmt: skip
    keep_list(desk, kind, "add", number, {"reason": "示例"} | needed[kind])
    begin(qtbot, page, f"list.end.{kind}", number)
    fill(qtbot, page, result=KINDS[kind].results[0])
    page.save()
    settle(qtbot, page._tasks)
    (entry,) = entries(desk, number)
    assert (entry.is_open, entry.state) == (False, KINDS[kind].results[0])


def test_what_was_typed_is_a_draft_that_goes_with_the_fact(qtbot, page, desk):
    number = add_visit(desk).matter
    begin(qtbot, page, "list.add.积案", number)
    fill(qtbot, page, reason="多年未解决")
    page.leave()
    settle(qtbot, page._tasks, 400)
    with desk.records.reading() as reads:
        (draft,) = reads.find(Draft)
    assert draft.form["values"]["reason"] == "多年未解决"
    fill(qtbot, page, source="国家局交办")
    page.save()
    settle(qtbot, page._tasks, 400)
    with desk.records.reading() as reads:
        assert not reads.find(Draft)
    assert entries(desk, number)


def test_a_clerk_of_the_window_keeps_no_list(desk):
    from dataclasses import replace

    number = add_visit(desk).matter
    clerk = replace(desk, staff=replace(desk.staff, id="x", login="neu", roles=("登记员",)))
    with pytest.raises(NotAllowed):
        Keep("add").read(clerk, number)


def test_a_field_that_must_be_written_does_not_say_that_it_may_be_left(qtbot, page, desk):
    number = add_visit(desk).matter
    plan(desk, number)
    begin(qtbot, page, "list.note.包案", number)
    text = next(field for field in page.fields if field.key == "text")
    assert text.hint != "可以不写"
    assert "记事" in page.view.effect.panel.accessibleDescription()
