"""From registration to closing with a leader's signature on the spot, driven from outside by names alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.entries.step_entry import FIVE
from tests.acceptance.conftest import ADMIN, OWN, command
from tests.acceptance.desktop import Desktop, Hands
from tests.acceptance.test_a_visitor_is_registered_from_outside import VISITOR, sign_in

pytestmark = pytest.mark.acceptance

LEADER, LEADERS = "liju", "Daiban-2026-Ling"
UNIT = "市住建局"
CLOSING = {
    "step.found": "经查，示例花园 3 幢竣工验收资料未齐。",
    "step.opinion": "现阶段不具备首次登记条件，要求立即办证不予支持。",
    "step.law": "不动产登记暂行条例第十六条",
    "step.outcome": "不予支持",
    **{f"step.checks.{name}": "见调查笔录" for name in FIVE},
}


def register(hands: Hands) -> None:
    hands.press("start.begin")
    for field, text in VISITOR.items():
        hands.text(field, text)
    for field, choice in (
        ("register.purpose", "求决"),
        ("register.category", "城乡建设"),
        ("register.place", "枞阳县"),
    ):
        hands.text(field, choice)
    hands.press("register.told")
    hands.press("register.save")
    hands.sees("请读给来访人听", seconds=30)


def choose(hands: Hands, home: Path, number: str, mode: str) -> None:
    """B, then the key that stands beside the step."""
    may = [one["mode"] for one in command(home, "step", "--modes", number, password=OWN)["may"]]
    hands.press("matter.step")
    hands.wait("step.modes")
    hands.sees(mode)
    hands.focus("step.modes")
    hands.keys(str(may.index(mode) + 1))


def test_from_registration_to_the_leaders_signature(desktop: Desktop, prepared: Path) -> None:
    new = ("staff", "add", LEADER, "--name", "李大为（示例）", "--role", "带班领导")
    command(prepared, *new, user=ADMIN, new=LEADERS)
    desktop.start("--home", str(prepared), "run")
    hands = desktop.hands()
    hands.wait("signin.login", seconds=30)
    sign_in(hands)
    register(hands)
    (hit,) = command(prepared, "search", "王小明", password=OWN)["hits"]
    number = hit["number"]

    hands.activate()
    hands.focus("search")
    hands.text("search", number)
    hands.focus("find.list")
    hands.keys("Return")
    hands.wait("matter.step")
    choose(hands, prepared, number, "转送")
    hands.text("step.unit", UNIT)
    hands.keys("F9")
    hands.wait("matter.step")
    choose(hands, prepared, number, "受理告知")
    hands.text("step.unit", UNIT)
    hands.keys("F9")
    hands.wait("matter.step")
    choose(hands, prepared, number, "办结")
    for field, text in CLOSING.items():
        hands.text(field, text)
    hands.sees("放大 F8", seconds=60)
    hands.keys("F8")
    hands.sees("翻看")
    hands.keys("Escape")
    hands.keys("alt+q")
    hands.text("step.sign.password", "falsch-2026")
    hands.keys("F9")
    hands.sees("账号或密码不对", seconds=20)
    assert command(prepared, "show", number, password=OWN)["matter"]["status"] == "已受理"
    hands.text("step.sign.password", LEADERS)
    hands.keys("F9")
    hands.wait("matter.step", seconds=30)
    hands.sees("当场批准", seconds=20)

    shown = command(prepared, "show", number, password=OWN)
    assert shown["matter"]["status"] == "已办结"
    closing = next(step for step in shown["steps"] if step["mode"] == "办结")
    assert closing["by"] == "zhaoxy"
    audit = command(prepared, "audit", user=ADMIN)["entries"]
    told = [(one["who"], one["what"], one["success"]) for one in audit]
    assert (LEADER, "批准", True) in told
    assert (LEADER, "登录", False) in told, "the wrong password is a wrong try of the leader's account"
    assert ("zhaoxy", "请示", True) in told
