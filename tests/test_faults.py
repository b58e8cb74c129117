"""Each fault of the first build, numbered and not, has its tests, and they are there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.faults import FAULTS, UNNUMBERED, Fault

ROOT = Path(__file__).resolve().parents[1]
LAST = 17
"""CASE.md 8 numbers the faults from 1 to 17."""


def test_every_number_has_its_tests() -> None:
    assert sorted(FAULTS) == list(range(1, LAST + 1))
    assert all(fault.said and fault.tests for fault in (*FAULTS.values(), *UNNUMBERED.values()))


@pytest.mark.parametrize(
    "fault", [*FAULTS.values(), *UNNUMBERED.values()], ids=[*map(str, FAULTS), *UNNUMBERED]
)
def test_the_tests_of_a_fault_are_there(fault: Fault) -> None:
    for place in fault.tests:
        path, _, name = place.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, place
