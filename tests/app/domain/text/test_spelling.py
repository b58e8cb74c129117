"""The spelling table says what the dictionaries say that it was made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from app.domain.text.spelling import spelling

PHRASES = sorted(PHRASES_DICT)
COMMON = "曾国强单雄信解放重庆市长乐区住建局行长银行长沙重新行走便宜了不得朝阳觉得睡觉王小明龟兹𬭎㛃䶮"


def test_every_character_and_phrase_is_spelled_as_there() -> None:
    spell = spelling().spell
    texts = [*(chr(code) for code in PINYIN_DICT), *PHRASES]
    assert [text for text in texts if spell(text) != lazy_pinyin(text)] == []


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([*PHRASES[::7], *COMMON, "a1", "ab", " ", "·", "\ue815", "﨑"]), max_size=6))
def test_texts_are_cut_as_there(parts: list[str]) -> None:
    text = "".join(parts)
    assert spelling().spell(text) == [piece for piece in lazy_pinyin(text) if piece]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_is_cut_as_there(text: str) -> None:
    assert spelling().spell(text) == [piece for piece in lazy_pinyin(text) if piece]


@pytest.mark.parametrize(("text", "known"), [("银行", True), ("行银", False), ("银", False)])
def test_phrases_are_known(text: str, known: bool) -> None:
    assert spelling().is_phrase(text) is known
