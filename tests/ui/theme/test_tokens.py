"""The table of colours keeps the ratios LOOK.md promises."""

from __future__ import annotations

import pytest

from ui.theme.tokens import ROLES, THEMES, Colours

MAIN, OTHER, EDGE = 7.0, 4.5, 3.0


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=list(THEMES))
def theme(request: pytest.FixtureRequest) -> Colours:
    return THEMES[request.param]


def test_main_text_is_aaa_on_every_ground(theme: Colours) -> None:
    for ground in (theme.panel, theme.win, theme.sunk, theme.sel, theme.acctint):
        assert ratio(theme.text, ground) >= MAIN


def test_other_text_is_aa(theme: Colours) -> None:
    for ground in (theme.panel, theme.win, theme.sunk, theme.sel, theme.acctint):
        assert ratio(theme.text2, ground) >= OTHER
        assert ratio(theme.text3, ground) >= OTHER
    for token, ground in (("err", "errbg"), ("warn", "warnbg"), ("ok", "okbg"), ("accon", "acc")):
        assert ratio(getattr(theme, token), getattr(theme, ground)) >= OTHER
    for token in ("err", "warn", "ok", "acc"):
        assert ratio(getattr(theme, token), theme.panel) >= OTHER


def test_borders_and_focus_can_be_seen(theme: Colours) -> None:
    for token in ("ctl", "acc", "err"):
        for ground in (theme.panel, theme.acctint, theme.win):
            assert ratio(getattr(theme, token), ground) >= EDGE


def test_no_text_is_below_nine_points() -> None:
    assert min(one.pt for one in ROLES.values()) >= 9
