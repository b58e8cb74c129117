"""A centre of 国密 from outside: a hub and two desks; slips, courier, passwords, chain, backup, restore."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.suites import NATIONAL
from db.hub import places
from db.hub.serving import serve
from db.hub.serving.serve import Running
from tests.attack.desks import VISIT
from tests.cli.conftest import ADMIN, CLERK
from tests.cli.within import Within, founded

NEW = "Kongque-88"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    started = serve.start("127.0.0.1:0", None, tmp_path / "hub-home")
    yield started
    started.stop()


def code_of(running: Running, letter: str) -> str:
    with running.hub.storage.writing() as work:
        known = places.only_centre(work)
        return places.new_code(work, letter, known.id if known else None, running.hub.clock())


def ok(done):
    assert done.code == 0, done
    return done.answer


def test_a_day_of_two_desks_and_a_hub(running: Running, tmp_path: Path) -> None:
    one = founded(tmp_path / "A", None, "--suite", NATIONAL)
    two = Within(tmp_path / "B" / "home")
    ok(one("enrol", running.url, code_of(running, "A"), login="admin"))
    visit = ok(one("register", "--json", "-", login="clerk", json_in=VISIT))
    ok(one("sync", login="clerk"))
    ok(two("enrol", running.url, code_of(running, "B"), login="clerk"))
    ok(two("sync", login="clerk"))
    assert ok(two("show", visit["visit_number"], login="clerk"))["visits"]

    slip = tmp_path / "A" / "slip.pdf"
    ok(one("slip", visit["visit_number"], "--out", str(slip), login="clerk"))
    ok(one("sync", login="clerk"))
    ok(two("sync", login="clerk"))
    assert ok(two("verify", str(slip)))["genuine"] is True, "by the key that came with the sync"

    later = ok(two("register", "--json", "-", login="clerk", json_in=VISIT))
    file = tmp_path / "b.courier"
    ok(two("courier", "write", str(file), login="host"))
    assert b"SM" not in file.read_bytes()[:40]
    assert file.read_bytes().startswith(b"JFTCOURIER2\n")
    assert ok(one("courier", "read", str(file), login="host"))["rows"] > 0
    assert ok(one("show", later["visit_number"], login="clerk"))["visits"]
    assert ok(one("sync", login="clerk"))["set_aside"] == 0

    ok(two("staff", "password", "clerk", login="clerk", new=NEW))
    ok(two("sync", login="clerk", password=NEW))
    ok(one("sync", login="host"))
    assert one("search", "王", login="clerk", password=CLERK).code == 3
    ok(one("search", "王", login="clerk", password=NEW))
    wraps = json.loads((one.home / "keys.json").read_text())
    assert {wrap["cipher"] for wrap in wraps["accounts"].values()} == {"SM4-GCM"}
    assert all(wrap["public"].startswith("sm2:") for wrap in wraps["accounts"].values())

    for desk in (one, two):
        assert ok(desk("check", login="admin")) == {"ok": True, "findings": []}
    backup = tmp_path / "a.bak"
    ok(one("backup", str(backup), login="admin"))
    again = tmp_path / "again"
    ok(one("restore", str(backup), login="admin", password=ADMIN, home=again))
    assert ok(one("check", login="admin", home=again))["ok"]
    ok(one("sync", login="admin", home=again))
    more = ok(one("register", "--json", "-", login="host", json_in=VISIT, home=again))
    assert ok(one("sync", login="host", home=again))["set_aside"] == 0
    ok(two("sync", login="host"))
    assert ok(two("show", more["visit_number"], login="host"))["visits"]
