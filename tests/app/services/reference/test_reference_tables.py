"""Cells of a reference table: what they may say, and how a person of a rank is written."""

from __future__ import annotations

import pytest

from app.services.reference.reference_tables import TABLES, WrongCell, contact


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("", None),
        ("  ", None),
        ("吴科（示例）", {"name": "吴科（示例）"}),
        ("吴科（示例） 0562 2800001", {"name": "吴科（示例）", "phone": "0562 2800001"}),
    ],
)
def test_a_person_is_a_name_and_a_telephone(text, person):
    assert contact(text) == person


def test_a_cell_says_which_column_is_wrong():
    with pytest.raises(WrongCell) as caught:
        TABLES["units"].read({"name": "市水利局", "kind": "局"})
    assert caught.value.error[:2] == ("kind", "not_one_of")


def test_what_a_sheet_has_no_column_for_is_not_among_its_values():
    assert set(TABLES["units"].read({"name": "市水利局"})) == {"name", "initials"}
    assert TABLES["units"].read({"name": "市水利局", "short": "", "division": ""})["short"] == "市水利局"
