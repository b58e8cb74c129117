"""kill -9 while a clerk types, fifty times: no acknowledged visit lost or doubled, no 草稿已存 a lie."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue

import pytest

from app.domain.rows.desk import Draft
from app.domain.rows.visits import Visit
from main import Home
from tests.acceptance.conftest import CLERK, FIRST
from tests.acceptance.desktop import ROOT
from ui.register.entry.form import RegisterForm

pytestmark = pytest.mark.acceptance

KILLS = int(os.environ.get("JIEFANGTAI_KILLS", "50"))
LONGEST = 3.0
"""Seconds before the end comes at the latest: after the first key, or after the first visit was saved."""


def read_lines(program: subprocess.Popen[str], into: Queue[str]) -> None:
    assert program.stdout is not None
    for line in program.stdout:
        into.put(line)


def killed_run(home: Path, run: int, moment: float, after_a_visit: bool) -> list[dict]:
    """Start the typist, kill it a moment later; what it had been told is stored."""
    said: list[dict] = []
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.acceptance.typist", str(home), CLERK, FIRST, str(run)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    lines: Queue[str] = Queue()
    reader = threading.Thread(target=read_lines, args=(program, lines))
    reader.start()
    try:
        assert json.loads(lines.get(timeout=120)) == {"ready": True}
        while after_a_visit and not any("visit" in one for one in said):
            said.append(json.loads(lines.get(timeout=120)))
        time.sleep(moment)
    finally:
        program.send_signal(signal.SIGKILL)
        program.wait()
        reader.join()
        assert program.stdout is not None
        program.stdout.close()
    while True:
        try:
            said.append(json.loads(lines.get_nowait()))
        except Empty:
            return said


def test_fifty_kills_lose_nothing(prepared: Path) -> None:
    seed = int(os.environ.get("JIEFANGTAI_SEED", "20261123"))
    print(f"seed {seed}")  # noqa: T201 - a failing run is replayed with JIEFANGTAI_SEED
    moments = random.Random(seed)
    visits: dict[str, str] = {}
    drafts: list[str] = []
    for run in range(1, KILLS + 1):
        moment, after_a_visit = moments.uniform(0.0, LONGEST), run % 3 == 0
        for one in killed_run(prepared, run, moment, after_a_visit):
            if "visit" in one:
                visits[one["visit"]] = one["claim"]
            else:
                drafts.append(one["draft"])
    house = Home(prepared)
    try:
        desk = house.sign_in(CLERK, FIRST)
        with desk.records.reading() as reads:
            stored = reads.find(Visit)
            kept = reads.find(Draft)
    finally:
        house.close()
    numbers = [visit.number for visit in stored]
    assert len(numbers) == len(set(numbers))
    assert {number: claim for number, claim in visits.items() if number not in numbers} == {}
    claims = [visit.claim or "" for visit in stored]
    claims += [RegisterForm.from_draft(draft.form["fields"]).claim for draft in kept]
    lost = [draft for draft in drafts if not any(claim.startswith(draft) for claim in claims)]
    assert lost == []
    assert visits, "no visit was ever acknowledged: the typist is too slow for this test"
    assert drafts
