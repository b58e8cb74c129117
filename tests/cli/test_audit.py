"""``audit``: who may read it, what it finds, and that reading it is an entry too."""

from __future__ import annotations

import pytest

from tests.cli.within import Within, found_wrong, founded


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("audit"))


def test_every_wrong_try_and_every_account_is_in_it(centre: Within) -> None:
    for login in ("clerk", "clerk", "Passwort-getippt"):
        assert centre("search", "x", login=login, password="Wrong-2026").code == 3
    assert centre("search", "x", login="clerk").code == 0
    answer = centre("audit", "--what", "密码错于", login="admin").answer
    assert [entry["who"] for entry in answer["entries"]] == ["clerk", "clerk", "（没有这个账号）"]
    assert not any(entry["success"] for entry in answer["entries"])
    made = centre("audit", "--what", "新增人员", "--who", "admin", login="admin").answer
    assert {entry["record"] for entry in made["entries"]} >= {"clerk", "leader"}
    read = centre("audit", "--what", "查看审计", login="admin").answer
    assert read["total"] == 2
    assert read["entries"][0]["purpose"] == "密码错于"


def test_only_administrators_and_auditors_read_it(centre: Within) -> None:
    for login in ("clerk", "host", "leader", "watch"):
        done = centre("audit", login=login)
        assert (done.code, done.answer["error"]["code"]) == (3, "role_missing")


def test_days_are_days(centre: Within) -> None:
    assert found_wrong(centre("audit", "--from", "gestern", login="admin")) == {("--from", "bad_date")}
    assert centre("audit", "--from", "2099-01-01", login="admin").answer["total"] == 0
