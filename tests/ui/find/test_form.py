"""The look-up box looks for the query code or the text, and tells when its text is a name."""

from __future__ import annotations

import pytest

from ui.find.form import FindForm
from ui.find.model import name_for_new


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  王小明 ", "王小明"),
        ("HTTPS://XF.EXAMPLE.GOV.CN/Q/7KQ4M2XP9T3/ABCDEFG", "7KQ4M2XP9T3"),
        ("https://xf.example.gov.cn/q/7KQ4M-2XP9T-3", "7KQ4M-2XP9T-3"),
        ("JFT:/Q/7KQ4M2XP9T3/ABC", "7KQ4M2XP9T3"),
        ("JFT:7KQ4M2XP9T3/ABC", "7KQ4M2XP9T3"),
        ("LF340700-A-261123-007-N", "LF340700-A-261123-007-N"),
    ],
)
def test_what_is_typed_is_tidied_before_it_is_looked_for(typed: str, wanted: str) -> None:
    assert FindForm(typed).wanted == wanted


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王小明", "王小明"),
        ("欧阳娜娜", "欧阳娜娜"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("王𬭎", "王𬭎"),
        ("王", None),
        ("wxm", None),
        ("1234", None),
        ("", None),
    ],
)
def test_a_name_that_was_typed_goes_into_a_new_visit(typed: str, name: str | None) -> None:
    assert name_for_new(typed) == name
