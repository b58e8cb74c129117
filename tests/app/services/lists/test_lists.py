"""The lists of CASE.md 6: put on with reason and day, noted, taken off with result; what they make owed."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.case import names
from app.domain.entries.step_entry import parse_step
from app.domain.lists.kinds import DAILY, FIVE_BUNDLES, KINDS, MONTHLY, RECEIVERS, RETURN_VISIT, SLOTS, WEEKLY
from app.domain.rows.audit import AuditEntry
from app.domain.rows.case import ListFact
from app.errors import NotAllowed, Refused
from app.services.case.show_record import show_record
from app.services.figures.report_figures import report_figures
from app.services.figures.rows_behind import figure_rows
from app.services.handling.preview_step import preview_step
from app.services.lists.keep_list import keep_list
from app.services.lists.read_list import kinds_json, list_kinds, read_list
from app.services.papers.issue_paper import issue_paper
from tests.app.services.office import at

ADD = {
    "积案": {"source": "国家局交办"},
    "包案": {"leader": "陈立（示例）"},
    "首办": {"slots": dict.fromkeys(SLOTS, "张三（示例）")},
    "专项": {"topic": "办证难", "households": 218},
    "纪委": {"batch": "第一批"},
    "预警": {"text": "有人约同去省里（示例）", "level": "较大"},
    "六调": {"way": "诉调"},
    "代理": {"agent": "赵十（示例）"},
    "建议": {},
}
NOTE = {
    "包案": {"item": DAILY, "text": "已联系7户"},
    "专项": {"solved": 31},
    "纪委": {"item": "反馈", "text": "已核查"},
    "预警": {"addressee": RECEIVERS[0], "person": "钱某（示例）"},
}
END = {"纪委": {"account": "与移交清单一致"}}
DAY = "2026-11-24 09:00"
MORE = ("count", "list_count_more")


def keep(office, kind, act, number, on=DAY, login="watch", **data):
    if act == "add":
        data = {"reason": "长期未解决"} | data
    return keep_list(office.desk(login, on), kind, act, number, data).as_json()


def refused(office, kind, act, number, on=DAY, **data):
    with pytest.raises(Refused) as caught:
        keep_list(office.desk("watch", on), kind, act, number, data)
    return {(error.field, error.code) for error in caught.value.errors}


def registered(office, kind="积案"):
    return office.register(purpose="意见建议") if kind == "建议" else office.register()


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_goes_on_a_list_and_off_it_with_its_result(office, kind):
    visit, known = registered(office, kind), KINDS[kind]
    added = keep(office, kind, "add", visit.visit_number, **ADD[kind])
    assert (added["number"], added["open"], added["on"]) == (visit.matter, True, at(DAY).isoformat())
    assert added["state"] in known.open_states
    assert added["values"]["reason"] == "长期未解决"
    note = NOTE.get(kind, {"text": "已约谈"})
    noted = keep(office, kind, "note", visit.matter, "2026-11-25 09:00", **note)
    assert [one["by"] for one in noted["notes"]] == ["watch"]
    end = {"result": known.results[0], "text": "办好了"} | END.get(kind, {})
    ended = keep(office, kind, "end", visit.matter, "2026-11-26 09:00", **end)
    assert (ended["open"], ended["state"], ended["ended"]["result"]) == (
        False,
        known.results[0],
        end["result"],
    )
    (item,) = read_list(office.desk("watch", DAY), kind).as_json()["items"]
    assert (item["number"], item["state"], len(item["notes"])) == (visit.matter, known.results[0], 1)
    assert not read_list(office.desk("watch", DAY), kind, only_open=True).rows
    assert [row.act for row in office.all(ListFact)] == ["列入", "记事", "销账"]
    acts = [
        (row.act, row.record, row.purpose) for row in office.all(AuditEntry) if row.act.startswith("台账")
    ]
    assert acts == [(f"台账{act}", visit.matter, kind) for act in ("列入", "记事", "销账")]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_is_said_at_once(office, kind):
    visit, known = registered(office, kind), KINDS[kind]
    required = {(column.key, "required") for column in known.put_on if column.required}
    wrong = refused(office, kind, "add", visit.matter, foo=1, at="2026-11-20T09:00:00+08:00")
    assert required | {("reason", "required"), ("foo", "unknown_key"), ("at", "list_before")} == wrong
    assert refused(office, kind, "note", visit.matter, text="示例") >= {("number", "list_not_on")}
    assert refused(office, kind, "end", visit.matter) >= {("number", "list_not_on"), ("result", "required")}
    keep(office, kind, "add", visit.matter, **ADD[kind])
    again = refused(office, kind, "add", visit.matter, reason="再", **ADD[kind])
    assert again == {("number", "list_already")}
    assert refused(office, kind, "note", visit.matter) == {("text", "required")}
    early = refused(office, kind, "note", visit.matter, text="早", at="2026-11-23T23:00:00+08:00")
    assert early == {("at", "list_before")}
    assert ("result", "not_a_choice") in refused(office, kind, "end", visit.matter, result="算了")
    assert len(office.all(ListFact)) == 1


@pytest.mark.parametrize(
    ("kind", "act", "data", "wrong"),
    [
        ("包案", "add", {"plan": {WEEKLY: "礼拜八"}}, {("plan.周会诊", "plan_unreadable")}),
        ("包案", "add", {"plan": {DAILY: "每日 25:00"}}, {("plan.日调度", "plan_unreadable")}),
        ("包案", "add", {"plan": {"年度会": "1日"}}, {("plan.年度会", "unknown_key")}),
        ("包案", "add", {"until": "2026-11-01"}, {("until", "plan_until")}),
        ("包案", "add", {"five": {"包一切": "谁"}}, {("five.包一切", "unknown_key")}),
        ("包案", "note", {"item": DAILY}, {("text", "required")}),
        ("包案", "note", {"item": "进展", "count": 3, "of": 2}, {("measure", "required"), MORE}),
        ("包案", "note", {"item": "换人"}, {("five", "list_no_people")}),
        ("包案", "note", {"item": "改安排"}, {("plan", "required")}),
        ("积案", "add", {"due": "2026-11-01"}, {("due", "list_due_before")}),
        ("积案", "add", {"unit": "火星局"}, {("unit", "unit_unknown")}),
        ("专项", "note", {"solved": 500}, {("solved", "list_count_more")}),
        ("专项", "note", {"solved": -1}, {("solved", "list_count_range")}),
        ("预警", "note", {"addressee": RECEIVERS[1]}, {("person", "required")}),
        ("预警", "note", {"addressee": "谁"}, {("addressee", "not_a_choice"), ("text", "required")}),
        ("纪委", "end", {"result": "对账销号", "account": "一致"}, {("result", "list_no_feedback")}),
        ("纪委", "end", {"result": "对账销号"}, {("result", "list_no_feedback"), ("account", "required")}),
    ],
)  # fmt: skip
def test_each_list_keeps_its_own_rules(office, kind, act, data, wrong):
    visit = office.register()
    if act != "add":
        keep(office, kind, "add", visit.matter, **ADD[kind])
        assert refused(office, kind, act, visit.matter, **data) == wrong
    else:
        assert refused(office, kind, act, visit.matter, **{"reason": "示例"} | ADD[kind] | data) == wrong


def test_only_advice_goes_on_the_list_of_advice(office):
    visit = office.register()
    assert refused(office, "建议", "add", visit.matter, reason="示例") == {("number", "list_advice_only")}


def test_an_unknown_list_is_named(office):
    with pytest.raises(Refused) as caught:
        keep_list(office.desk("watch", DAY), "上册", "add", "x", {})
    (error,) = caught.value.errors
    assert (error.field, error.code) == ("KIND", "list_kind_unknown")


def test_the_table_says_what_each_kind_asks(office):
    table = kinds_json(list_kinds(office.desk("watch", DAY)))["kinds"]
    assert [kind["kind"] for kind in table] == [
        "积案",
        "包案",
        "首办",
        "专项",
        "纪委",
        "预警",
        "六调",
        "代理",
        "建议",
    ]
    for kind in table:
        assert {"title", "columns", "states", "addressees", "terms", "open"} <= set(kind)
        assert [kind["columns"][act][0]["key"] for act in ("add",)] == ["reason"]
        assert kind["columns"]["end"][0] == {
            "key": "result",
            "title": "结果",
            "type": "选一",
            "required": True,
            "choices": list(KINDS[kind["kind"]].results),
        }


def test_a_clerk_keeps_no_list(office):
    visit = office.register()
    for login in ("clerk", "admin"):
        with pytest.raises(NotAllowed):
            keep(office, "积案", "add", visit.matter, login=login, source="示例")
        with pytest.raises(NotAllowed):
            read_list(office.desk(login, DAY), "积案")


def test_another_leader_is_named_by_a_leader(office):
    visit = office.register()
    keep(office, "包案", "add", visit.matter, leader="陈立（示例）", five={FIVE_BUNDLES[0]: "赵十（示例）"})
    with pytest.raises(NotAllowed, match="leader_signs"):
        keep(office, "包案", "note", visit.matter, item="换人", leader="李大为（示例）")
    kept = keep(office, "包案", "note", visit.matter, login="leader", item="换人", leader="李大为（示例）")
    assert kept["values"]["leader"] == "李大为（示例）"
    people = keep(office, "包案", "note", visit.matter, item="换人", five={FIVE_BUNDLES[1]: "吴敏（示例）"})
    assert people["values"]["five"] == {FIVE_BUNDLES[0]: "赵十（示例）", FIVE_BUNDLES[1]: "吴敏（示例）"}


def test_slots_are_filled_one_by_one(office):
    visit = office.register()
    added = keep(office, "首办", "add", visit.matter, slots={SLOTS[0]: "陈立（示例）"})
    assert added["state"] == "缺人"
    assert refused(office, "首办", "end", visit.matter, result="已化解") == {("result", "list_slots_empty")}
    noted = keep(office, "首办", "note", visit.matter, slots=dict.fromkeys(SLOTS[1:], "吴敏（示例）"))
    assert (noted["state"], noted["values"]["slots"][SLOTS[0]]) == ("到位", "陈立（示例）")
    assert keep(office, "首办", "end", visit.matter, result="已化解")["state"] == "已化解"


def test_an_alert_waits_for_three_receipts(office):
    visit = office.register()
    keep(office, "预警", "add", visit.matter, text="示例")
    states = [
        keep(office, "预警", "note", visit.matter, addressee=one, person="钱某（示例）")["state"]
        for one in RECEIVERS
    ]
    assert states == ["待签收", "待签收", "已签收"]


def test_it_can_come_on_the_list_again(office):
    visit = office.register()
    keep(office, "积案", "add", visit.matter, source="国家局交办")
    keep(office, "积案", "end", visit.matter, result="未化解")
    again = keep(office, "积案", "add", visit.matter, source="再次督办")
    assert (again["open"], again["values"]["source"], again["notes"]) == (True, "再次督办", [])
    assert len(read_list(office.desk("watch", DAY), "积案").rows) == 2


# What a list makes somebody owe


def planned(office, number, item):
    return [
        one for one in office.case(number).obligations if one.kind == names.PLANNED and one.what == item
    ]  # fmt: skip


def charge(office, **more):
    visit = office.register()
    plan = {DAILY: "每日 17:00", WEEKLY: "周三 09:00", MONTHLY: "30日"}
    data = {"leader": "陈立（示例）", "plan": plan, "until": "2026-12-31"} | more
    keep(office, "包案", "add", visit.matter, **data)
    return visit.matter


def test_a_plan_is_owed_day_by_day_by_who_is_named(office):
    matter = charge(office)
    daily = planned(office, matter, DAILY)
    assert [one.due for one in daily[:4]] == [date(2026, 11, day) for day in (25, 26, 27, 30)]
    assert daily[-1].due == date(2026, 12, 31)
    assert {(one.who, one.text) for one in daily} == {("陈立（示例）", "包案日调度 17:00")}
    assert [one.due for one in planned(office, matter, WEEKLY)[:2]] == [date(2026, 11, 25), date(2026, 12, 2)]
    assert [one.due for one in planned(office, matter, MONTHLY)] == [date(2026, 11, 30), date(2026, 12, 30)]
    case = office.case(matter)
    assert case.due == date(2026, 12, 8)
    assert not [one for one in case.binding if one.kind == names.PLANNED]
    assert len([one for one in case.in_sight if one.kind == names.PLANNED]) == 3


def test_a_note_meets_its_day_and_a_later_one_ends_the_missed(office):
    matter = charge(office)
    keep(office, "包案", "note", matter, "2026-11-25 17:10", item=DAILY, text="已联系7户")
    keep(office, "包案", "note", matter, "2026-11-27 17:10", item=DAILY, text="已联系9户")
    keep(office, "包案", "note", matter, "2026-11-26 10:00", item=WEEKLY, text="分批办证")
    state = {one.due.day: (one.met_at is not None, one.running) for one in planned(office, matter, DAILY)[:4]}
    assert state == {25: (True, False), 26: (False, False), 27: (True, False), 30: (False, True)}
    assert [one.met_at is not None for one in planned(office, matter, WEEKLY)[:2]] == [True, False]
    keep(office, "包案", "note", matter, "2026-11-27 18:00", item=DAILY, day="2026-11-26", text="补记")
    assert planned(office, matter, DAILY)[1].met_at is not None


def test_return_visits_are_owed_to_who_knows_the_family(office):
    five = {FIVE_BUNDLES[0]: "赵十（示例）"}
    matter = charge(office, plan={RETURN_VISIT: "每7日"}, five=five, until="2026-12-16")
    visits = planned(office, matter, RETURN_VISIT)
    assert [one.due for one in visits] == [date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)]
    assert {one.who for one in visits} == {"赵十（示例）"}


def test_a_new_plan_rules_from_the_day_after_it(office):
    matter = charge(office)
    keep(
        office,
        "包案",
        "note",
        matter,
        "2026-11-26 10:00",
        item="改安排",
        plan={WEEKLY: "周五"},
        until="2026-12-11",
    )
    assert [one.due.day for one in planned(office, matter, DAILY)] == [25, 26]
    assert [one.due for one in planned(office, matter, WEEKLY)] == [
        date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11)
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["taken off", "closed"])
def test_a_plan_ends_with_its_entry_and_with_the_case(office, end):
    matter = charge(office)
    if end == "closed":
        office.step(matter, "直接回复", "2026-11-26 10:00", answer="已办证")
    else:
        keep(office, "包案", "end", matter, "2026-11-26 10:00", result="已化解")
    assert not [one for one in office.case(matter).running if one.kind == names.PLANNED]


def test_the_term_of_an_entry_is_owed_until_it_is_taken_off(office):
    visit = office.register()
    keep(office, "积案", "add", visit.matter, source="示例", due="2026-12-20", unit="市住建局")
    (owed,) = [one for one in office.case(visit.matter).running if one.kind == names.PLANNED]
    assert (owed.what, owed.who, owed.due) == ("积案化解", "市住建局", date(2026, 12, 20))
    keep(office, "积案", "end", visit.matter, "2026-12-01 10:00", result="已化解")
    assert not [one for one in office.case(visit.matter).running if one.kind == names.PLANNED]


def test_show_names_the_lists_a_case_is_on(office):
    visit = office.register()
    keep(office, "积案", "add", visit.matter, source="国家局交办")
    (shown,) = show_record(office.desk("watch", DAY), visit.matter).lists
    assert (shown.kind, shown.state, shown.values["source"]) == ("积案", "化解中", "国家局交办")


# Figures


def test_a_lists_rate_has_its_rows(office):
    first, second, third = (office.register(f"2026-11-23 1{hour}:00") for hour in range(3))
    for visit in (first, second, third):
        keep(office, "积案", "add", visit.matter, source="国家局交办")
    keep(office, "积案", "end", first.matter, "2026-11-25 09:00", result="已化解")
    keep(office, "积案", "end", second.matter, "2026-11-26 09:00", result="未化解")
    desk = office.desk("watch", "2026-12-01 09:00")
    report = report_figures(desk, date(2026, 11, 1), date(2026, 11, 30)).as_json()
    found = report["lists"]["积案"]
    assert (found["列入"], found["在账"], found["销账"]) == (3, 1, 2)
    assert (found["化解率"]["numerator"], found["化解率"]["denominator"]) == (1, 3)
    assert report["further"]["化解率"] == found["化解率"]
    for path in ("台账.积案", "化解率"):
        rows = figure_rows(desk, path, date(2026, 11, 1), date(2026, 11, 30)).as_json()
        assert rows["agrees"]
        assert [(row["number"], row["counted"]) for row in rows["rows"]] == [
            (first.matter, 1),
            (second.matter, 0),
            (third.matter, 0),
        ]
    assert report_figures(desk, date(2026, 10, 1), date(2026, 10, 31)).as_json()["lists"]["积案"]["在账"] == 0


def test_a_guarded_case_counts_and_shows_its_number_alone(office):
    visit = office.register(purpose="揭发控告", claim="密告示例")
    keep(office, "积案", "add", visit.matter, login="leader", source="国家局交办")
    told = figure_rows(
        office.desk("watch", DAY), "台账.积案", date(2026, 11, 1), date(2026, 11, 30)
    ).as_json()
    (row,) = told["rows"]
    assert row == {"number": visit.matter, "name": "保密事项", "withheld": True, "counted": 0, "of": 1}


def test_a_plan_stands_on_no_paper_and_in_no_answer_to_the_visitor(office):
    matter = charge(office)
    again = office.register("2026-11-25 10:00", matter=matter, units=[])
    assert not {one.what for one in again.dates} & {DAILY, WEEKLY, MONTHLY}
    assert {one.kind for one in office.case(matter).running_outward} == {"法定", "承诺"}
    form = issue_paper(office.desk("watch", "2026-11-25 10:30"), matter, "来访登记表", "a4")
    assert "日调度" not in str(form.document.content)


def test_a_step_previews_each_item_of_a_plan_once(office):
    matter = charge(office)
    entry = parse_step({"matter": matter, "mode": "直接回复", "answer": "已办证"})
    preview = preview_step(office.desk("watch", "2026-11-26 10:00"), entry, picture=False)
    gone = [pair.before.what for pair in preview.moved if pair.before and pair.before.kind == names.PLANNED]
    assert sorted(gone) == sorted([DAILY, WEEKLY, MONTHLY])
