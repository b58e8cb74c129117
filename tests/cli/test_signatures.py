"""Each act with a second signature from asking to its paper, by the command line (CASE.md 3, CLI.md step)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.entries.step_entry import FIVE
from tests.cli.within import STAFF, Within, found_wrong, founded

OPINION = {
    "found": "经查资料齐全（示例）",
    "opinion": "处理意见（示例）",
    "law": "《不动产登记暂行条例》第十六条",
    "outcome": "支持",
}


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("signing"), STAFF | {"chief": "带班领导"})


class Story:
    """A matter and what is asked of a leader about it."""

    def __init__(self, within: Within, visit: dict[str, Any], **over: Any) -> None:
        self.within, self.asker = within, "host"
        made = within("register", "--json", "-", login="clerk", json_in=visit | over)
        assert made.code == 0, made
        self.matter, self.visit = made.answer["matter"], made.answer["visit_number"]

    def call(self, *words: str, login: str = "host", **data: Any) -> dict[str, Any]:
        done = self.within(*words, login=login, json_in=data or None)
        assert done.code == 0, done
        return done.answer

    def step(self, mode: str, at: str, login: str = "host", **more: Any) -> dict[str, Any]:
        return self.call(
            "step",
            "--json",
            "-",
            login=login,
            matter=self.matter,
            mode=mode,
            at=f"2026-11-{at}+08:00",
            **more,
        )

    def tell(self) -> None:
        self.call(
            "notice", "--json", "-", visit=self.visit, opinion="由市住建局核查", contact="李局", told="口头",
            acknowledged={"kind": "签字"},
        )  # fmt: skip

    @property
    def shown(self) -> dict[str, Any]:
        return self.call("show", self.matter, login="leader")

    @property
    def standing(self) -> tuple[Any, ...]:
        """What a request may not change."""
        shown = self.shown
        numbers = [paper["number"] for paper in shown["documents"]]
        withdrawn = [step["withdrawn"] for step in shown["steps"]]
        return shown["matter"]["status"], shown["dates"], numbers, withdrawn, shown["matter"]["confidential"]


def refusal(story: Story) -> dict[str, Any]:
    return story.step("不予受理", "24T09:00:00", story.asker, ground="in_term", body="义安区信访局")


def no_more(story: Story) -> dict[str, Any]:
    review = {"body": "市政府", "number": "复核〔2026〕1号", "date": "2026-10-01"}
    return story.step("不再受理", "24T09:00:00", story.asker, ground="reviewed", review=review)


def not_upheld(story: Story) -> dict[str, Any]:
    story.step("受理告知", "23T10:00:00")
    story.tell()
    checks = dict.fromkeys(FIVE, "见卷（示例）")
    more = OPINION | {"outcome": "不予支持", "checks": checks}
    return story.step("办结", "24T09:00:00", story.asker, **more)


def override(story: Story) -> dict[str, Any]:
    story.step("受理告知", "23T10:00:00")
    more = OPINION | {"checks": {}, "override": {"reason": "来访人已迁出，联系不上"}}
    return story.step("办结", "24T09:00:00", story.asker, **more)


def own_extension(story: Story) -> dict[str, Any]:
    story.step("受理告知", "23T10:00:00", unit="市信访局")
    return story.step("延期", "24T09:00:00", story.asker, days=30, reason="鉴定未完")


def withdrawal(story: Story) -> dict[str, Any]:
    step = story.step("转送", "23T10:00:00", unit="市住建局")
    story.call(
        "slip", step["documents"][0]["number"], "--kind", "转送告知单", "--paper", "a4", "--out", "t.pdf"
    )
    words = ("withdraw", story.matter, "--step", step["step"], "--reason", "单位选错")
    return story.call(*words, "--at", "2026-11-24T09:00:00+08:00", login=story.asker)


def voiding(story: Story) -> dict[str, Any]:
    words = ("void", story.visit, "--reason", "重复登记", "--at", "2026-11-24T09:00:00+08:00")
    return story.call(*words, login=story.asker)


def opening(story: Story) -> dict[str, Any]:
    words = ("amend", story.matter, "--json", "-", "--at", "2026-11-24T09:00:00+08:00")
    return story.call(*words, login="clerk" if story.asker == "host" else story.asker, confidential=False)


Ask = Callable[[Story], dict[str, Any]]
ACTS: dict[str, tuple[Ask, str, str | None]] = {
    "不予受理": (refusal, "不予受理", "不予受理告知书"),
    "不再受理": (no_more, "不再受理", "不再受理告知书"),
    "不予支持": (not_upheld, "已办结", "信访处理意见书"),
    "带缺项办结": (override, "已办结", "信访处理意见书"),
    "本中心延期": (own_extension, "已受理", "延期办理告知书"),
    "撤销": (withdrawal, "已登记", None),
    "作废": (voiding, "已撤回", None),
    "公开": (opening, "已登记", None),
}
"""What is asked: how, the status once it is signed, the paper that comes with it."""


def story_of(within: Within, visit: dict[str, Any], act: str) -> Story:
    return Story(within, visit, **({"confidential": True} if act == "公开" else {}))


@pytest.mark.parametrize("act", ACTS)
def test_nothing_happens_until_another_account_signs(within, visit, act):
    ask, status, paper = ACTS[act]
    story = story_of(within, visit, act)
    asked = ask(story)
    assert set(asked) == {"pending"}
    assert set(asked["pending"]) == {"id", "matter", "mode", "waits_for"}
    assert (asked["pending"]["matter"], asked["pending"]["waits_for"]) == (story.matter, "带班领导")
    id, before = asked["pending"]["id"], story.standing
    assert [row["id"] for row in story.shown["pending"]] == [id]
    listed = story.call("approvals", login="leader")["approvals"]
    assert id in [row["id"] for row in listed]
    assert within("approve", id, login="host").code == 3
    assert story.standing == before
    done = story.call("approve", id, "--at", "2026-11-24T10:00:00+08:00", login="leader")
    shown = story.shown
    assert shown["matter"]["status"] == status
    assert shown["pending"] == []
    assert id not in [row["id"] for row in story.call("approvals", login="leader")["approvals"]]
    if paper is not None:
        assert [one["kind"] for one in done["documents"]] == [paper]
        assert done["documents"][0]["number"] in [one["number"] for one in shown["documents"]]
        assert (done["by"], done["approved_by"], done["at"][:16]) == ("host", "leader", "2026-11-24T10:00")


@pytest.mark.parametrize("act", ACTS)
def test_nobody_signs_what_he_asked_himself(within, visit, act):
    story = story_of(within, visit, act)
    story.asker = "leader"
    id = ACTS[act][0](story)["pending"]["id"]
    own = within("approve", id, login="leader")
    assert (own.code, own.answer["error"]["code"]) == (3, "own_request")
    assert id not in [row["id"] for row in story.call("approvals", login="leader")["approvals"]]
    assert id in [row["id"] for row in story.call("approvals", login="chief")["approvals"]]
    story.call("approve", id, "--at", "2026-11-24T10:00:00+08:00", login="chief")
    assert story.shown["matter"]["status"] == ACTS[act][1]


@pytest.mark.parametrize("act", ACTS)
def test_sent_back_with_a_reason_it_is_over_and_nothing_has_changed(within, visit, act):
    story = story_of(within, visit, act)
    id = ACTS[act][0](story)["pending"]["id"]
    before = story.standing
    empty = within("refuse", id, "--reason", " ", login="leader")
    assert ("reason", "reason_missing") in found_wrong(empty)
    done = story.call("refuse", id, "--reason", "先核实", "--at", "2026-11-24T10:00:00+08:00", login="leader")
    assert (done["approved"], done["reason"]) == (False, "先核实")
    assert story.standing == before
    assert story.shown["pending"] == []
    again = within("approve", id, "--at", "2026-11-24T11:00:00+08:00", login="leader")
    assert ("id", "request_decided") in found_wrong(again)


def test_a_request_sent_to_one_leader_is_signed_by_that_leader(within, visit):
    story = Story(within, visit)
    more = {"ground": "in_term", "body": "义安区信访局", "send_to": "chief"}
    id = story.step("不予受理", "24T09:00:00", **more)["pending"]["id"]
    other = within("approve", id, login="leader")
    assert (other.code, other.answer["error"]["code"]) == (3, "other_leader")
    story.call("approve", id, "--at", "2026-11-24T10:00:00+08:00", login="chief")
    assert story.shown["matter"]["status"] == "不予受理"


def test_old_keys_of_an_approval_are_refused_as_unknown(within, visit):
    story = Story(within, visit)
    for key, value in (("approver", "leader"), ("reason", "期内重复")):
        entry = {
            "matter": story.matter,
            "mode": "不予受理",
            "ground": "in_term",
            "body": "义安区信访局",
            key: value,
        }
        done = within("step", "--json", "-", login="host", json_in=entry)
        assert (key, "unknown_key") in found_wrong(done)


def test_a_visit_joined_split_and_corrected_from_outside(within, visit):
    """join, split, amend, hand and name as CLI.md has them."""
    first, second = Story(within, visit), Story(within, visit)
    done = first.call("join", second.visit, first.matter, "--reason", "同一件事")
    assert (done["matter"], done["from"]["status"]) == (first.matter, "并入")
    assert second.shown["matter"]["status"] == "并入"
    assert first.call("split", second.visit)["matter"] == second.matter
    done = first.call("amend", first.visit, "--json", "-", login="clerk", headcount=6, concerned=9)
    assert {row["field"] for row in done["changed"]} == {"headcount", "concerned"}
    assert (done["moved"], done["replaced"]) == ([], [])
    assert first.call("hand", first.matter, "--to", "watch")["owner"] == "watch"
    assert first.shown["matter"]["owner"] == "watch"
    first.call("amend", first.matter, "--json", "-", login="clerk", confidential=True)
    assert within("show", first.matter, login="host").code == 3
    assert first.call("name", first.matter, "--reader", "host", login="leader")["readers"] == [
        "clerk",
        "host",
    ]
    assert within("show", first.matter, login="host").code == 0


def test_a_visit_after_an_answer_says_that_it_opens_the_case_anew(within, visit):
    story = Story(within, visit)
    story.step("直接回复", "23T10:00:00", answer="已答复（示例）")
    again = visit | {"matter": story.matter, "arrived_at": "2026-11-24T09:00:00+08:00"}
    done = within("register", "--json", "-", login="clerk", json_in=again)
    assert done.code == 0
    assert "visit_reopens" in {one["code"] for one in done.answer["warnings"]}


@pytest.mark.parametrize("ask", [refusal, withdrawal])
def test_the_author_alone_takes_a_request_back_while_nobody_has_decided(within, visit, ask):
    story = Story(within, visit)
    before = None if ask is withdrawal else story.standing
    pending = ask(story)["pending"]["id"]
    assert within("recall", pending, login="watch").code == 3, "of another"
    at = ("--at", "2026-11-24T10:00:00+08:00")
    done = story.call("recall", pending, "--reason", "材料要补", *at)
    assert (done["recalled"], done["by"], done["reason"]) == (True, "host", "材料要补")
    assert story.shown["pending"] == []
    assert before in (None, story.standing)
    assert pending not in {one["id"] for one in story.call("approvals", login="leader")["approvals"]}
    for words, login in ((("approve", pending), "leader"), (("recall", pending), "host")):
        assert ("id", "request_recalled") in found_wrong(within(*words, *at, login=login))
    again = ask(story)["pending"]["id"] if ask is refusal else None
    if again is not None:
        story.call("approve", again, "--at", "2026-11-24T11:00:00+08:00", login="leader")
        assert ("id", "request_decided") in found_wrong(within("recall", again, login="host"))
