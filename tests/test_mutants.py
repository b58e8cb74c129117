"""Every named mutant can be played: its place stands just once, and the changed file is still a program."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants import ALL
from tests.mutants.__main__ import chosen_mutants, rates
from tests.mutants.mutant import PARTS, Mutant

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("mutant", ALL, ids=lambda mutant: mutant.name)
def test_a_mutant_changes_one_place_of_a_program(mutant: Mutant) -> None:
    source = (ROOT / mutant.path).read_text(encoding="utf-8")
    changed = mutant.applied_to(source)
    assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
    files = [place for place in mutant.tests if place.startswith("tests/")]
    assert files
    assert [place for place in files if not (ROOT / place.partition("::")[0]).exists()] == []


def test_names_are_told_once_and_every_part_has_some() -> None:
    assert [name for name, count in Counter(mutant.name for mutant in ALL).items() if count > 1] == []
    assert Counter(mutant.part for mutant in ALL).keys() == PARTS.keys()


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    first, again, other = (chosen_mutants((), 40, seed) for seed in (1, 1, 2))
    assert (len(first), first) == (40, again)
    assert first != other
    assert {mutant.part for mutant in chosen_mutants(("layout",), None, 1)} == {"layout"}


def test_the_rate_is_told_of_each_part_and_of_all() -> None:
    told = rates(Counter(domain=4, sync=2), Counter(domain=3, sync=2))
    assert told.splitlines() == [
        "domain   3 of 4 killed: 75.0%",
        "sync     2 of 2 killed: 100.0%",
        "all      5 of 6 killed: 83.3%",
    ]
