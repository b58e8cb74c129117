"""From registration over 转送 and 受理 to a closing filled in, driven from outside by names alone.

The leader's signature on the spot is tried in tests/ui/step.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.step_entry import FIVE
from tests.acceptance.conftest import OWN, command
from tests.acceptance.desktop import Desktop, Hands
from tests.acceptance.test_a_visitor_is_registered_from_outside import VISITOR, sign_in

pytestmark = pytest.mark.acceptance

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


def test_from_registration_to_the_closing_filled_in(desktop: Desktop, prepared: Path) -> None:
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
    hands.sees("放大 F8", seconds=20)
    shown = command(prepared, "show", number, password=OWN)
    assert shown["matter"]["status"] == "已受理"
    assert [step["mode"] for step in shown["steps"]] == ["登记", "转送", "受理告知"]
