"""No cell of a CSV is taken for a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text.safe_cell import safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "＝1", "　=1", "\t=1", " =1", "\x1f=1"]
)
def test_formulas_become_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (38, 38), ("王**", "王**"), ("", ""), (" ", " ")])
def test_the_rest_stays(value, cell):
    assert safe_cell(value) == cell


@given(st.text())
def test_nothing_begins_like_a_formula(text):
    assert str(safe_cell(text)).strip()[:1] not in set("=+-@＝＋－＠") or not text.strip()
