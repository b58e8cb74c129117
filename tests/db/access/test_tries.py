"""Locks: judged tries count, right ones at once all pass, no account touches another, any file is read."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import JiefangtaiError, NotAllowed
from app.ports.vault import COUNT_DAMAGED
from db.access.keys import FileVault
from db.access.tries import ALLOWED, AT_ONCE, JUDGED_WITHIN, Tries
from db.access.wraps import Cost

CHEAP = Cost(memory=64, time=1)
PASSWORD = "Zhong-2026-xin!"


class Watch:
    at = 1_795_000_000.0

    def __call__(self) -> float:
        return self.at


def test_eight_right_sign_ins_at_once_all_pass(tmp_path: Path) -> None:
    FileVault(tmp_path, CHEAP).create("admin", PASSWORD)
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: FileVault(tmp_path, CHEAP).unlock("admin", PASSWORD), range(8)))
    assert len(keys) == 8
    assert FileVault(tmp_path, CHEAP).wrong_tries("admin") == 0


def test_a_burst_of_guesses_gets_no_more_than_a_few(tmp_path: Path) -> None:
    vault = FileVault(tmp_path, CHEAP)
    vault.create("admin", PASSWORD)

    def guess(number: int) -> str:
        try:
            FileVault(tmp_path, CHEAP).unlock("admin", f"wrong-{number}")
        except NotAllowed as error:
            return error.code
        return "opened"

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(guess, range(200)))
    assert answers.count("wrong_password") < ALLOWED + AT_ONCE
    assert answers[-1] == "locked_out"


def test_no_account_locks_or_frees_another(tmp_path: Path) -> None:
    tries = Tries(tmp_path / "tries.json", Watch())
    for _ in range(ALLOWED):
        tries.wrong(tries.begin("leader"))
    for number in range(1_000):
        try:
            tries.wrong(tries.begin(f"stranger-{number}", known=False))
        except NotAllowed:
            continue
    with pytest.raises(NotAllowed, match="locked_out"):
        tries.begin("leader")
    tries.forget(tries.begin("clerk"))
    assert "stranger" not in (tmp_path / "tries.json").read_text()


def test_a_try_that_a_kill_cut_off_was_a_wrong_one(tmp_path: Path) -> None:
    watch = Watch()
    tries = Tries(tmp_path / "tries.json", watch)
    for _ in range(ALLOWED):
        tries.begin("admin")
    watch.at += JUDGED_WITHIN + 1
    with pytest.raises(NotAllowed, match="locked_out"):
        tries.begin("admin")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "5",
        '{"admin": 5}',
        '{"admin": [1, 0.0]}',
        '{"accounts": []}',
        '{"accounts": {"admin": 7}}',
        '{"accounts": {"admin": {"wrong": "x", "until": 0, "begun": {}}}}',
        '{"noted": [[1]]}',
        "{" * 5000,
    ],
)
def test_a_file_of_another_shape_begins_anew(tmp_path: Path, text: str) -> None:
    vault = FileVault(tmp_path, CHEAP)
    vault.create("admin", PASSWORD)
    (tmp_path / "tries.json").write_text(text)
    with pytest.raises(NotAllowed, match="wrong_password"):
        vault.unlock("admin", "x")
    assert vault.unlock("admin", PASSWORD)
    noted = [login for login, _ in vault.noted_tries()]
    assert noted == [COUNT_DAMAGED, "admin"] or (noted == ["admin"] and text.startswith('{"admin"'))


def test_every_flip_of_the_key_file_is_a_sentence_or_opens(tmp_path: Path) -> None:
    """No traceback: a damaged file says so, or the password does not open it."""
    vault = FileVault(tmp_path, CHEAP)
    keys, _ = vault.create("admin", PASSWORD)
    good = (tmp_path / "keys.json").read_bytes()
    for at in range(0, len(good), 7):
        for bit in (0, 5):
            (tmp_path / "keys.json").write_bytes(good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1 :])
            (tmp_path / "tries.json").unlink(missing_ok=True)
            try:
                assert FileVault(tmp_path, CHEAP).unlock("admin", PASSWORD) == keys
            except JiefangtaiError:
                continue
    for shape in (
        "null",
        "[]",
        '{"version": 1}',
        json.dumps({"version": 1, "accounts": 1, "recovery": {}, "store": {}}),
    ):
        (tmp_path / "keys.json").write_text(shape)
        with pytest.raises(JiefangtaiError):
            FileVault(tmp_path, CHEAP).unlock("admin", PASSWORD)
