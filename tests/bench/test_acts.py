"""The table of the day's acts has every act that PRODUCT.md §5 names, and the day has these acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import acts

DAY = Path(__file__).parents[2] / "ui" / "demo"


def _step(act: str) -> dict[str, object]:
    return {"step": act, "keys": 10, "characters": 5, "seconds": 1.5}


def test_every_act_stands_beside_what_is_allowed() -> None:
    named = dict.fromkeys((*acts.ALLOWED, *acts.WITHOUT_MOUSE))
    rows = {row["act"]: row for row in acts.table([*map(_step, named), _step("转送")])}
    assert list(rows) == [*named, "转送"]
    for act, allowed in acts.ALLOWED.items():
        assert (rows[act]["target_p50_s"], rows[act]["target_p95_s"]) == (allowed.p50, allowed.p95)
    assert all(rows[act]["mouse_allowed"] == 0 for act in acts.WITHOUT_MOUSE)
    assert rows["转送"] == {
        "act": "转送", "keys": 10, "characters": 5, "seconds": 1.5, "clerk_s_by_model": 7.8,
    }  # fmt: skip


@pytest.mark.parametrize("act", sorted({*acts.ALLOWED, *acts.WITHOUT_MOUSE}))
def test_an_act_that_the_day_lacks_is_no_empty_row(act: str) -> None:
    others = {*acts.ALLOWED, *acts.WITHOUT_MOUSE} - {act}
    with pytest.raises(LookupError, match=act):
        acts.table([_step(name) for name in others])


def test_the_words_under_the_table_count_its_targets() -> None:
    assert (len(acts.ALLOWED), len(acts.WITHOUT_MOUSE)) == (2, 4)
    assert "two acts" in acts.BESIDE
    assert "mouse for four" in acts.BESIDE


def test_the_day_names_its_acts_so() -> None:
    words = "".join((DAY / name).read_text(encoding="utf-8") for name in ("day.py", "afternoon.py"))
    assert all(f'("{act}", ' in words for act in (*acts.ALLOWED, *acts.WITHOUT_MOUSE))
