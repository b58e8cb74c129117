"""Accounts: passwords, roles that do not go together, and the one who keeps the keys."""

from __future__ import annotations

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Staff
from app.errors import NotAllowed, Refused
from app.services.staff.manage_staff import (
    NewStaff,
    add_staff,
    change_password,
    change_roles,
    disable_staff,
    list_staff,
    recover_account,
)
from app.services.staff.sign_in import sign_in

GOOD = "Window-2026"


def add(front, login, *roles, password=GOOD, by="admin"):
    new = NewStaff(login=login, name="钱七（示例）", roles=roles)
    return add_staff(front.desk(by), front.vault, front.keys, new, password)


def roles_of(front, login):
    return front.one(Staff, login=login).roles


def test_a_new_account_opens_the_store_at_once(front):
    made = add(front, "qian", "登记员", "接谈员")
    assert made["must_change_password"] is True
    assert front.vault.unlock("qian", GOOD) == front.keys
    assert sign_in(front.store, "qian").login == "qian"


def test_everything_wrong_at_once_and_nothing_kept(front):
    with pytest.raises(Refused) as caught:
        add(front, "clerk", "门卫", password="clerk")
    assert front.refused(caught) == {
        ("login", "login_taken"),
        ("roles[0]", "role_unknown"),
        ("password", "password_short"),
        ("password", "password_simple"),
        ("password", "password_is_login"),
    }
    with pytest.raises(NotAllowed):
        front.vault.unlock("clerk", "clerk")


@pytest.mark.parametrize(
    ("password", "fits"),
    [("Abc12345", True), ("abc-1234", True), ("abcd1234", False), ("Ab1-xyz", False), ("密码Abcd1", False)],
)
def test_password_rule(front, password, fits):
    if fits:
        add(front, "qian", "登记员", password=password)
        return
    with pytest.raises(Refused):
        add(front, "qian", "登记员", password=password)


def test_before_a_second_administrator_an_auditor_may_be_a_clerk(front):
    assert add(front, "qian", "审计员", "登记员")["roles"] == ["审计员", "登记员"]


def test_a_second_administrator_holds_no_other_role(front):
    for roles in (("系统管理员", "登记员"), ("系统管理员", "安全管理员"), ("安全管理员", "审计员")):
        with pytest.raises(Refused) as caught:
            add(front, "qian", *roles)
        assert front.refused(caught) == {("roles", "roles_mixed")}


def test_the_first_administrator_hands_over_what_the_second_takes_up(front):
    add(front, "qian", "系统管理员")
    assert roles_of(front, "admin") == ("安全管理员",)
    assert [one.act for one in front.all(AuditEntry)][-2:] == ["更改角色", "新增人员"]
    with pytest.raises(Refused):
        add(front, "sun", "审计员", "登记员")
    with pytest.raises(Refused):
        change_roles(front.desk("admin"), "qian", ("系统管理员", "登记员"))


def test_somebody_must_manage_the_accounts(front):
    with pytest.raises(Refused) as caught:
        change_roles(front.desk("admin"), "admin", ("系统管理员",))
    assert front.refused(caught) == {("roles", "last_security")}
    with pytest.raises(Refused) as caught:
        disable_staff(front.desk("admin"), front.vault, "admin")
    assert front.refused(caught) == {("login", "staff_self")}


def test_a_disabled_account_signs_in_nowhere(front):
    add(front, "qian", "登记员")
    disable_staff(front.desk("admin"), front.vault, "qian")
    with pytest.raises(NotAllowed) as caught:
        front.vault.unlock("qian", GOOD)
    assert caught.value.code == "wrong_password"
    with pytest.raises(NotAllowed) as caught:
        sign_in(front.store, "qian")
    assert caught.value.code == "account_disabled"
    assert front.all(AuditEntry)[-1].success is False


def test_only_the_security_administrator_manages(front):
    with pytest.raises(NotAllowed):
        add(front, "qian", "登记员", by="clerk")
    with pytest.raises(NotAllowed):
        list_staff(front.desk("leader"))


def test_one_s_own_password_and_another_s(front):
    add(front, "qian", "登记员")
    change_password(front.desk("qian"), front.vault, front.keys, "qian", "Mine-2026")
    assert front.one(Staff, login="qian").must_change_password is False
    assert front.vault.unlock("qian", "Mine-2026") == front.keys
    change_password(front.desk("admin"), front.vault, front.keys, "qian", "Reset-2026")
    assert front.one(Staff, login="qian").must_change_password is True
    with pytest.raises(NotAllowed):
        change_password(front.desk("clerk"), front.vault, front.keys, "qian", "Other-2026")


def test_wrong_tries_are_audited_once_the_store_is_open(front):
    add(front, "qian", "登记员")
    for _ in range(2):
        with pytest.raises(NotAllowed):
            front.vault.unlock("qian", "Wrong-2026")
    with pytest.raises(NotAllowed):
        front.vault.unlock("passw0rd-typed-here", GOOD)
    front.vault.unlock("qian", GOOD)
    tries = front.vault.noted_tries()
    sign_in(front.store, "qian", tries)
    front.vault.audited_tries(len(tries))
    entries = [(one.who, one.success, (one.purpose or "")[:4]) for one in front.all(AuditEntry)[-4:]]
    assert entries == [
        *[("qian", False, "密码错于")] * 2,
        ("（没有这个账号）", False, "密码错于"),
        ("qian", True, ""),
    ]
    assert front.vault.noted_tries() == []
    assert front.vault.wrong_tries("qian") == 0


def test_the_recovery_key_lets_an_account_back_in(front):
    recover_account(front.store, front.vault, front.keys, "admin", "Again-2026")
    assert front.vault.unlock("admin", "Again-2026") == front.keys
    assert front.all(AuditEntry)[-1].act == "恢复密钥重设密码"
    for login, password in (("nobody", "Again-2026"), ("admin", "weak")):
        with pytest.raises(Refused):
            recover_account(front.store, front.vault, front.keys, login, password)
