"""A home of every earlier build opens: nothing is lost, and its facts are read by the rules of today.

tests/stores/NAME.zip is a whole home with synthetic people, made by that build's own command line (how:
tests.stores.make); NAME.json is what its ``show`` and ``report`` said then, with the password of all its
accounts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.stores.unpack import unpack

STORES = Path(__file__).resolve().parents[1] / "stores"
BUILDS = sorted(file.stem for file in STORES.glob("*.zip"))
FACTS = (
    *("people", "visits", "steps", "receptions", "duties", "notices", "replies", "incidents", "moves"),
    *("reminders", "ratings", "documents", "prints", "amendments", "pending", "lists"),
)
"""What was written down; dates and status follow from it and may follow otherwise today."""
COUNTED = frozenset({"derivation", "provisional"})
MASKED = frozenset({"address"})
"""Shown in part; how much of it is a rule of today."""


@pytest.fixture(scope="module", params=BUILDS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, Any]:
    """The home in a folder of its own, and what the build said of it."""
    home = tmp_path_factory.mktemp("earlier") / "home"
    then = json.loads((STORES / f"{request.param}.json").read_text())
    key = bytes.fromhex(then["key"]) if "key" in then else None
    unpack(STORES / f"{request.param}.zip", key, home)
    return Program(home), then


def _show(opened: tuple[Program, Any], number: str) -> dict[str, Any]:
    program, then = opened
    answer = program("show", number, login="leader", password=then["password"])
    assert answer.code == 0, answer
    return answer.answer


def test_its_check_finds_nothing(opened: tuple[Program, Any]) -> None:
    program, then = opened
    answer = program("check", login="admin", password=then["password"])
    assert (answer.code, answer.answer) == (0, {"ok": True, "findings": []})


def test_every_fact_is_there(opened: tuple[Program, Any]) -> None:
    for then in opened[1]["shown"].values():
        now = _show(opened, then["number"])
        for kind in FACTS:
            held = [_facts(row, set(row)) for row in now.get(kind) or ()]
            for row in then.get(kind) or ():
                keys = set(row) - COUNTED - MASKED
                assert _facts(row, keys) in [{key: row.get(key) for key in keys} for row in held], kind


def _facts(row: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key in keys}


def test_its_matters_are_read_by_the_rules_of_today(opened: tuple[Program, Any]) -> None:
    """An open matter owes something to somebody; what the build had closed or voided owes nothing."""
    for then in opened[1]["shown"].values():
        now = _show(opened, then["number"])
        owed = [row for row in now["obligations"] if not (row["met_at"] or row["ended_by"])]
        dated = [row["due"] for row in owed if row["kind"] in ("法定", "限期")]
        assert now["matter"]["due"] == min(dated, default=None)
        if then["void"] or then["matter"]["status"] == "已办结":
            assert not dated, then["number"]


def test_the_same_visits_are_counted(opened: tuple[Program, Any]) -> None:
    program, said = opened
    then = said["report"]
    days = ("--from", then["from"], "--to", then["to"])
    now = program("report", *days, login="leader", password=said["password"]).answer
    for figure in ("来访", "个体访", "集体访", "初次", "重复"):
        for unit in ("批次", "人次"):
            assert now["figures"][figure][unit] == then["figures"][figure][unit], (figure, unit)
