"""Every code that the rules use has its sentence, with no fact missing."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from app import words

DOMAIN = Path(words.__file__).parents[1] / "domain"
ENTRIES = (
    "identity", "people", "visit_entry", "visit_parties", "on_paper", "known", "entry", "reception_entry",
    "understood", "told",
    "notice_entry", "step_entry", "case/step_check", "case/moves", "case/signing",
)  # fmt: skip


def codes_of(module: str) -> set[str]:
    """The literal codes a module notes: second argument of add, first item of an (code, facts) pair."""
    found = set()
    for node in ast.walk(ast.parse((DOMAIN / f"{module}.py").read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add":
            found |= {arg.value for arg in node.args[1:2] if isinstance(arg, ast.Constant)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Why":
            found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
        pair = isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[1], ast.Dict)
        if pair and isinstance(node.elts[0], ast.Constant):
            found.add(node.elts[0].value)
    return found


@pytest.mark.parametrize("module", ENTRIES)
def test_every_code_has_its_sentence(module):
    missing = codes_of(module) - set(words.SENTENCES)
    assert missing == set()


def test_no_code_has_two_sentences():
    """A second sentence of one code takes the first one's place wherever the code is noted."""
    tables = [
        module.SENTENCES
        for module in vars(words).values()
        if isinstance(module, ModuleType) and hasattr(module, "SENTENCES")
    ]
    counted = Counter(code for table in tables for code in table)
    assert [code for code, times in counted.items() if times > 1] == []


def test_the_search_for_codes_finds_them():
    assert {"id_length", "id_check_digit", "id_date", "id_future", "id_age"} <= codes_of("identity")
    assert "duty_without_date" in codes_of("understood")
    assert sum(len(codes_of(module)) for module in ENTRIES) > 60
