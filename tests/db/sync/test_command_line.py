"""The commands of sync as a person types them: hub, token, enrol, sync, conflicts, courier (CLI.md)."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.cli.program import run
from app.errors import NotAllowed
from db.exchange.proofs import NOBODY
from db.hub.serving import serve
from db.hub.serving.serve import Running
from home import Home
from main import Programs

PASSWORD = "Zhong-2026-xin!"
ROOT = Path(__file__).parents[3]
Say = Callable[..., tuple[int, Any]]


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs one command line in a home; exit code and the JSON it said."""
    monkeypatch.setenv("JIEFANGTAI_PASSWORD", PASSWORD)
    monkeypatch.setenv("JIEFANGTAI_NEW_PASSWORD", PASSWORD)

    def said(home: str, user: str, *words: str) -> tuple[int, Any]:
        code = run(["--home", str(tmp_path / home), "--as", user, *words], Home, Programs())
        return code, json.loads(capsys.readouterr().out or "null")

    return said


@pytest.fixture
def hub(tmp_path: Path) -> Any:
    started = serve.start("127.0.0.1:0", None, tmp_path / "hub")
    yield started
    started.stop()


def join(say: Say, hub: Running) -> None:
    """Desk A from init, desk B from the hub; a clerk's account on both."""
    assert (
        say(
            "A",
            "admin",
            "init",
            "--centre",
            "示例中心",
            "--code",
            "340700",
            "--desk",
            "A",
            "--admin",
            "admin",
        )[0]
        == 0
    )
    assert add_clerk(say)[0] == 0
    for home in ("A", "B"):
        code, token = say("hub", "", "hub", "token", "--desk", home)
        assert code == 0
        assert say(home, "admin", "enrol", hub.url, token["code"])[0] == 0


def add_clerk(say: Say) -> tuple[int, Any]:
    """A clerk who may also hold receptions, and so carry files."""
    roles = ("--role", "登记员", "--role", "接谈员")
    return say("A", "admin", "staff", "add", "clerk", "--name", "张三（示例）", *roles)


def visit(tmp_path: Path) -> str:
    person = {
        "name": "王小明（示例）",
        "id_type": "无",
        "no_id_reason": "当场无证件",
        "address": "示例路1号",
        "phone": "13800001234",
        "representative": True,
    }
    entry = {"people": [person], "headcount": 1, "purpose": "求决", "claim": "示例小区办证", "facts": "示例"}
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_two_desks_agree_by_command(say: Say, hub: Running, tmp_path: Path) -> None:
    join(say, hub)
    code, made = say("A", "clerk", "register", "--json", visit(tmp_path))
    assert code == 0
    code, told = say("A", "clerk", "sync")
    assert code == 0
    assert sorted(told) == ["audit", "conflicts", "cursor", "pulled", "pushed", "set_aside"]
    assert told["pushed"] > 3
    assert told["audit"] > 0
    assert say("B", "clerk", "sync")[1]["pulled"] >= told["pushed"]
    assert say("B", "clerk", "show", made["visit_number"])[0] == 0
    assert say("A", "clerk", "sync")[1]["pushed"] == 0
    for home, phone in (("A", "13800002222"), ("B", "13800003333")):
        change = tmp_path / f"{home}.json"
        change.write_text(json.dumps({"person": 0, "phone": phone}))
        assert say(home, "clerk", "amend", made["visit_number"], "--json", str(change))[0] == 0
    for home in ("A", "B", "A"):
        assert say(home, "clerk", "sync")[0] == 0
    (clash,) = say("A", "clerk", "conflicts")[1]["conflicts"]
    assert {"id", "number", "field", "kept", "lost", "by", "at"} <= clash.keys()
    assert (clash["number"], clash["field"], clash["by"]) == (made["visit_number"], "phone", "clerk")
    assert say("A", "clerk", "conflicts", "restore", clash["id"])[0] == 0
    for home in ("A", "B"):
        assert say(home, "clerk", "sync")[0] == 0
    assert say("B", "clerk", "conflicts")[1] == {"conflicts": []}
    assert say("A", "clerk", "conflicts", "keep", clash["id"])[0] == 2
    status = say("B", "clerk", "sync", "status")[1]
    assert (status["state"], status["waiting"]) == ("已连接", 0)


def test_refusals_have_their_codes_and_sentences(say: Say, hub: Running, tmp_path: Path) -> None:
    join(say, hub)
    code, told = say("A", "admin", "enrol", hub.url, "AAAA-BBBB-CCCC-DDDD")
    assert (code, told["error"]["code"]) == (4, "hub_joined")
    code, told = say("C", "admin", "enrol", hub.url, "AAAA-BBBB-CCCC-DDDD")
    assert (code, told["error"]["code"]) == (3, "enrol_code")
    code, told = say("C", "admin", "enrol", "http://hub.example:1", "AAAA")
    assert (code, told["errors"][0]["code"]) == (2, "hub_url_plain")
    assert say("A", "clerk", "conflicts", "keep", "nobody")[0] == 2
    assert say("hub", "", "hub", "revoke", "Z")[0] == 2
    assert say("hub", "", "hub", "revoke", "B")[1] == {"desk": "B", "revoked": 1}
    code, told = say("B", "clerk", "sync")
    assert (code, told["error"]["code"]) == (3, "hub_revoked")
    hub.stop()
    code, told = say("A", "clerk", "sync")
    assert (code, told["error"]["code"]) == (4, "hub_unreachable")
    assert "登记照常" in told["error"]["message"]


def test_a_desk_that_was_cut_off_is_let_in_again_with_what_it_wrote_meanwhile(
    say: Say, hub: Running, tmp_path: Path
) -> None:
    join(say, hub)
    before = say("B", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    assert say("B", "clerk", "sync")[0] == 0
    epoch = hub_epoch(hub)
    assert say("hub", "", "hub", "revoke", "B")[0] == 0
    meanwhile = say("B", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    assert say("B", "clerk", "sync")[1]["error"]["code"] == "hub_revoked"
    token = say("hub", "", "hub", "token", "--desk", "B")[1]["code"]
    assert say("B", "admin", "enrol", hub.url, token)[0] == 0
    assert say("B", "clerk", "sync")[1]["set_aside"] == 0
    after = say("B", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    assert say("B", "clerk", "sync")[0] == 0
    assert say("A", "clerk", "sync")[0] == 0
    for number in (before, meanwhile, after):
        assert say("A", "clerk", "show", number)[0] == 0
    assert hub_epoch(hub) == epoch
    assert say("A", "admin", "check")[1]["findings"] == []
    assert say("B", "admin", "check")[1]["findings"] == []


def hub_epoch(hub: Running) -> int:
    """It changes only when everything must be sent and read again."""
    with hub.hub.storage.reading() as work:
        return int(work.all("SELECT epoch FROM centres")[0][0])


def test_courier_by_command(say: Say, hub: Running, tmp_path: Path) -> None:
    join(say, hub)
    made = say("A", "clerk", "register", "--json", visit(tmp_path))[1]
    file = str(tmp_path / "A.courier")
    assert say("A", "clerk", "courier", "write", file)[0] == 0
    assert say("B", "clerk", "courier", "read", file)[0] == 0
    assert say("B", "clerk", "show", made["visit_number"])[0] == 0
    assert say("B", "clerk", "sync")[0] == 0
    assert say("A", "clerk", "sync")[0] == 0


def test_the_hub_command_listens_and_stops_at_a_signal(tmp_path: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "main.py", "--home", str(tmp_path), "hub", "--listen", "127.0.0.1:0"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert started.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", started.stderr.readline().decode())
        assert address is not None
        assert httpx.get(f"{address[0]}/q").status_code == 200
    finally:
        started.send_signal(signal.SIGTERM)
        _, told = started.communicate(timeout=60)
    assert b"Traceback" not in told


def test_a_desk_leaves_its_hub_and_joins_again_or_founds_another_one(
    say: Say, hub: Running, tmp_path: Path
) -> None:
    join(say, hub)
    number = say("B", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    assert say("B", "clerk", "leave")[1]["error"]["code"] == "role_missing"
    assert say("B", "admin", "leave")[1] == {"hub": hub.url, "waiting": 0, "heard": True}
    assert say("B", "clerk", "sync")[1]["error"]["code"] == "hub_unset"
    assert say("B", "admin", "leave")[1]["error"]["code"] == "hub_unset"
    assert say("A", "clerk", "sync")[0] == 0
    assert say("A", "clerk", "show", number)[0] == 0, "what waited was sent first"
    left = say("A", "admin", "audit", "--what", "离开中心")[1]["entries"]
    assert [one["success"] for one in left] == [True], "the other desks read of it"
    alone = say("B", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    token = say("hub", "", "hub", "token", "--desk", "B")[1]["code"]
    assert say("B", "admin", "enrol", hub.url, token)[1]["set_aside"] == 0
    assert say("A", "clerk", "sync")[0] == 0
    assert say("A", "clerk", "show", alone)[0] == 0
    assert say("B", "admin", "check")[1]["findings"] == []


def test_a_desk_leaves_a_hub_that_is_gone_for_a_new_one(say: Say, hub: Running, tmp_path: Path) -> None:
    join(say, hub)
    before = say("B", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    for home in ("B", "A"):
        assert say(home, "clerk", "sync")[0] == 0
    hub.stop()
    alone = say("B", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    number = say("A", "clerk", "register", "--json", visit(tmp_path))[1]["visit_number"]
    code, told = say("A", "admin", "leave")
    assert (code, told["error"]["code"]) == (4, "hub_unreachable")
    assert say("A", "clerk", "sync", "status")[1]["hub"] == hub.url, "nothing was forgotten"
    told = say("A", "admin", "leave", "--unheard")[1]
    assert (told["hub"], told["heard"]) == (hub.url, False)
    assert told["waiting"] > 0
    fresh = serve.start("127.0.0.1:0", None, tmp_path / "fresh")
    try:
        token = say("fresh", "", "hub", "token", "--desk", "A")[1]["code"]
        assert say("A", "admin", "enrol", fresh.url, token)[1]["set_aside"] == 0
        assert say("A", "clerk", "sync", "status")[1]["waiting"] == 0
        token = say("fresh", "", "hub", "token", "--desk", "C")[1]["code"]
        assert say("C", "admin", "enrol", fresh.url, token)[0] == 0
        for here in (before, number):
            assert say("C", "clerk", "show", here)[0] == 0
        assert say("B", "admin", "leave", "--unheard")[1]["heard"] is False
        token = say("fresh", "", "hub", "token", "--desk", "B")[1]["code"]
        assert say("B", "admin", "enrol", fresh.url, token)[1]["error"]["code"] == "hub_unproved"
        assert say("fresh", "", "hub", "restored")[0] == 0
        assert say("B", "clerk", "sync")[1]["set_aside"] == 0
        for home in ("A", "C"):
            assert say(home, "clerk", "sync")[1]["set_aside"] == 0
            assert say(home, "clerk", "show", alone)[0] == 0
            assert say(home, "admin", "check")[1]["findings"] == []
    finally:
        fresh.stop()


def test_a_refused_joining_without_a_signer_leaves_what_waits_as_it_is(
    say: Say, hub: Running, tmp_path: Path
) -> None:
    """Only a hub that says it has no centre is founded anew: no proof is no such word."""
    join(say, hub)
    assert say("hub", "", "hub", "revoke", "B")[0] == 0
    say("B", "clerk", "register", "--json", visit(tmp_path))
    house = Home(tmp_path / "B")
    try:
        link = house.link(house.sign_in("admin", PASSWORD))
        before = (link.state().waiting, link.state().cursor)
        assert min(before) > 0
        link._voice = lambda: NOBODY
        code = say("hub", "", "hub", "token", "--desk", "B")[1]["code"]
        with pytest.raises(NotAllowed, match="enrol_proof"):
            link.join(hub.url, code, None, PASSWORD)
        assert (link.state().waiting, link.state().cursor) == before
    finally:
        house.close()
