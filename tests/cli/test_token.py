"""``token``: bound at the account, asked for at every sign-in, taken off by a 安全管理员, audited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import home
from app.devices.pkcs11_tokens import MODULE, Pkcs11Tokens
from tests.cli.conftest import ADMIN, CLERK
from tests.cli.within import STAFF, Within, founded
from tests.tokens import PIN, SoftToken, rsa_key

NEW = "Xin-de-2026!"
WITH_PIN = {"JIEFANGTAI_PIN": PIN}


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    """What is plugged into the machine."""
    made = SoftToken().plug()
    monkeypatch.setattr(home, "Pkcs11Tokens", lambda: made)
    return made


@pytest.fixture
def within(tmp_path: Path, token: SoftToken) -> Within:
    made = founded(tmp_path, STAFF)
    bound = made("token", "add", login="clerk", environment=WITH_PIN)
    assert (bound.code, bound.answer) == (0, {"login": "clerk", "token": "示例KEY"})
    return made


def refused(done: Any) -> tuple[int, str]:
    return done.code, done.answer["error"]["code"]


def acts(within: Within) -> list[tuple[str, str, str | None]]:
    found = within("audit", login="admin").answer["entries"]
    return [(one["who"], one["what"], one["purpose"]) for one in found]


def test_every_sign_in_asks_for_it(within: Within, token: SoftToken) -> None:
    done = within("search", "王", login="clerk")
    assert refused(done) == (3, "token_needed")
    assert "示例KEY" in done.answer["error"]["message"]
    assert within("search", "王", login="clerk", environment=WITH_PIN).code == 0
    wrong = within("search", "王", login="clerk", environment={"JIEFANGTAI_PIN": "0"})
    assert refused(wrong) == (3, "token_pin")
    assert within("token", "list", login="clerk", environment=WITH_PIN).answer == {
        "tokens": [{"label": "示例KEY", "serial": "01"}],
        "mine": "示例KEY",
    }
    assert within("token", "list", login="other").answer["mine"] is None
    token.plugged.clear()
    assert refused(within("search", "王", login="clerk", environment=WITH_PIN)) == (4, "token_missing")
    told = acts(within)
    assert ("clerk", "登记令牌", "示例KEY") in told
    assert any(who == "clerk" and "密码错" in (why or "") for who, _, why in told)


def test_a_lost_token_is_taken_off_by_the_security_administrator(within: Within, token: SoftToken) -> None:
    token.plugged.clear()
    assert refused(within("token", "remove", "clerk", login="other", new=NEW)) == (3, "role_missing")
    done = within("token", "remove", "clerk", login="admin", new=NEW)
    assert done.code == 0, done
    assert done.answer["must_change_password"] is True
    assert within("search", "王", login="clerk", password=NEW).code == 0
    assert within("search", "王", login="clerk").code == 3
    assert ("admin", "取下令牌", "示例KEY") in acts(within)
    again = within("token", "remove", "clerk", login="admin", new="Zai-xin-2026!")
    assert (again.code, again.answer["errors"][0]["code"]) == (2, "token_none")


def test_a_leaders_token_needs_a_second_administrator(within: Within, token: SoftToken) -> None:
    assert within("token", "add", login="leader", environment=WITH_PIN).code == 0
    added = within(
        "staff", "add", "sys", "--name", "二管（示例）", "--role", "系统管理员", login="admin", new=CLERK
    )
    assert added.code == 0
    alone = within("token", "remove", "leader", login="admin", new=NEW)
    assert refused(alone) == (3, "second_person")
    assert refused(within("search", "王", login="leader")) == (3, "token_needed")
    second = {"JIEFANGTAI_SECOND_PASSWORD": CLERK}
    done = within("token", "remove", "leader", "--second", "sys", login="admin", new=NEW, environment=second)
    assert done.code == 0, done
    assert within("search", "王", login="leader", password=NEW).code == 0


def test_a_second_administrator_with_a_token_shows_it(within: Within, token: SoftToken) -> None:
    added = within(
        "staff", "add", "sys", "--name", "二管（示例）", "--role", "系统管理员", login="admin", new=CLERK
    )
    assert added.code == 0
    assert within("token", "add", login="sys", environment=WITH_PIN).code == 0
    second = {"JIEFANGTAI_SECOND_PASSWORD": CLERK}
    call = ("staff", "password", "leader", "--second", "sys")
    assert refused(within(*call, login="admin", new=NEW, environment=second)) == (3, "token_elsewhere")
    second["JIEFANGTAI_SECOND_PIN"] = PIN
    assert within(*call, login="admin", new=NEW, environment=second).code == 0


def test_a_backup_is_restored_with_it(within: Within, tmp_path: Path) -> None:
    assert within("token", "add", login="admin", environment=WITH_PIN).code == 0
    file = str(tmp_path / "b.jft")
    assert within("backup", file, login="admin", environment=WITH_PIN).code == 0
    again = tmp_path / "again"
    assert refused(within("restore", file, login="admin", home=again)) == (3, "token_needed")
    assert not (again / "store.db").exists()
    assert within("restore", file, login="admin", home=again, environment=WITH_PIN).code == 0


def test_the_recovery_key_takes_it_off(tmp_path: Path, token: SoftToken) -> None:
    made = Within(tmp_path / "home")
    options = ("--centre", "示例市来访接待中心", "--code", "340700", "--desk", "A", "--admin", "admin")
    key = made("init", *options, new=ADMIN).answer["recovery_key"]
    assert made("token", "add", login="admin", environment=WITH_PIN).code == 0
    token.plugged.clear()
    recovered = made("recover", "admin", new=NEW, environment={"JIEFANGTAI_RECOVERY_KEY": key})
    assert recovered.code == 0
    assert made("staff", "list", login="admin", password=NEW).code == 0


def test_what_cannot_be_bound_is_said(within: Within, token: SoftToken) -> None:
    call = ("token", "add")
    wrong = within(*call, login="other", environment={"JIEFANGTAI_PIN": "0"})
    assert refused(wrong) == (3, "token_pin_wrong")
    token.plug("02", "第二个", rsa_key(3))
    done = within(*call, login="other", environment=WITH_PIN)
    assert (done.code, done.answer["errors"][0]["code"]) == (2, "token_several")
    assert within(*call, "--token", "第二个", login="other", environment=WITH_PIN).code == 0


def test_a_machine_without_a_driver_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = founded(tmp_path, {"clerk": "登记员"})
    monkeypatch.setenv(MODULE, str(tmp_path / "no-driver.so"))
    assert refused(made("token", "list", login="clerk")) == (4, "token_module")
    assert isinstance(home.Pkcs11Tokens(), Pkcs11Tokens)
