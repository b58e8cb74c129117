"""Settings read from rows: what another desk wrote wrongly leaves the default, and nobody is locked out."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.centre import Setting
from app.settings import Settings


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("办结期限", {"value": 45}, 45),
        ("办结期限", {}, 60),
        ("办结期限", {"value": "四十五"}, 60),
        ("办结期限", {"value": True}, 60),
        ("办结期限", {"value": None}, 60),
    ],
)
def test_a_row_of_another_type_leaves_the_default(key: str, value: dict[str, Any], read: int) -> None:
    rows = [Setting(id=new_id(), key=key, value=value), Setting(id=new_id(), key="没有这一项", value={})]
    assert Settings.of_rows(rows)["办结期限"] == read
