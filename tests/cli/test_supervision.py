"""CASE.md 7 by calls from outside: when a tier is born, to whom it goes, what is asked, what it comes to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.within import STAFF, Within, found_wrong, founded

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("supervision"), STAFF)


def given(within: Within, visit: dict[str, Any], *terms: tuple[str, str]) -> str:
    """A matter that units were given, each with its term; by itself the centre owes nothing more."""
    done = within("register", "--json", "-", login="clerk", json_in=visit)
    matter = str(done.answer["matter"])
    for unit, term in terms:
        step = {
            "matter": matter,
            "mode": "交办",
            "unit": unit,
            "term": term,
            "remark": "核查",
            "role": "主办" if unit == terms[0][0] else "协办",
            "at": f"{DAY}T10:00:00+08:00",
        }
        assert within("step", "--json", "-", login="host", json_in=step).code == 0
    return matter


def items(within: Within, matter: str, on: str, what: str = "交办") -> dict[str, dict[str, Any]]:
    found = within("due", "--on", on, login="watch").answer["items"]
    return {one["unit"]: one for one in found if one["matter"] == matter and one["what"] == what}


def remind(within: Within, matter: str, tier: int, on: str, *more: str) -> Any:
    return within("remind", matter, "--tier", str(tier), "--on", on, *more, login="watch")


def test_a_short_duty_is_not_born_with_a_letter(within, visit):
    matter = given(within, visit, ("市住建局", "3日"), ("市公安局", "5工作日"))
    tiers = {
        on: {unit: one["tier"] for unit, one in items(within, matter, on).items()}
        for on in (DAY, "2026-11-24", "2026-11-25", "2026-11-27", "2026-11-30")
    }
    assert tiers[DAY] == {"市住建局": None, "市公安局": None}
    assert tiers["2026-11-24"] == {"市住建局": None, "市公安局": None}
    assert tiers["2026-11-25"] == {"市住建局": None, "市公安局": 5}
    assert tiers["2026-11-27"] == {"市住建局": 5, "市公安局": 5}  # the three days are over
    obligation = items(within, matter, "2026-11-25")["市住建局"]["obligation"]
    refused = remind(within, matter, 5, "2026-11-25", "--obligation", obligation)
    assert found_wrong(refused) == {("--tier", "tier_not_of_date")}


def test_a_day_of_rest_gives_way_to_the_last_working_day_before(within, visit):
    matter = given(within, visit, ("市住建局", "2026-12-21"))
    assert items(within, matter, "2026-12-03")["市住建局"]["tier"] is None
    assert items(within, matter, "2026-12-04")["市住建局"]["tier"] == 15  # D-15 is Sunday 6 December
    assert items(within, matter, "2026-12-10")["市住建局"]["tier"] == 15
    assert items(within, matter, "2026-12-11")["市住建局"]["tier"] == 10
    assert items(within, matter, "2026-12-16")["市住建局"]["tier"] == 5


def test_never_to_the_centre_itself(within, visit):
    done = within("register", "--json", "-", login="clerk", json_in=visit)
    matter = str(done.answer["matter"])
    for on in ("2026-11-28", "2026-12-08", "2026-12-20"):
        item = items(within, matter, on, "转送")["市信访局"]
        assert (item["tier"], item["from_rank"], item["to_rank"], item["escalation"]) == (None,) * 4
        assert found_wrong(remind(within, matter, 5, on)) == {("number", "owed_by_centre")}


def test_never_to_who_has_answered(within, visit):
    matter = given(within, visit, ("市住建局", "10日"), ("市公安局", "10日"))
    before = items(within, matter, "2026-11-28")
    reply = {"matter": matter, "unit": "市住建局", "text": "已办", "at": "2026-11-27T09:00:00+08:00"}
    duty = before["市住建局"]["obligation"]
    assert within("reply", "--json", "-", login="host", json_in=reply | {"duty": duty}).code == 0
    assert set(items(within, matter, "2026-11-28")) == {"市公安局"}
    told = remind(within, matter, 5, "2026-11-28", "--obligation", before["市公安局"]["obligation"])
    assert [one["unit"] for one in told.answer["reminders"]] == ["市公安局"]
    refused = remind(within, matter, 5, "2026-11-28", "--obligation", duty)
    assert found_wrong(refused) == {("--obligation", "obligation_over")}


def test_a_second_one_of_the_tier_asks_first_and_a_later_day_tier_does_not(within, visit):
    matter = given(within, visit, ("市住建局", "2026-12-21"))
    duty = items(within, matter, "2026-12-11")["市住建局"]["obligation"]
    only = ("--obligation", duty)
    assert remind(within, matter, 10, "2026-12-11", *only).code == 0
    assert found_wrong(remind(within, matter, 10, "2026-12-14", *only)) == {
        ("--tier", "confirm_reminded_again")
    }
    again = ("--confirm", "confirm_reminded_again", "--reason", "没有回音")
    assert remind(within, matter, 10, "2026-12-14", *only, *again).code == 0
    assert remind(within, matter, 5, "2026-12-16", *only).code == 0
    sent = items(within, matter, "2026-12-16")["市住建局"]["reminders"]
    assert [one["tier"] for one in sent] == [10, 10, 5]


def test_not_sending_asks_why(within, visit):
    matter = given(within, visit, ("市住建局", "2026-12-21"))
    only = ("--obligation", items(within, matter, "2026-12-11")["市住建局"]["obligation"], "--skip")
    assert found_wrong(remind(within, matter, 10, "2026-12-11", *only)) == {("--skip", "confirm_not_sending")}
    sure = ("--confirm", "confirm_not_sending")
    assert found_wrong(remind(within, matter, 10, "2026-12-11", *only, *sure)) == {
        ("--reason", "reason_required")
    }
    done = remind(within, matter, 10, "2026-12-11", *only, *sure, "--reason", "已电话报送")
    assert (done.answer["documents"], done.answer["reminders"][0]["not_sent"]) == ([], "已电话报送")
    item = items(within, matter, "2026-12-11")["市住建局"]
    assert (item["sent"], item["not_sent"]) == (None, "已电话报送")


def test_after_the_day_letter_then_the_leaders_list_then_the_circular(within, visit):
    matter = given(within, visit, ("市住建局", "10日"))
    duty = items(within, matter, "2026-12-04")["市住建局"]
    assert (duty["tier"], duty["escalation"]) == (5, "督办函")
    told = remind(within, matter, 5, "2026-12-04", "--obligation", duty["obligation"])
    assert [one["kind"] for one in told.answer["documents"]] == ["督办函"]
    assert items(within, matter, "2026-12-05")["市住建局"]["escalation"] == "领导清单"
    assert items(within, matter, "2026-12-18")["市住建局"]["escalation"] == "通报"


def test_the_table_of_units_names_who_is_reminded(within, visit):
    table = within.folder / "units.csv"
    table.write_text(
        "name,short,kind,division,经办,分管,主要负责人\n"
        "市住建局,住建,部门,340700,吴敏（示例）,钱远（示例）,孙立（示例）\n",
        encoding="utf-8",
    )
    assert within("units", "import", str(table), login="admin").code == 0
    matter = given(within, visit, ("市住建局", "2026-12-21"), ("市公安局", "2026-12-21"))
    for on, tier, name, rank in (
        ("2026-12-04", 15, "吴敏（示例）", "责任单位工作人员"),
        ("2026-12-11", 10, "钱远（示例）", "单位分管负责人"),
        ("2026-12-16", 5, "孙立（示例）", "单位主要负责人"),
    ):
        found = items(within, matter, on)
        assert (found["市住建局"]["tier"], found["市住建局"]["to_rank"]) == (tier, rank)
        assert found["市住建局"]["to"]["name"] == name
        assert found["市公安局"]["to"] is None
    told = remind(within, matter, 5, "2026-12-16", "--unit", "市住建局")
    number = told.answer["documents"][0]["number"]
    out = within.folder / "letter.pdf"
    shown = within("slip", number, "--kind", "督办函", "--paper", "a4", "--out", str(out), login="watch")
    assert shown.code == 0, shown
