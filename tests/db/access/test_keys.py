"""Who opens the store by a password or the paper, and how often one may try."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotAllowed
from db.access import wraps
from db.access.keys import FileVault
from db.access.wraps import Cost
from tests.conftest import CHEAP

PASSWORD = "Liuyi-2026"


class Watch:
    """A machine clock that a test turns."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


def refusal(vault: FileVault, login: str, password: str) -> NotAllowed:
    with pytest.raises(NotAllowed) as told:
        vault.unlock(login, password)
    return told.value


def test_the_password_and_the_recovery_key_open_the_same_keys(vault: FileVault) -> None:
    keys, recovery = vault.create("admin", PASSWORD)
    assert vault.unlock("admin", PASSWORD) == keys == vault.recover(recovery)
    assert len(keys.centre) == len(keys.store) == 32
    assert keys.centre != keys.store


def test_the_recovery_key_is_read_as_people_write(vault: FileVault) -> None:
    keys, recovery = vault.create("admin", PASSWORD)
    assert [len(group) for group in recovery.split("-")] == [4] * 8
    sloppy = recovery.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert vault.recover(sloppy) == keys
    last = "A" if recovery[-1] != "A" else "B"
    for wrong in ("", "7KQ4", recovery[:-1], recovery[:-1] + last, "U" * 32):
        with pytest.raises(NotAllowed) as told:
            vault.recover(wrong)
        assert told.value.code == "wrong_recovery_key"


@given(st.binary(min_size=20, max_size=20))
def test_recovery_keys_never_lose_a_bit(bits: bytes) -> None:
    number = int.from_bytes(bits, "big")
    text = "".join(wraps.ALPHABET[number >> 5 * place & 31] for place in reversed(range(32)))
    assert wraps.recovery_bytes(text) == bits


def test_five_wrong_tries_lock_for_ten_minutes(home: Path) -> None:
    watch = Watch()
    vault = FileVault(home, CHEAP, watch)
    keys, _ = vault.create("admin", PASSWORD)
    assert [refusal(vault, "admin", "x").facts for _ in range(4)] == [{"left": n} for n in (4, 3, 2, 1)]
    assert refusal(vault, "admin", "x").code == "locked_out"
    locked = refusal(FileVault(home, CHEAP, watch), "admin", PASSWORD)
    assert (locked.code, locked.facts) == ("locked_out", {"minutes": 10})
    watch.at += 9 * 60 + 1
    assert refusal(vault, "admin", PASSWORD).facts == {"minutes": 1}
    watch.at += 60
    assert refusal(vault, "admin", "x").facts == {"left": 4}
    assert vault.unlock("admin", PASSWORD) == keys
    assert refusal(vault, "admin", "x").facts == {"left": 4}


def test_a_clock_set_back_does_not_lock_for_ever(home: Path) -> None:
    watch = Watch()
    vault = FileVault(home, CHEAP, watch)
    vault.create("admin", PASSWORD)
    for _ in range(5):
        refusal(vault, "admin", "x")
    watch.at -= 1_000_000
    assert refusal(vault, "admin", PASSWORD).facts == {"minutes": 10}


def test_an_unknown_name_answers_as_a_wrong_password_and_costs_as_much(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost = Cost(memory=16 * 1024, time=3)
    vault = FileVault(home, cost)
    vault.create("admin", PASSWORD)
    real, spent = wraps.stretched, list[Cost]()

    def counted(password: str, salt: bytes, cost: Cost) -> bytes:
        spent.append(cost)
        return real(password, salt, cost)

    monkeypatch.setattr(wraps, "stretched", counted)
    for login in ("admin", "nobody"):
        spent.clear()
        answers = [refusal(vault, login, "x") for _ in range(5)]
        assert spent == [cost] * 5
        codes = [(answer.code, answer.facts) for answer in answers]
        assert codes == [("wrong_password", {"left": n}) for n in (4, 3, 2, 1)] + [
            ("locked_out", {"minutes": 10})
        ]


def test_accounts_come_and_go(vault: FileVault) -> None:
    keys, _ = vault.create("admin", PASSWORD)
    vault.admit("zhang", "Another-1", keys)
    assert vault.unlock("zhang", "Another-1") == keys
    vault.admit("zhang", "Changed-22", keys)
    assert refusal(vault, "zhang", "Another-1").code == "wrong_password"
    assert vault.unlock("zhang", "Changed-22") == keys
    vault.dismiss("zhang")
    vault.dismiss("zhang")
    assert refusal(vault, "zhang", "Changed-22").code == "wrong_password"


def test_a_wrap_of_one_account_is_of_no_use_under_another_name(vault: FileVault, home: Path) -> None:
    vault.create("admin", PASSWORD)
    held = json.loads((home / "keys.json").read_text())
    held["accounts"]["eve"] = held["accounts"]["admin"]
    del held["seal"]
    (home / "keys.json").write_text(json.dumps(held))
    assert refusal(vault, "eve", PASSWORD).code == "wrong_password"


def test_another_desk_of_the_centre_takes_the_same_accounts(vault: FileVault, tmp_path: Path) -> None:
    keys, recovery = vault.create("admin", PASSWORD)
    other = FileVault(tmp_path / "b", CHEAP)
    with pytest.raises(NotAllowed):
        other.join(vault.centre_wraps(), "admin", "wrong")
    assert not other.exists()
    joined = other.join(vault.centre_wraps(), "admin", PASSWORD)
    assert joined.centre == keys.centre
    assert joined.store != keys.store
    assert other.recover(recovery) == other.unlock("admin", PASSWORD) == joined
    vault.admit("li", "Third-333", keys)
    other.take_wraps(vault.centre_wraps())
    assert other.unlock("li", "Third-333") == joined


def test_the_usual_cost_is_64_mib_three_passes() -> None:
    assert (Cost().memory, Cost().time) == (65536, 3)
