"""Every code that the rules use has its sentence, with no fact missing."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from app import words
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused, Unavailable
from app.ports.clock import CENTRE_TIME
from app.words.visits import also_words

DOMAIN = Path(words.__file__).parents[1] / "domain"
ENTRIES = (
    "identity", "entries/people", "entries/visit_entry", "entries/visit_parties", "text/on_paper",
    "entries/known", "entries/entry", "entries/reception_entry", "entries/understood", "entries/notices",
    "entries/case_named", "entries/notice_entry", "entries/step_entry", "entries/incident_entry",
    "entries/reply_entry", "entries/reception_check", "case/step_check", "case/moves", "case/signing",
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
    assert "duty_without_date" in codes_of("entries/understood")
    assert sum(len(codes_of(module)) for module in ENTRIES) > 60


def test_what_is_unusual_about_a_visit_names_nobody_in_full():
    at = datetime(2026, 11, 23, 9, 31, tzinfo=CENTRE_TIME)
    usual = Visit(
        id="v", number="LF", query_code="Q", matter_id="m", arrived_at=at, registered_at=at, desk="A",
        clerk="clerk", headcount=1, kind="个体访", first=True, purpose="求决",
    )  # fmt: skip
    assert also_words(usual) == ""
    other = replace(
        usual,
        organisation={"name": "示例厂", "contact": "李四"},
        guardian={"name": "赵监护", "relation": "父母"},
        interpreter="手语，钱译某",
        accused=("市教育局",),
        procedure="简易",
        urgent=True,
    )
    assert also_words(other) == (
        "来访单位 示**，监护人 赵**（父母），翻译 手* 钱**，被检举单位 市教育局，简易程序，重大紧急"
    )


def test_of_an_error_the_first_thing_wrong_is_what_a_person_reads():
    wrong = FieldError("title", "no_file", {"file": "例.pdf"}), FieldError("who", "required")
    assert words.sentence_of(Refused(*wrong)) == words.sentence("no_file", {"file": "例.pdf"})
    assert words.sentence_of(Unavailable("disk_full")) == words.sentence("disk_full")


def test_there_is_no_refusal_without_a_reason():
    """Whoever shows one takes its first; ``refused`` itself has no sentence."""
    with pytest.raises(TypeError):
        Refused(*())


def test_the_first_thing_wrong_is_picked_in_one_place():
    """Pages once did it in sixteen places, each guarding something else."""
    root = Path(words.__file__).parents[2]
    files = [file for layer in ("app", "ui", "printing", "db") for file in (root / layer).rglob("*.py")]
    picking = [
        file.relative_to(root).as_posix()
        for file in files
        if re.search(r"errors\[0\]( if isinstance|.* else error\b)", file.read_text("utf-8"))
    ]
    assert picking == ["app/words/__init__.py"]
