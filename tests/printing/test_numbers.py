"""A number and its unit stand on one line, on sheets and rolls, whatever the unit and the width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.papers.kinds import BUILDERS
from printing.drawing import Style
from printing.faces import SANS, Faces
from printing.lines import wrap
from printing.numbers import UNITS, bound_places
from tests.printing.paper_samples import content, texts

FACES = Faces(system=False)
STYLE = Style(SANS, 10)
NUMBERS = ("5", "22", "218", "1,234,567", "1234567", "12.5", "0.75", "２２")
SPOKEN = ("三十", "二十二", "一百零三")
FORMS = ("{n}{u}", "{n} {u}", "{n}\u00a0{u}", "第{n}{u}", "第 {n} {u}", "{n}余{u}")
NO_UNITS = frozenset({"至", "报", "民", "减", "交"})
"""What follows a number in the samples without being counted by it."""


def broken(text: str, width: float) -> list[str]:
    """The lines that the text is set in."""
    return ["".join(piece.text for piece in line.pieces) for line in wrap(text, STYLE, width, FACES)]


def fits(text: str, width: float) -> bool:
    return FACES.width(text, STYLE.role, STYLE.size) <= width


@pytest.mark.parametrize("unit", UNITS)
def test_a_number_and_its_unit_never_part(unit: str) -> None:
    wholes = [form.format(n=number, u=unit) for number in NUMBERS for form in FORMS]
    if unit[0] not in "百千":  # 三十百 is no number of anything
        wholes += [form.format(n=number, u=unit) for number in SPOKEN for form in ("{n}{u}", "第{n}{u}")]
    for whole, before in product(wholes, range(10)):
        lines = broken("请于" * before + "甲" * (before % 2) + whole + "内书面答复来访人", 100.0)
        assert [line for line in lines if whole in line], (lines, whole)


@settings(max_examples=600, deadline=None)
@given(
    parts=st.lists(
        st.one_of(
            st.sampled_from(("请于", "，", "。", "（", "）", "办理", "转送市住建局", " ")),
            st.builds(
                "{}{}{}".format, st.sampled_from(NUMBERS), st.sampled_from(("", " ")), st.sampled_from(UNITS)
            ),
        ),
        min_size=5,
        max_size=40,
    ),
    width=st.integers(130, 400),  # the widest number with its unit is 120
)
def test_no_mixture_of_words_and_numbers_parts_them(parts: list[str], width: int) -> None:
    lines = broken("".join(parts), width)
    for before, after in pairwise(lines):
        assert len(before) not in bound_places(before + after), (before, after)


def _number_at(text: str, place: int) -> str:
    """The stretch of bound characters around a place."""
    bound = bound_places(text)
    first = next(n for n in range(place, -1, -1) if n not in bound)
    last = next(n for n in range(place, len(text) + 1) if n not in bound)
    return text[first:last]


def numbers_of_papers() -> Iterator[tuple[str, str]]:
    """Every number of the sample papers with the word behind it."""
    for kind in BUILDERS:
        for text in texts(content(kind)):
            for match in re.finditer(r"\d[ \u00a0]?([一-鿿]{1,4})", text):
                yield kind, match[1]


def test_every_unit_of_the_papers_is_known() -> None:
    unknown = {
        (kind, word)
        for kind, word in numbers_of_papers()
        if not word.startswith(UNITS) and word[0] not in NO_UNITS
    }
    assert not unknown


@pytest.mark.parametrize("kind", BUILDERS)
def test_no_paper_parts_a_number_at_any_width(kind: str) -> None:
    """From a table's narrow column to a whole sheet; 48 mm is the roll of 58."""
    for text in texts(content(kind)):
        for width in (60.0, 90.0, 136.0, 205.0, 300.0, 450.0):
            for before, after in pairwise(broken(text, width)):
                joined = before + after
                assert len(before) not in bound_places(joined) or not fits(
                    _number_at(joined, len(before)), width
                ), (before, after)
