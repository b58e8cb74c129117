"""Masks show what DOMAIN.md section 5.3 lets be seen, and never the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.masks import mask_id, mask_name, mask_phone, surname


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王小明", "王**"), ("王明", "王*"), ("欧阳小明", "欧阳**"), ("欧阳修", "欧阳*"), ("欧阳", "欧*"),
     ("王", "王"), ("䶮小㛃", "䶮**"), ("", ""), (" 王 小明 ", "王**"), ("万俟明", "万俟*"),
     ("𬭎明", "𬭎*")],
)  # fmt: skip
def test_a_masked_name_shows_its_first_character_alone(name, masked):
    assert mask_name(name) == masked


def test_a_variation_selector_is_no_character_of_its_own():
    assert mask_name("葛\U000e0100明") == "葛\U000e0100*"


def test_a_surname_may_have_two_characters():
    assert [surname(name) for name in ("王小明", "司马小明", "")] == ["王", "司马", ""]


def test_long_numbers_show_six_and_four():
    assert mask_id("340705190203040015") == "340705********0015"
    assert mask_id("340722650312002") == "340722*****2002"


def test_phones_show_three_and_four():
    assert mask_phone("13800001234") == "138****1234"
    assert mask_phone("2800000") == "*****00"


@given(st.text("0123456789X", min_size=1, max_size=30))
def test_no_mask_shows_a_short_number(number):
    for masked in (mask_id(number), mask_phone(number)):
        assert len(masked) == len(number)
        assert masked.count("*") >= min(3, len(number))
