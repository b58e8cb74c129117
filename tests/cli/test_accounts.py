"""Accounts from outside: folded names, passwords that are not used twice, a second person for a leader."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CLERK
from tests.cli.within import Within, found_wrong, founded

OTHER = "Fenghuang-77"


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("accounts"))


def add(centre: Within, login: str, *roles: str, second: str | None = None, environment=None):
    options = [one for role in roles for one in ("--role", role)]
    options += ["--second", second] if second else []
    name = ("--name", "钱七（示例）")
    return centre("staff", "add", login, *name, *options, login="admin", new=OTHER, environment=environment)


def test_one_account_for_a_name_however_it_is_typed(centre: Within) -> None:
    assert add(centre, "U1", "登记员").answer["login"] == "u1"
    for typed in ("u1", "U1", "ｕ1"):
        assert found_wrong(add(centre, typed, "登记员")) == {("login", "login_taken")}
        assert centre("search", "x", login=typed, password=OTHER).code == 0
    assert found_wrong(add(centre, "ul", "登记员")) == {("login", "login_alike")}
    assert found_wrong(add(centre, "../x", "登记员")) == {("login", "login_letters")}
    assert found_wrong(add(centre, "x" * 300, "登记员")) == {("login", "login_long")}
    assert centre("staff", "disable", "Ｕ1", login="admin").answer["disabled"] is True
    assert centre("search", "x", login="u1", password=OTHER).code == 3


def test_a_password_that_was_used_is_not_taken_again(centre: Within) -> None:
    words = [f"Fenghuang-{number}" for number in range(7)]
    now = CLERK
    for word in words:
        done = centre("staff", "password", "clerk", login="clerk", password=now, new=word)
        assert done.code == 0, done
        now = word
    for word in words[-5:]:
        done = centre("staff", "password", "clerk", login="clerk", password=now, new=word)
        assert found_wrong(done) == {("password", "password_used")}
    assert centre("staff", "password", "clerk", login="clerk", password=now, new=words[0]).code == 0
    assert centre("staff", "password", "clerk", login="clerk", password=words[0], new=CLERK).code == 0


def test_a_leader_needs_a_second_administrator_where_there_is_one(centre: Within) -> None:
    """A centre starts with one administrator, who adds its first leaders alone; that is audited too."""
    alone = centre("audit", "--what", "没有第二名管理员", login="admin").answer["entries"]
    assert [entry["record"] for entry in alone] == ["leader"]
    assert add(centre, "sysadmin", "系统管理员").code == 0
    done = add(centre, "newlead", "带班领导")
    assert (done.code, done.answer["error"]["code"]) == (3, "second_person")
    wrong = [
        ("sysadmin", "Wrong-2026", "wrong_password"),
        ("watch", CLERK, "second_role"),
        ("admin", None, ""),
    ]
    for login, password, code in wrong:
        environment = {"JIEFANGTAI_SECOND_PASSWORD": password or "Admin-12345"}
        done = add(centre, "newlead", "带班领导", second=login, environment=environment)
        assert (done.code, done.answer["error"]["code"]) == (3, code or "second_self")
    agreed = {"JIEFANGTAI_SECOND_PASSWORD": OTHER}
    assert add(centre, "newlead", "带班领导", second="sysadmin", environment=agreed).code == 0
    reset = ("staff", "password", "newlead")
    done = centre(*reset, login="admin", new="Kongque-88")
    assert (done.code, done.answer["error"]["code"]) == (3, "second_person")
    assert (
        centre(*reset, "--second", "sysadmin", login="admin", new="Kongque-88", environment=agreed).code == 0
    )
    raised = ("staff", "roles", "host", "--role", "带班领导")
    assert centre(*raised, login="admin").code == 3
    assert centre(*raised, "--second", "sysadmin", login="admin", environment=agreed).code == 0
    entries = centre("audit", "--who", "sysadmin", "--what", "带班领导", login="admin").answer["entries"]
    told = [(entry["what"], entry["record"], entry["purpose"]) for entry in entries]
    assert [one for one in told if one[0] == "同意"] == [
        ("同意", "newlead", "新增带班领导"),
        ("同意", "newlead", "重设带班领导密码"),
        ("同意", "host", "新增带班领导"),
    ]
    own = centre("staff", "password", "newlead", login="newlead", password="Kongque-88", new="Baihe-2026")
    assert own.code == 0


def test_two_security_administrators_are_each_others_second_person(tmp_path) -> None:
    """Whoever looks after the accounts makes no leader alone, in any way that makes one."""
    centre = founded(tmp_path, {"clerk": "登记员", "host": "接谈员", "leader": "带班领导"})

    def call(*arguments: str, second: str | None = None):
        options = ("--second", second) if second else ()
        environment = {"JIEFANGTAI_SECOND_PASSWORD": OTHER}
        return centre(
            *arguments, *options, login="sec1", password=OTHER, new="Kongque-88", environment=environment
        )

    assert add(centre, "sec1", "安全管理员").code == 0
    made = centre(
        "staff", "add", "sec2", "--name", "钱七（示例）", "--role", "安全管理员",
        login="sec1", password=OTHER, new=OTHER,
    )  # fmt: skip
    assert made.code == 0, made
    staff = {one["login"]: one["roles"] for one in call("staff", "list").answer["staff"]}
    assert (staff["admin"], staff["sec1"], staff["sec2"]) == (["系统管理员"], ["安全管理员"], ["安全管理员"])
    for acts in (
        ("staff", "add", "newlead", "--name", "孙八（示例）", "--role", "带班领导"),
        ("staff", "roles", "host", "--role", "带班领导"),
        ("staff", "password", "leader"),
    ):
        for second, code in ((None, "second_person"), ("sec1", "second_self"), ("host", "wrong_password")):
            done = call(*acts, second=second)
            assert (done.code, done.answer["error"]["code"]) == (3, code), (acts, second)
        assert call(*acts, second="sec2").code == 0, acts
