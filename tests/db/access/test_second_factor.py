"""A wrap that is bound to a token opens by password and token together, by neither alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.suites import NAMES
from app.errors import JiefangtaiError, Refused
from app.ports.second_factor import TokenKey
from app.ports.vault import Keys
from db.access import wraps
from db.access.keys import FileVault
from db.hub.account_wraps import MAX_BODY
from db.sync.accounts import as_bodies
from tests.conftest import CHEAP
from tests.tokens import PIN, SoftToken, rsa_key

PASSWORD, OTHER = "Zhong-2026-xin!", "Ling-wai-2026!"


class Desk:
    """A key file whose administrator and clerk have passwords, and what is plugged in."""

    def __init__(self, home: Path, suite: str) -> None:
        self.home = home
        self.token = SoftToken().plug()
        self.vault = FileVault(home, CHEAP, factor=self.token)
        self.admin, self.recovery = self.vault.create("admin", PASSWORD, suite)
        self.vault.admit("clerk", PASSWORD, self.admin)
        self.clerk = self.vault.unlock("clerk", PASSWORD)

    def bind(self, label: str | None = None) -> None:
        assert self.vault.bind_token(self.clerk, PASSWORD, PIN, label) == "示例KEY"

    def wrap(self) -> dict[str, Any]:
        held: dict[str, Any] = json.loads((self.home / "keys.json").read_text())["accounts"]["clerk"]
        return held


@pytest.fixture(params=NAMES)
def desk(request: pytest.FixtureRequest, home: Path) -> Desk:
    return Desk(home, request.param)


def refusal(call: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(JiefangtaiError) as refused:
        call()
    error = refused.value
    if isinstance(error, Refused):
        return error.errors[0].code, error.errors[0].facts
    return error.code, error.facts


def test_both_are_needed(desk: Desk) -> None:
    desk.bind()
    assert desk.vault.unlock("clerk", PASSWORD, PIN) == desk.clerk
    assert desk.vault.unlock("clerk", PASSWORD, PIN).person == desk.clerk.person
    unlock = desk.vault.unlock
    assert refusal(lambda: unlock("clerk", PASSWORD)) == ("token_needed", {"label": "示例KEY"})
    assert refusal(lambda: unlock("clerk", OTHER)) == ("token_needed", {"label": "示例KEY"})
    assert refusal(lambda: unlock("clerk", OTHER, PIN)) == ("wrong_password", {"left": 4})
    assert refusal(lambda: unlock("clerk", PASSWORD, "000000")) == ("token_pin", {"left": 3})
    assert unlock("admin", PASSWORD).store == desk.clerk.store  # another account is not concerned


def test_the_password_alone_opens_nothing_of_the_file(desk: Desk) -> None:
    desk.bind()
    wrap = desk.wrap()
    key = wraps.stretched_for(PASSWORD, wrap)
    assert wraps.unseal(key, wrap, "centre key for clerk") is None
    assert wraps.unseal(key, wrap["person"], "person key of clerk") is None
    assert wraps.unseal(key, wrap["token"]["kept"], "token of clerk") is None
    del wrap["token"]
    assert wraps.unseal(key, wrap, "centre key for clerk") is None


def test_another_token_opens_nothing(desk: Desk) -> None:
    desk.bind()
    desk.token.plugged.clear()
    assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD, PIN))[0] == "token_missing"
    desk.token.plug("01", "示例KEY", rsa_key(2))
    assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD, PIN)) == ("token_other", {"left": 4})
    desk.token.plug("01", "示例KEY", rsa_key(2), rsa_key(1))
    assert desk.vault.unlock("clerk", PASSWORD, PIN) == desk.clerk


def test_five_wrong_pins_lock_the_account_and_a_missing_token_does_not(desk: Desk) -> None:
    desk.bind()
    for _ in range(7):
        assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD))[0] == "token_needed"
    for left in (4, 3, 2, 1):
        assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD, "0")) == ("token_pin", {"left": left})
    assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD, "0"))[0] == "locked_out"
    assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD, PIN))[0] == "locked_out"
    assert [name for name, _ in desk.vault.noted_tries()] == ["clerk"] * 5


def test_a_recorded_answer_is_not_enough(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver that repeats what the token once said cannot answer what it was never asked."""
    desk.bind()
    recorded: dict[bytes, bytes] = {}
    real = desk.token._key

    def recording(key: Any) -> TokenKey:
        made = real(key)
        return TokenKey(
            made.label, made.modulus, made.exponent, lambda m: recorded.setdefault(m, made.sign(m))
        )

    monkeypatch.setattr(desk.token, "_key", recording)
    assert desk.vault.unlock("clerk", PASSWORD, PIN) == desk.clerk

    def replaying(key: Any) -> TokenKey:
        made = real(key)
        old = next(iter(recorded.values()))
        return TokenKey(made.label, made.modulus, made.exponent, lambda m: recorded.get(m, old))

    monkeypatch.setattr(desk.token, "_key", replaying)
    assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD, PIN))[0] == "token_other"


def test_a_new_password_keeps_the_token_whoever_sets_it(desk: Desk) -> None:
    desk.bind()
    for keys in (desk.vault.unlock("clerk", PASSWORD, PIN), desk.admin):
        desk.vault.admit("clerk", OTHER, keys)
        assert refusal(lambda: desk.vault.unlock("clerk", OTHER))[0] == "token_needed"
        assert desk.vault.unlock("clerk", OTHER, PIN).store == desk.clerk.store
        assert desk.vault.token_of("clerk") == "示例KEY"


def test_a_token_is_taken_off_with_a_new_password(desk: Desk) -> None:
    desk.bind()
    desk.vault.admit("clerk", OTHER, desk.admin, keep_token=False)
    assert desk.vault.token_of("clerk") is None
    desk.token.plugged.clear()
    assert desk.vault.unlock("clerk", OTHER).store == desk.clerk.store
    assert refusal(lambda: desk.vault.unlock("clerk", PASSWORD))[0] == "wrong_password"


def test_the_history_of_passwords_and_the_signing_key_stay(desk: Desk) -> None:
    public = desk.vault.public_key("clerk")
    desk.bind()
    assert desk.vault.public_key("clerk") == public
    keys = desk.vault.unlock("clerk", PASSWORD, PIN)
    desk.vault.admit("clerk", OTHER, keys)
    assert desk.vault.was_used("clerk", PASSWORD, keys, 2)
    assert desk.vault.was_used("clerk", OTHER, keys, 1)
    assert not desk.vault.was_used("clerk", PASSWORD, keys, 1)


def test_only_one_fit_token_is_bound_and_only_with_the_password(desk: Desk) -> None:
    def bind(
        keys: Keys = desk.clerk, password: str = PASSWORD, pin: str = PIN, label: str | None = None
    ) -> Any:
        return refusal(lambda: desk.vault.bind_token(keys, password, pin, label))

    assert bind(password=OTHER) == ("wrong_password", {"left": 4})
    assert bind(pin="0")[0] == "token_pin_wrong"
    assert bind(label="别的")[0] == "token_missing"
    desk.token.plug("02", "第二个", rsa_key(3))
    assert bind() == ("token_several", {"labels": "示例KEY、第二个"})
    desk.token.plug("01", "示例KEY", rsa_key(4, 1024))
    assert bind(label="示例KEY")[0] == "token_unfit"
    desk.token.plug()
    desk.bind("示例KEY")
    assert bind(keys=desk.vault.unlock("clerk", PASSWORD, PIN), label="示例KEY")[0] == "token_bound"


def test_a_token_that_never_answers_alike_is_unfit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = desk.token._key
    count = iter(range(100))

    def restless(key: Any) -> TokenKey:
        made = real(key)
        return TokenKey(
            made.label, made.modulus, made.exponent, lambda m: made.sign(m + bytes([next(count)]))
        )

    monkeypatch.setattr(desk.token, "_key", restless)
    code, _ = refusal(lambda: desk.vault.bind_token(desk.clerk, PASSWORD, PIN))
    assert code == "token_unfit"
    assert desk.vault.token_of("clerk") is None


def test_another_desk_of_the_centre_asks_for_it_too(desk: Desk, tmp_path: Path) -> None:
    desk.bind()
    given = desk.vault.centre_wraps()
    bare = FileVault(tmp_path / "bare", CHEAP)
    (tmp_path / "bare").mkdir()
    assert refusal(lambda: bare.join(given, "clerk", PASSWORD))[0] == "token_needed"
    assert refusal(lambda: bare.join(given, "clerk", PASSWORD, PIN))[0] == "token_module"
    (tmp_path / "other").mkdir()
    other = FileVault(tmp_path / "other", CHEAP, factor=desk.token)
    assert other.join(given, "clerk", PASSWORD, PIN).centre == desk.clerk.centre
    assert other.unlock("clerk", PASSWORD, PIN).centre == desk.clerk.centre


def test_the_largest_wrap_still_travels(desk: Desk) -> None:
    for number in range(9):
        desk.vault.admit("clerk", f"Xin-2026-{number}!", desk.admin)
    keys = desk.vault.unlock("clerk", "Xin-2026-8!")
    desk.token.plug("9" * 60, "很长的名称" * 20)
    desk.token.plugged.pop("01")
    desk.vault.bind_token(keys, "Xin-2026-8!", PIN)
    assert len(as_bodies(desk.vault.centre_wraps())["clerk"]) + len("clerk") <= MAX_BODY


def test_the_password_alone_is_proved_again_and_its_tries_are_counted(desk: Desk) -> None:
    for bound in (False, True):
        if bound:
            desk.bind()
        desk.vault.prove("clerk", PASSWORD, desk.clerk.centre)
        for left in (4, 3):
            wrong = refusal(lambda: desk.vault.prove("clerk", OTHER, desk.clerk.centre))
            assert wrong == ("wrong_password", {"left": left})
        desk.vault.prove("clerk", PASSWORD, desk.clerk.centre)
    for _ in range(5):
        wrong = refusal(lambda: desk.vault.prove("clerk", OTHER, desk.clerk.centre))
    assert wrong == ("locked_out", {"minutes": 10})
    assert refusal(lambda: desk.vault.prove("clerk", PASSWORD, desk.clerk.centre))[0] == "locked_out"
