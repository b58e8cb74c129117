"""Names say what the thing is: those that fit everything are bound in no file of these folders."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FITS_EVERYTHING = frozenset({"one", "told", "said", "found", "given"})
NAMED = ("app", "printing", "ui", "db")
"""Folders in which no such name is left."""
KEPT = {
    ("ui/register/entry/form.py", "told"),  # a field of the registration's draft, kept on a desk by this name
    ("app/domain/rows/matters.py", "told"),  # a column of notices
    ("app/domain/rows/case.py", "told"),  # a column of withdrawals
    ("app/domain/rows/visits.py", "one"),  # a column of links
    ("app/domain/entries/notice_entry.py", "told"),  # a key of the notice JSON, written by its field
    ("app/domain/entries/step_entry.py", "found"),  # a key of the step JSON, written by its field
}
"""Names of stored columns and of keys that the command line takes."""


def files_named() -> Iterator[Path]:
    for place in NAMED:
        yield from sorted((ROOT / place).rglob("*.py"))


def names_bound(source: str) -> Iterator[tuple[str, int]]:
    """Each name of these that a source binds, with its line: variables, fields, parameters, imports."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                bound = name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound = name.strip("_").lower()
            case ast.alias(name=name, asname=asname):
                bound = asname or name
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                bound = name
            case _:
                continue
        if bound in FITS_EVERYTHING:
            yield bound, getattr(node, "lineno", 0)


def names_left() -> list[str]:
    """Place and name of each that is bound all the same; tests/test_house.py watches that there is none."""
    return [
        f"{file.relative_to(ROOT)}:{line} {name}"
        for file in files_named()
        for name, line in names_bound(file.read_text(encoding="utf-8"))
        if (file.relative_to(ROOT).as_posix(), name) not in KEPT
    ]


def test_what_is_kept_is_still_there() -> None:
    for file, name in KEPT:
        assert name in {bound for bound, _ in names_bound((ROOT / file).read_text(encoding="utf-8"))}


def test_no_file_is_named_so() -> None:
    named = [file for file in files_named() if FITS_EVERYTHING & set(file.stem.split("_"))]
    assert [file.relative_to(ROOT).as_posix() for file in named] == []


def test_there_are_files_in_every_place() -> None:
    for place in NAMED:
        assert list((ROOT / place).rglob("*.py")), place
    assert len(list(files_named())) > 300


@pytest.mark.parametrize(
    "line",
    [
        "one = rows[0]",
        "for one in rows: ...",
        "names = [one.name for one in rows]",
        "key = lambda one: one.id",
        "def f(*, given: int) -> None: ...",
        "if found := search(text): ...",
        "def _told(): ...",
        "told: bool = False",
        "from places import found",
        "with opened() as said: ...",
        "try: ...\nexcept OSError as told: ...",
        "match row:\n    case {'id': found}: ...",
    ],
)
def test_that_watch_sees_every_way_to_bind(line: str) -> None:
    assert list(names_bound(line))


@pytest.mark.parametrize(
    "line", ["from places import found as place", "row.found = 1", "answer['told'] = 1", "f(told=1)"]
)
def test_that_watch_lets_keys_and_attributes_be(line: str) -> None:
    assert list(names_bound(line)) == []
