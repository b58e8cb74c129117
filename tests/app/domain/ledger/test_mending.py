"""Cells of a row put right by heading or place; what stood there is told, nothing else is touched."""

from __future__ import annotations

import pytest

from app.domain.ledger.mending import Mending, name_of, place_of, put_right

HEADINGS = ("编号", "住　址", "", "身份证号（必填）")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("编号", 0),
        ("住址", 1),
        ("3", 2),
        ("身份证号(必填)", 3),
        ("5", 4),
        ("1", None),
        ("没有", None),
        ("0", None),
    ],
)
def test_a_cell_is_found_by_its_heading_or_by_its_place(name, place):
    assert place_of(HEADINGS, name) == place


def test_each_place_is_found_by_the_name_it_is_given():
    assert [place_of(HEADINGS, name_of(HEADINGS, place)) for place in range(6)] == list(range(6))


def test_what_stood_there_is_told_and_a_short_row_grows():
    cells, before = put_right(("1", "旧址"), HEADINGS, {"住址": " 新址 ", "5": "多", "编号": "1"})
    assert cells == ("1", "新址", "", "", "多")
    assert before == {"住址": "旧址", "5": ""}


def test_of_two_words_about_a_row_the_later_holds():
    joined = Mending({3: "照导"}, {4: {"a": "1"}}).joined(Mending({3: "不导"}, {5: {"b": "2"}}))
    assert joined == Mending({3: "不导"}, {4: {"a": "1"}, 5: {"b": "2"}})
