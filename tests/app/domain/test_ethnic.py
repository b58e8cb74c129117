"""GB/T 3304 is whole."""

from __future__ import annotations

from app.domain.ethnic import ETHNIC_GROUPS


def test_the_fifty_six_and_the_two_for_the_rest():
    assert len(ETHNIC_GROUPS) == 58
    assert [ETHNIC_GROUPS[code] for code in ("01", "10", "32", "44", "56", "97", "98")] == [
        "汉", "朝鲜", "仫佬", "俄罗斯", "基诺", "其他", "外国血统中国籍",
    ]  # fmt: skip
