"""Scripts whose letters need shaping."""

from __future__ import annotations

import sys

from app.domain.text.scripts import script_of, scripts_in, unshaped


def test_a_text_is_searched_as_its_characters_are_named():
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert unshaped(every) == "".join(char for char in every if script_of(char))


def test_the_scripts_of_a_text_are_named_once():
    assert scripts_in("张三 བོད 李四 ᠮᠣ བོད") == ("藏文", "蒙古文（满文、锡伯文）")
    assert scripts_in("只有汉字 abc") == ()
