"""A clerk signs in, registers a visitor and gets the slip, driven from outside by accessible names alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from tests.acceptance.conftest import CLERK, FIRST, OWN, command
from tests.acceptance.desktop import Desktop, Hands

pytestmark = pytest.mark.acceptance

VISITOR = {
    "register.id_number": "340722190103200019",
    "register.name": "王小明（示例）",
    "register.phone": "13800000001",
    "register.address": "枞阳县示例镇样例村 1 组",
    "register.claim": "要求尽快办理示例花园不动产权证",
    "register.facts": "合同约定的办证时间已过，开发企业称竣工验收资料未齐。",
    "register.opinion": "转送市住建局办理",
    "register.contact": "值班室 0562-0000000",
}


def sign_in(hands: Hands) -> None:
    hands.text("signin.login", CLERK)
    hands.text("signin.password", FIRST)
    hands.press("signin.go")
    hands.wait("新密码")
    hands.text("新密码", OWN)
    hands.text("再输一遍", OWN)
    hands.press("newpassword.go")
    hands.wait("start.begin")


def wait_for_pdf(folder: Path) -> Path:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = list(folder.glob("*.pdf"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no slip in {folder}")


def test_from_sign_in_to_the_slip(desktop: Desktop, prepared: Path) -> None:
    desktop.start("--home", str(prepared), "run")
    hands = desktop.hands()
    hands.wait("signin.login", seconds=30)
    sign_in(hands)
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
    hands.sees("请读给来访人听", seconds=20)

    slip = wait_for_pdf(prepared / "出单")
    page = PdfDocument(slip)[0]
    text = page.get_textpage().get_text_range()
    codes = zxingcpp.read_barcodes(page.render(scale=203 / 72).to_pil())
    statement = next(one.text for one in codes if one.text.startswith(("HTTPS://", "JFT:")))

    told = command(prepared, "verify", statement, password=OWN)
    assert told["genuine"] is True
    assert told["number"] in text
    shown = command(prepared, "show", told["number"], password=OWN)
    assert shown["people"][0]["name"].startswith("王")
    assert shown["matter"]["claim"] == VISITOR["register.claim"]
    assert "340722190103200019" not in text
