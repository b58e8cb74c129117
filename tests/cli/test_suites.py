"""A centre of the national suite by the command line: init, a slip, verify, backup, restore, recover."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.domain.suites import GENERAL, NATIONAL
from tests.cli.conftest import ADMIN, CLERK
from tests.cli.within import STAFF, Within, found_wrong, founded

OPTIONS = ("--centre", "示例市来访接待中心", "--code", "340700", "--desk", "A", "--admin", "admin")


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("national"), STAFF, "--suite", NATIONAL)


def test_init_says_its_suite_and_refuses_another(tmp_path: Path) -> None:
    made = Within(tmp_path / "home")
    assert found_wrong(made("init", *OPTIONS, "--suite", "ZUC", new=ADMIN)) == {("suite", "suite_unknown")}
    assert not (tmp_path / "home" / "keys.json").exists()
    assert made("init", *OPTIONS, new=ADMIN).answer["suite"] == GENERAL


def test_a_slip_of_the_national_suite_verifies_without_a_store(national: Within, visit: Any) -> None:
    number = national("register", "--json", "-", login="clerk", json_in=visit).answer["visit_number"]
    for paper, name in (("a5", "slip.pdf"), ("80mm", "slip.png")):
        assert national("slip", number, "--paper", paper, "--out", name, login="clerk").code == 0
        found = national("verify", name).answer
        assert (found["genuine"], found["number"]) == (True, number)
    text = national("verify", "slip.png").answer
    assert national("verify", "slip.png", login="clerk").answer["replaced"] is False
    assert text["headcount"] == visit["headcount"]
    keys = json.loads((national.home / "keys" / "A.json").read_text())
    assert keys["public_key"].startswith("sm2:")


def test_either_program_reads_slips_of_both_suites(national: Within, visit: Any, tmp_path: Path) -> None:
    general = founded(tmp_path)
    folders = {}
    for made, name in ((general, "g.png"), (national, "n.png")):
        number = made("register", "--json", "-", login="clerk", json_in=visit).answer["visit_number"]
        assert made("slip", number, "--paper", "80mm", "--out", name, login="clerk").code == 0
        folders[name] = str(made.home / "keys"), str(made.folder / name)
    for made in (general, national):
        for name, (keys, file) in folders.items():
            assert made("verify", "--keys", keys, file).answer["genuine"] is True, name
        wrong = made("verify", "--keys", folders["g.png"][0], folders["n.png"][1]).answer
        assert (wrong["genuine"], wrong["reason"]) == (False, "slip_altered")


def test_the_chain_is_checked_and_a_changed_key_file_found(national: Within, tmp_path: Path) -> None:
    assert national("check", login="admin").answer == {"ok": True, "findings": []}
    copy = tmp_path / "home"
    shutil.copytree(national.home, copy)
    held = json.loads((copy / "keys.json").read_text())
    held["recovery"]["cipher"] = "AES-256-GCM"
    (copy / "keys.json").write_text(json.dumps(held, ensure_ascii=False))
    done = national("check", login="admin", home=copy)
    assert (done.code, done.answer["error"]["code"]) == (4, "keys_damaged")


def test_a_backup_is_restored_on_to_a_new_key_of_the_suite(national: Within, tmp_path: Path) -> None:
    file = str(tmp_path / "backup.jft")
    assert national("backup", file, login="admin").code == 0
    again = tmp_path / "again"
    done = national("restore", file, login="admin", home=again)
    assert done.code == 0, done
    (new,) = (again / "keys").glob("A?*.json")
    assert json.loads(new.read_text())["public_key"].startswith("sm2:")
    assert national("check", login="admin", home=again).answer["ok"] is True


def test_the_recovery_key_and_a_change_of_password(tmp_path: Path) -> None:
    made = Within(tmp_path / "home")
    key = made("init", *OPTIONS, "--suite", NATIONAL, new=ADMIN).answer["recovery_key"]
    wrong = key[:-1] + ("0" if key[-1] != "0" else "1")
    new = "Xin-de-2026!"
    done = made("recover", "admin", new=new, environment={"JIEFANGTAI_RECOVERY_KEY": wrong})
    assert (done.code, done.answer["error"]["code"]) == (3, "wrong_recovery_key")
    assert made("recover", "admin", new=new, environment={"JIEFANGTAI_RECOVERY_KEY": key}).code == 0
    assert made("staff", "list", login="admin", password=new).code == 0
    assert made("staff", "list", login="admin").code == 3
    added = made(
        "staff", "add", "clerk", "--name", "张三（示例）", "--role", "登记员",
        login="admin", password=new, new=CLERK,
    )  # fmt: skip
    assert added.code == 0
    assert made("search", "王", login="clerk").code == 0
