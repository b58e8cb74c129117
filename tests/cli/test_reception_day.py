"""One day on the command line: from init to backup, with the exit codes that CLI.md promises."""

from __future__ import annotations

import json
import sqlite3

import pytest

NOTICE = {"opinion": "转市住建局核查", "contact": "李局 0562-2800000", "told": "书面"}


@pytest.fixture(scope="module")
def registered(program, visit):
    done = program("register", "--json", "-", login="clerk", json_in=visit)
    assert done.code == 0, done
    return done.answer


def test_register_says_what_the_contract_says(registered):
    assert registered["visit_number"].startswith("LF340700-A-261123-001-")
    assert registered["kind"] == "个体访"
    assert registered["first"] is True
    assert registered["masked_name"] == "王**"
    assert registered["dates"][0]["what"] == "转送"
    assert registered["dates"][0]["due"] == "2026-12-08"
    assert registered["notices_complete"] is False
    assert [one["code"] for one in registered["warnings"]] == ["id_age"]


def test_group_with_representatives_from_a_file(program, visit, registered):
    group = visit | {"headcount": 38, "matter": registered["visit_number"]}
    file = program.folder / "group.json"
    file.write_text(json.dumps(group, ensure_ascii=False), encoding="utf-8-sig")
    done = program("register", "--json", str(file), login="clerk")
    assert done.code == 0
    assert (done.answer["kind"], done.answer["first"]) == ("集体访", False)
    assert done.answer["matter"] == registered["matter"]
    assert done.answer["masked_name"] == "王** 等38人"
    assert done.answer["same_person"][0]["why"]


def test_refused_with_all_errors_and_exit_2(program, visit):
    wrong = visit | {"headcount": 0, "claim": "", "surprise": 1, "units": ["无此局"]}
    done = program("register", "--json", "-", login="clerk", json_in=wrong)
    assert done.code == 2
    assert {one["field"] for one in done.answer["errors"]} == {"headcount", "claim", "surprise", "units[0]"}
    assert all(one["message"] for one in done.answer["errors"])


def test_wrong_usage_and_unknown_numbers_are_2_with_json(program):
    for arguments in (
        ("nonsense",),
        ("register", "--json", "/no/such/file"),
        ("show", "LF340700-A-261123-999-0"),
    ):
        done = program(*arguments, login="clerk")
        assert done.code == 2
        assert done.answer["errors"][0]["message"]


def test_signed_in_and_allowed_or_3(program):
    assert program("search", "王").code == 3
    assert program("search", "王", login="clerk", password="Wrong-12345").code == 3
    assert program("check", login="clerk").code == 3
    assert program("register", "--json", "-", login="admin", json_in={}).code == 3
    assert program("show", "x", login="admin").code == 3


def test_the_world_is_4(program):
    again = program(
        "init", "--centre", "x", "--code", "340700", "--desk", "A", "--admin", "b", new="Admin-12345"
    )
    assert (again.code, again.answer["error"]["code"]) == (4, "store_exists")
    nowhere = program("search", "王", login="clerk", home=program.folder / "nowhere")
    assert (nowhere.code, nowhere.answer["error"]["code"]) == (4, "no_store")


def test_slip_verify_and_replacement(program, registered):
    number = registered["visit_number"]
    for name, paper, times in (("a.pdf", "a5", 0), ("b.png", "80mm", 1), ("c.png", "58mm", 2)):
        done = program("slip", number, "--paper", paper, "--out", name, login="clerk")
        assert (done.code, done.answer["times"]) == (0, times)
        found = program("verify", name)
        assert (found.code, found.answer["genuine"]) == (0, True)
        assert (found.answer["number"], found.answer["replaced"]) == (number, None)
    early = program("slip", number, "--kind", "三个告知单", "--out", "n.pdf", login="clerk")
    assert (early.code, early.answer["errors"][0]["code"]) == (2, "notices_incomplete")
    told = program("notice", "--json", "-", login="clerk", json_in={"visit": number, **NOTICE})
    assert (told.code, told.answer["due"], told.answer["complete"]) == (0, "2026-12-08", True)
    assert program("slip", number, "--kind", "三个告知单", "--out", "n.pdf", login="clerk").code == 0
    renewed = program("slip", number, "--out", "d.pdf", login="clerk").answer
    assert (renewed["times"], renewed["replaces"]) == (0, True)
    assert program("verify", "a.pdf", login="clerk").answer["replaced"] is True
    assert program("verify", "d.pdf", login="clerk").answer["replaced"] is False


def test_verify_needs_only_the_keys_and_is_0_whatever_it_finds(program, registered):
    program("slip", registered["visit_number"], "--out", "v.png", "--paper", "80mm", login="clerk")
    elsewhere = program.folder / "elsewhere"
    keys = str(program.home / "keys")
    assert program("verify", "--keys", keys, "v.png", home=elsewhere).answer["genuine"] is True
    assert not elsewhere.exists()
    unknown = program("verify", "v.png", home=elsewhere)
    assert (unknown.code, unknown.answer["genuine"]) == (0, False)
    forged = program("verify", "JFT:7KQ4M-2XP9T-3/AAAA")
    assert (forged.code, forged.answer["reason"]) == (0, "slip_altered")
    assert forged.answer["message"]


def test_show_and_search_are_masked(program, registered):
    shown = program("show", registered["query_code"], login="leader")
    assert shown.code == 0
    assert shown.answer["people"][0]["name"] == "王**"
    found = program("search", "wxm", login="leader").answer
    assert registered["visit_number"] in [hit["number"] for hit in found["hits"]]
    assert found["ms"] < 1000
    unmasked = ("show", registered["visit_number"], "--unmask")
    assert program(*unmasked, login="leader").code == 2
    whole = program(*unmasked, "--purpose", "核对身份", login="clerk")
    assert whole.answer["people"][0]["id_number"] == "340722190103200019"


def test_amend_keeps_old_and_new(program, registered):
    change = {"person": 0, "phone": "13900001234"}
    done = program("amend", registered["visit_number"], "--json", "-", login="clerk", json_in=change)
    assert (done.code, done.answer["amended"][0]["new"]) == (0, "139****1234")


def test_backup_restore_check(program):
    checked = program("check", login="admin")
    assert (checked.code, checked.answer) == (0, {"ok": True, "findings": []})
    assert program("backup", "copy.bak", login="admin").code == 0
    restored = program(
        "restore", str(program.folder / "copy.bak"), login="admin", home=program.folder / "new"
    )
    assert restored.code == 0
    assert restored.answer["series"] != restored.answer["was"] == "A"
    assert program("check", login="admin", home=program.folder / "new").answer["ok"] is True
    assert program("restore", "copy.bak", login="admin").code == 4


def test_nothing_readable_lies_in_the_folder(program, registered):
    for file in program.home.rglob("*"):
        if file.is_file() and file.suffix != ".png":
            content = file.read_bytes()
            for secret in ("王小明", "340722190103200019", "13800001234", "丽景园"):
                assert secret.encode() not in content, file
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(program.home / "store.db").execute("SELECT * FROM visits")
