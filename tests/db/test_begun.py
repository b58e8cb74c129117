"""Numbers typed only in part: what they may begin with, and finding them."""

from __future__ import annotations

import pytest

from db.search.begun import heads
from db.store import Store
from tests.db.rows import came


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lf34", ["LF34"]),
        ("lf340700", ["LF340700"]),
        ("xf340700a", ["XF340700-A"]),
        ("lf340700a26", ["LF340700-A-26", "LF340700-A2-6", "LF340700-A26"]),
        ("lf340700a2611230", ["LF340700-A-261123-0", "LF340700-A2-611230", "LF340700-A26-11230"]),
        ("wangxm", []),
        ("lf3407001", []),
        ("340700", []),
    ],
)
def test_what_a_typed_part_may_begin_with(typed: str, found: list[str]) -> None:
    assert heads(typed) == found


@pytest.mark.parametrize("typed", ["lf34", "LF340700", "LF340700-A", "lf340700a26", "LF340700-A-261123-0"])
def test_a_number_is_found_from_its_beginning_on(store: Store, typed: str) -> None:
    for serial in (5, 6, 7):
        store.write(lambda w, n=serial: w.add(*came("王小明", serial=n).rows))
    with store.reading() as reads:
        found, total = reads.search(typed, 2)
        assert [hit.number[:21] for hit in found] == ["LF340700-A-261123-007", "LF340700-A-261123-006"]
        assert total == 3
        assert reads.search("LF340700-B", 2) == ([], 0)
