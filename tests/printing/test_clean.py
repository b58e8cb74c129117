"""Printing keeps the typed text: nothing is joined, no space stops a paper, emoji become words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text.emoji_words import emoji_in, in_words
from app.domain.text.scripts import scripts_in
from app.errors import Unavailable
from app.words import sentence
from printing.clean import clean
from printing.faces import Faces
from printing.papers import Papers

FACES = Faces(system=False)
SPACES = [chr(code) for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs"]
CONTROLS = [chr(code) for code in [*range(32), *range(127, 160)]]


@pytest.mark.parametrize("space", SPACES)
def test_no_space_stops_a_paper(space: str) -> None:
    text = clean(f"来{space}访")
    assert len(text) == 3
    assert FACES.missing(text) == ""
    assert list(FACES.segments(text, "sans"))


@pytest.mark.parametrize("control", CONTROLS)
def test_no_control_character_joins_what_it_parted(control: str) -> None:
    text = clean(f"甲{control}乙")
    assert text in ("甲 乙", "甲\n乙")


@given(st.text(max_size=40))
def test_what_is_clean_is_set_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cf") for char in once)


def test_characters_of_old_private_places_have_a_glyph() -> None:
    assert clean("龚\ue863龙") == "龚䶮龙"


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("工资被拖欠🙏求帮助👍🏻", "工资被拖欠［恳求］求帮助［赞成］"),
        ("👨‍👩‍👧", "［男人、女人、女孩］"),
        ("1️⃣、2", "［1］、2"),
        ("🇨🇳", "［中国国旗］"),
        ("❤️", "［心］"),
        ("🫠", "［表情］"),
        ("☆★①", "☆★①"),
    ],
)
def test_emoji_are_words_in_brackets(typed: str, set_as: str) -> None:
    assert in_words(typed) == set_as
    assert clean(typed) == set_as
    assert FACES.missing(clean(typed)) == ""


def test_every_emoji_has_a_word() -> None:
    for code in (*range(0x1F300, 0x1F650), *range(0x1F680, 0x1F6D0), *range(0x1F900, 0x1FA00)):
        assert len(emoji_in(chr(code))) == 1, hex(code)


SHAPED = {
    "تۇرسۇن": "阿拉伯字母",
    "བོད་ཡིག": "藏文",
    "ᠮᠣᠩᠭᠣᠯ": "蒙古文",
    "ไทย": "泰文",
    "हिन्दी": "印度",
    "မြန်မာ": "缅甸",
    "עברית": "希伯来",
}


@pytest.mark.parametrize("text", SHAPED)
def test_scripts_that_need_shaping_are_refused_with_their_name(text: str) -> None:
    papers = Papers(system_fonts=True)
    with pytest.raises(Unavailable) as caught:
        papers.render({"title": f"{text} 反映", "layout": "document"}, "a4", "pdf")
    assert caught.value.code == "script_unshaped"
    said = sentence(caught.value.code, caught.value.facts)
    assert SHAPED[text] in said
    assert f"“{text}”" in said  # the word as it stands, to be found in the form
    assert scripts_in(f"反映 {text}")


def test_scripts_set_letter_by_letter_are_no_such() -> None:
    assert scripts_in("彝文ꆈꌠ 한글 Кирилл Nguyễn ελ 王小明") == ()
