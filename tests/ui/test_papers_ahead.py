"""Papers are made ready in a quiet moment of who may put something on paper, and by nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from home import Home
from tests.ui.house import settle, sign_in
from ui.app import Program
from ui.papers_ahead import PapersAhead


class Counted:
    """Papers that count how often they were asked to prepare."""

    def __init__(self) -> None:
        self.prepared = 0

    def prepare(self) -> None:
        self.prepared += 1


@pytest.fixture
def papers() -> Counted:
    return Counted()


@pytest.fixture
def clerk(real_home: Home, papers: Counted) -> Desk:
    return replace(sign_in(real_home), papers=papers)


def test_they_are_prepared_once(program: Program, clerk: Desk, papers: Counted, qtbot: QtBot) -> None:
    program.papers.follow(clerk)
    assert papers.prepared == 0, "not while the first page is drawn"
    program.papers.prepare()
    program.papers.prepare()
    settle(qtbot, program.tasks)
    assert papers.prepared == 1


def test_the_quiet_moment_comes_by_itself(
    program: Program, clerk: Desk, papers: Counted, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.papers_ahead.REST_MS", 0)
    ahead = PapersAhead(program.tasks, program)
    ahead.follow(clerk)
    ahead.stirred()
    qtbot.waitUntil(lambda: papers.prepared == 1)


def test_who_went_is_not_waited_for(program: Program, clerk: Desk, papers: Counted, qtbot: QtBot) -> None:
    program.papers.follow(clerk)
    program.papers.stop()
    program.papers.stirred()
    program.papers.prepare()
    settle(qtbot, program.tasks)
    assert papers.prepared == 0


def test_who_prints_nothing_loads_nothing(
    program: Program, clerk: Desk, papers: Counted, qtbot: QtBot
) -> None:
    reader = replace(clerk, staff=replace(clerk.staff, roles=("审计员",)))
    assert not reader.may("print")
    program.papers.follow(reader)
    program.papers.prepare()
    settle(qtbot, program.tasks)
    assert papers.prepared == 0


def test_the_desks_own_papers_can_be_prepared(program: Program, real_home: Home, qtbot: QtBot) -> None:
    desk = sign_in(real_home)
    program.papers.follow(desk)
    program.papers.prepare()
    settle(qtbot, program.tasks)
    assert desk.papers.missing({"title": "来访回执"}) == ""
