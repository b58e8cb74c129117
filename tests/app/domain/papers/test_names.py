"""Each paper's name is written once, in app/domain/papers/names; other places speak of it by that name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.domain.case import modes
from app.domain.papers import names
from app.domain.papers.kinds import BUILDERS
from app.domain.papers.sizes import RECORDS
from app.services.papers.number_document import MARKS

ROOT = Path(__file__).resolve().parents[4]
HOME = "app/domain/papers/names.py"
NAMES = {name for key, name in vars(names).items() if key.isupper()}
ALSO_A_MODE = {"app/domain/case/modes.py": {modes.REPLYING}}
"""直接回复 is what is done as well as the paper that says so."""


def literals(source: str) -> set[str]:
    """The names of papers, minutes of receptions too, that a source writes out."""
    wanted = NAMES | set(RECORDS.values())
    constants = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    return {value for value in constants if isinstance(value, str)} & wanted


def sources() -> list[Path]:
    files = [path for folder in ("app", "db", "ui", "printing") for path in (ROOT / folder).rglob("*.py")]
    return [path for path in files if path.relative_to(ROOT).as_posix() != HOME]


def test_every_paper_has_its_name_there_and_no_other() -> None:
    assert set(BUILDERS) - set(RECORDS.values()) == NAMES
    assert set(MARKS) | {names.SLIP} == set(BUILDERS), "every kind but the slip has a mark in its number"


def test_no_other_place_writes_a_name_out() -> None:
    written = {
        path.relative_to(ROOT).as_posix(): literals(path.read_text(encoding="utf-8")) for path in sources()
    }
    assert {place: words for place, words in written.items() if words} == ALSO_A_MODE


@pytest.mark.parametrize("line", ['KIND = "交办单"', 'f(kind="督办函")', 'x = {"接谈记录": 1}'])
def test_that_watch_bites(line: str) -> None:
    assert literals(line)
