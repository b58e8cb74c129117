"""Chinese typed as on Kylin and UOS: a running fcitx5, QT_IM_MODULE=fcitx, and Qt without a plug-in of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acceptance.desktop import Desktop, Hands
from tests.acceptance.fcitx_rig import SESSION, Fcitx, lacking
from tests.acceptance.test_a_visitor_is_registered_from_outside import sign_in

pytestmark = pytest.mark.acceptance
PATIENCE = 30


@pytest.fixture
def hands(desktop: Desktop, prepared: Path, tmp_path: Path) -> Iterator[Hands]:
    """The registration of a signed-in clerk, with a pinyin method on."""
    if lacking():
        pytest.skip("needs " + " ".join(lacking()))
    fcitx = Fcitx(tmp_path, desktop.environment)
    desktop.start("--home", str(prepared), "run", **SESSION)
    made = desktop.hands()
    try:
        made.wait("signin.login", seconds=60)
        made.activate()
        sign_in(made)
        made.press("start.begin")
        made.wait("register.name")
        made.activate()
        yield made
    finally:
        desktop.close_programs()
        fcitx.close()


def until(read: Callable[[], str], wanted: str) -> str:
    """Wait for a text; keys go through three programs."""
    end = time.monotonic() + PATIENCE
    text = read()
    while wanted not in text and time.monotonic() < end:
        time.sleep(0.2)
        text = read()
    return text


def test_pinyin_commits_into_a_picker(hands: Hands) -> None:
    hands.text("register.place", "")
    hands.focus("register.place")
    hands.type("zjj")
    hands.keys("space")
    assert "张家界" in until(lambda: hands.read("register.place"), "张家界")


def test_a_name_is_typed_in_chinese(hands: Hands) -> None:
    hands.focus("register.name")
    hands.type("nihao")
    hands.keys("space")
    assert until(lambda: hands.read("register.name"), "你好") == "你好"


def test_numbers_are_typed_as_they_are(hands: Hands) -> None:
    hands.focus("register.phone")
    hands.type("13800000001")
    assert until(lambda: hands.read("register.phone"), "13800000001") == "13800000001"
    hands.focus("register.id_number")
    hands.type("34072219010320001x")
    typed = until(lambda: hands.read("register.id_number").lower(), "x")
    assert typed == "34072219010320001x", "x is a check character, not the beginning of a word"


@pytest.mark.parametrize("key", ["F8", "F9", "button"])
def test_what_is_being_composed_is_in_the_field_before_anything_acts(hands: Hands, key: str) -> None:
    """fcitx5 forgets what it held when Qt asks it to commit: the program puts the letters in itself."""
    hands.focus("register.claim")
    hands.type("banzheng")
    time.sleep(2)
    if key == "button":
        hands.press("register.save")
    else:
        hands.keys(key)
    claim = until(lambda: hands.read("register.claim"), "zheng").replace(" ", "")
    assert claim in ("办证", "banzheng"), claim
