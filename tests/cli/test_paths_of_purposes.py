"""Each purpose from registration to its end: what is owed, by whom, until when (条例第29至31条)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Ended
from tests.cli.within import Within, founded

BUREAU, UNIT = "市信访局", "市住建局"
ARRIVED = "2026-11-23T09:31:00+08:00"
"""A Monday."""


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("paths"))


class Matter:
    """A registered matter as the tests speak of it; the leader, who may read every case, does the work."""

    def __init__(self, within: Within, visit: dict[str, Any], **over: Any) -> None:
        self.within = within
        self.registered = within("register", "--json", "-", login="clerk", json_in=visit | over)
        assert self.registered.code == 0, self.registered
        self.number = self.registered.answer["matter"]

    def step(self, mode: str, on: str, **keys: Any) -> Ended:
        entry = {"matter": self.number, "mode": mode, "at": f"{on}T10:00:00+08:00", **keys}
        return self.within("step", "--json", "-", login="leader", json_in=entry)

    def show(self) -> dict[str, Any]:
        return self.within("show", self.number, login="leader").answer

    def owed(self, *, running: bool = True) -> dict[str, tuple[str, str, str]]:
        """What to who owes it, its kind and its day."""
        return {
            one["what"]: (one["who"], one["kind"], one["due"])
            for one in self.show()["obligations"]
            if not running or (one["met_at"] is None and one["ended_by"] is None)
        }

    def may(self) -> set[str]:
        answer = self.within("step", "--modes", self.number, login="leader").answer
        return {one["mode"] for one in answer["may"]}


FORWARD = (BUREAU, "法定", "2026-12-08")


def test_advice_ends_with_an_answer_and_never_has_60_days(within, visit):
    matter = Matter(within, visit, purpose="意见建议")
    assert matter.owed() == {"转送": FORWARD, "承诺回复": (BUREAU, "承诺", "2026-11-23")}
    assert {"采纳", "不采纳", "回复"} <= matter.may()
    assert not {"办结", "延期", "复查", "听证", "调解", "不再受理"} & matter.may()
    assert matter.step("转送", "2026-11-24", unit=UNIT).code == 0
    notice = {"书面告知": (UNIT, "法定", "2026-12-09")}
    assert matter.owed() == notice | {"承诺回复": (BUREAU, "承诺", "2026-11-23")}
    assert matter.step("受理告知", "2026-11-25", unit=UNIT).code == 0
    assert "办结" not in matter.owed(running=False)
    assert matter.step("办结", "2026-11-26", found="示例").code == 2
    done = matter.step("采纳", "2026-11-26", answer="采纳，列入明年计划（示例）")
    assert (done.code, matter.owed(), matter.show()["matter"]["status"]) == (0, {}, "已办结")
    assert not [right for right in matter.show()["rights"] if right["what"].startswith("申请")]


@pytest.mark.parametrize("mode", ["采纳", "不采纳", "回复", "直接回复"])
def test_advice_answered_at_once_meets_what_is_owed(within, visit, mode):
    matter = Matter(within, visit, purpose="意见建议")
    assert matter.step(mode, "2026-11-23", answer="已研究（示例）").code == 0
    shown = matter.show()
    assert (matter.owed(), shown["matter"]["due"], shown["matter"]["status"]) == ({}, None, "已办结")
    met = {one["what"]: one["met_at"] is not None for one in shown["obligations"]}
    assert met == {"转送": True, "承诺回复": True}


def test_an_accusation_is_passed_on_and_owes_no_60_days(within, visit):
    matter = Matter(within, visit, purpose="揭发控告", units=[], accused=["市教育局"])
    assert matter.owed() == {"转送": FORWARD}
    assert not {"办结", "延期", "复查", "听证", "调解", "采纳", "不再受理"} & matter.may()
    refused = matter.step("转送", "2026-11-24", unit="教育局")
    assert [(one["field"], one["code"]) for one in refused.answer["errors"]] == [("unit", "route_to_accused")]
    assert matter.step("转送", "2026-11-24", unit="市公安局").code == 0
    assert matter.owed() == {"书面告知": ("市公安局", "法定", "2026-12-09")}
    assert matter.step("受理告知", "2026-11-25", unit="市公安局").code == 0
    assert matter.owed() == {}
    assert matter.step("回复", "2026-12-20", answer="已依规依纪依法处理（示例）").code == 0
    assert matter.show()["matter"]["status"] == "已办结"


def test_what_is_called_other_goes_as_a_claim(within, visit):
    matter = Matter(within, visit, purpose="其他")
    promises = {one["what"] for one in matter.registered.answer["dates"] if one["kind"] == "承诺"}
    assert promises == {"承诺受理"}, "承诺办理 begins with the acceptance"
    assert set(matter.owed()) <= {"转送", *promises}
    assert matter.step("受理告知", "2026-11-24").code == 0
    assert matter.owed()["办结"] == (BUREAU, "法定", "2027-01-23")


def test_a_way_before_the_sixth_starts_no_60_days(within, visit):
    matter = Matter(within, visit)
    assert matter.step("受理告知", "2026-11-24", unit=UNIT, way=4).code == 0
    assert "办结" not in matter.owed(running=False)


def test_simple_procedure_sets_its_own_days_beside_the_statutory_ones(within, visit):
    matter = Matter(within, visit, procedure="简易")
    dates = {one["what"]: (one["kind"], one["due"]) for one in matter.registered.answer["dates"]}
    assert (dates["转送"], dates["简易转送"]) == (("法定", "2026-12-08"), ("限期", "2026-11-26"))
    owed = matter.owed()
    assert (owed["转送"], owed["简易转送"]) == (FORWARD, (BUREAU, "限期", "2026-11-26"))
    assert matter.show()["matter"]["due"] == "2026-11-26"
    assert matter.step("转送", "2026-11-24", unit=UNIT, received_at="2026-11-24T10:00:00+08:00").code == 0
    owed = matter.owed()
    assert (owed["书面告知"], owed["简易受理"]) == (
        (UNIT, "法定", "2026-12-09"),
        (UNIT, "限期", "2026-11-27"),
    )
    assert matter.step("受理告知", "2026-11-25", unit=UNIT).code == 0
    owed = matter.owed()
    assert (owed["办结"], owed["简易答复"]) == ((UNIT, "法定", "2027-01-24"), (UNIT, "限期", "2026-12-09"))


def test_not_settled_simply_it_is_ordinary_from_the_simple_acceptance(within, visit):
    matter = Matter(within, visit, procedure="简易")
    assert matter.step("受理告知", "2026-11-25").code == 0
    entry = {"procedure": "普通"}
    assert within("amend", matter.number, "--json", "-", login="leader", json_in=entry).code == 0
    owed = matter.owed()
    assert owed["办结"] == (BUREAU, "法定", "2027-01-24"), "60 days from the simple acceptance"
    assert not [what for what in matter.owed(running=False) if what.startswith("简易")]


@pytest.mark.parametrize("purpose", ["意见建议", "揭发控告"])
def test_the_simple_days_are_of_claims_alone(within, visit, purpose):
    matter = Matter(within, visit, procedure="简易", purpose=purpose)
    assert not [what for what in matter.owed() if what.startswith("简易")]


LEDGER = (
    "来访日期,姓名,住址,诉求,信访目的,办理状态\n"
    "2025-11-20,赵示例,示例路1号,问医保怎么报（示例）,咨询,已办结\n"
    "2025-11-21,钱示例,示例路2号,其他事（示例）,其他,已办结\n"
)


@pytest.mark.parametrize(("name", "promises"), [("赵示例", {"承诺回复"}), ("钱示例", {"承诺受理"})])
def test_an_inquiry_of_an_old_ledger_comes_again_by_the_100_rule(within, visit, tmp_path, name, promises):
    file = tmp_path / "old.csv"
    file.write_text(LEDGER, encoding="utf-8")
    brought = within("import", str(file), login="host")
    assert brought.code == 0, brought
    [old] = [
        hit["number"]
        for hit in within("search", name, login="leader").answer["hits"]
        if "-T-" in hit["number"]
    ]
    again = Matter(
        within,
        visit,
        matter=old,
        arrived_at=ARRIVED,
        facts="又来问一次（示例）",
        **dict.fromkeys(("purpose", "category", "place", "claim")),
    )
    promised = {one["what"] for one in again.registered.answer["dates"] if one["kind"] == "承诺"}
    assert promised == promises
    owed = {what for what, (_, kind, _) in again.owed().items() if kind == "承诺"}
    assert owed <= promises, json.dumps(again.show()["obligations"], ensure_ascii=False)
    assert again.owed()["转送"] == FORWARD
