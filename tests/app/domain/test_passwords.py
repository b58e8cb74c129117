"""A password is not the name of account or person, nor older than the centre allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.passwords import is_outworn, wrong_with

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize("password", ["Zhang.san-2", "ＺＨＡＮＧ.san-2", "2-nas.gnahZ"])
def test_it_is_not_the_accounts_name(password: str) -> None:
    assert [code for code, _ in wrong_with(password, "zhang.san-2")] == ["password_is_login"]


def test_it_is_not_the_persons_name() -> None:
    assert "password_is_login" in [code for code, _ in wrong_with("Anna Li-2026", "clerk", "Anna Li-2026")]


def test_whether_the_name_may_be_part_of_it_is_the_centres_to_say() -> None:
    assert wrong_with("Clerk-12345", "clerk") == []
    assert wrong_with("Clerk-12345", "clerk", without_login=True) == [("password_has_login", {})]


@pytest.mark.parametrize(
    ("days", "most", "old"), [(89, 90, False), (91, 90, True), (4000, 0, False), (None, 90, False)]
)
def test_its_age(days: int | None, most: int, *, old: bool) -> None:
    set_at = None if days is None else NOW - timedelta(days=days)
    assert is_outworn(set_at, NOW, most) is old
