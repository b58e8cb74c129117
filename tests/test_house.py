"""The house itself: arrows point at app, every code has a sentence, every module says what it is for."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.words import SENTENCES
from tests.test_names import names_left

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("app", "db", "printing", "ui")
ERRORS = {"FieldError": 1, "NotAllowed": 0, "Unavailable": 0}
"""Class of error to the position of its code among the arguments."""


def modules() -> list[Path]:
    return [
        ROOT / "main.py",
        ROOT / "home.py",
        *(file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))),
    ]


def codes_used() -> Iterator[tuple[str, str]]:
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            position = ERRORS.get(name)
            if position is None or len(node.args) <= position:
                continue
            code = node.args[position]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value, f"{file.relative_to(ROOT)}:{node.lineno}"


def test_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_code_has_its_sentence() -> None:
    missing = sorted({f"{code}  ({where})" for code, where in codes_used() if code not in SENTENCES})
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentence_is_fit_to_read(code: str) -> None:
    text = SENTENCES[code]
    assert [name for _, name, _, _ in string.Formatter().parse(text) if name == ""] == []
    for word in ("失败", "非法", "异常", "系统错误", "！", "上访"):
        assert word not in text, f"{code}: {word}"


def test_digits_are_those_of_ascii_before_they_become_a_number() -> None:
    """``"²".isdigit()`` is true and ``int("²")`` raises: what came from elsewhere is asked for ASCII too."""
    loose = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in modules()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if ".isdigit()" in line and "isascii()" not in line and "int(" in file.read_text(encoding="utf-8")
    ]
    assert loose == []


WIDER_ON_PURPOSE = {"app/domain/masks.py"}
"""What hides numbers hides those of every script."""


def takes_foreign_digits(source: str) -> list[int]:
    """Lines that take ٣ for 3: a pattern with ``\\d``, isdecimal() or isnumeric(): they know every script."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.search(r"\\[dD]", node.value)
        ):
            found.append(node.lineno)
        if isinstance(node, ast.Attribute) and node.attr in ("isdecimal", "isnumeric"):
            found.append(node.lineno)
    return found


def test_a_digit_is_one_of_ascii_in_every_pattern() -> None:
    """``\\d`` and ``int`` take the digits of forty scripts; a term, a day or a number takes 0 to 9 alone."""
    loose = [
        f"{name}:{line}"
        for name, file in ((str(file.relative_to(ROOT)), file) for file in modules())
        if name not in WIDER_ON_PURPOSE
        for line in takes_foreign_digits(file.read_text(encoding="utf-8"))
    ]
    assert loose == []


@pytest.mark.parametrize(
    "line", [r're.compile(r"(\d+)月")', r'f"{x}\\D"', "text.isdecimal()", "text.isnumeric()"]
)
def test_that_watch_sees_a_pattern_of_any_digit(line: str) -> None:
    assert takes_foreign_digits(line) == [1]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in modules()
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_no_module_begins_with_a_question_word() -> None:
    """A module's first line is subject, verb and object: a sentence with What names neither of them."""
    files = [
        *modules(),
        *(file for folder in ("packaging", "tests") for file in (ROOT / folder).rglob("*.py")),
    ]
    riddles = [
        str(file.relative_to(ROOT))
        for file in files
        if re.match(
            r"(What|Which|Whether)\b", ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        )
    ]
    assert not riddles, "\n".join(riddles)


def test_colours_live_in_the_theme_alone() -> None:
    elsewhere = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "ui").rglob("*.py")
        if "theme" not in file.parts
        and file.name != "theme.py"
        and "setStyleSheet" in file.read_text(encoding="utf-8")
    ]
    assert not elsewhere


def test_no_exception_is_swallowed_wholesale() -> None:
    broad = []
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None
                or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
            ):
                handles = any(isinstance(child, ast.Raise | ast.Call) for child in ast.walk(node))
                if not handles:
                    broad.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert not broad


STORE_DOORS = {"reading", "write", "on_writer"}
"""What opens a store: services call it, the window calls services."""


def opens_the_store(source: str) -> list[int]:
    """Lines that reach for the store: ``desk.records`` in any use, a rows port, a store itself."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and (node.attr == "records" or node.attr in STORE_DOORS):
            owner = node.value
            of_store = node.attr == "records" or getattr(owner, "attr", getattr(owner, "id", "")) in {
                "records", "store", "house", "_house",
            }  # fmt: skip
            if of_store:
                found.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.ports.records"):
            found += [node.lineno for one in node.names if one.name in {"Reads", "Writes", "Records"}]
    return sorted(set(found))


def test_the_window_never_opens_the_store() -> None:
    reached = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / "ui").rglob("*.py"))
        for line in opens_the_store(file.read_text(encoding="utf-8"))
    ]
    assert not reached


@pytest.mark.parametrize(
    "line",
    [
        "desk.records.reading()",
        "x = self._desk.records",
        "house.store.on_writer(f)",
        "from app.ports.records import Writes",
    ],
)
def test_that_watch_sees_a_page_that_opens_the_store(line: str) -> None:
    assert opens_the_store(line) == [1]


def test_a_code_has_its_sentence_in_one_file_alone() -> None:
    """A second one would silently stand for the first, with facts that the first caller does not give."""
    keys: dict[str, list[str]] = {}
    for file in sorted((ROOT / "app" / "words").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "SENTENCES"
            if named and isinstance(node.value, ast.Dict):
                for key in node.value.keys:
                    if isinstance(key, ast.Constant):
                        keys.setdefault(str(key.value), []).append(file.name)
    assert {code: files for code, files in keys.items() if len(files) > 1} == {}


def test_a_sentence_names_no_key_of_the_input() -> None:
    """The window shows it too; the command line says the field beside it. A map of columns has keys."""
    with_key = {code for code, sentence in SENTENCES.items() if re.search(r"（[-a-z_.]+）", sentence)}
    assert with_key == {"column_unread"}


def untyped_connections(text: str) -> list[int]:
    """Lines on which a connection is declared as Any: its type is db.cipher.Connection, or psycopg's."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.AnnAssign):
            name = getattr(node.target, "id", "") or getattr(node.target, "attr", "")
        else:
            continue
        declared = ast.unparse(node.annotation) if node.annotation else ""
        if name.endswith("connection") and "Any" in re.findall(r"\w+", declared.split("[")[0]):
            found.append(node.lineno)
    return found


def test_a_connection_has_its_type() -> None:
    untyped = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]
        for line in untyped_connections(file.read_text(encoding="utf-8"))
    ]
    assert not untyped


@pytest.mark.parametrize(
    ("line", "is_untyped"),
    [
        ("def f(connection: Any) -> None: ...", True),
        ("def f(connection: Any | None = None) -> None: ...", True),
        ("self._connection: Any = connect()", True),
        ("def f(connection: Connection) -> None: ...", False),
        ("def f(connection: psycopg.Connection[tuple[Any, ...]]) -> None: ...", False),
    ],
)
def test_that_watch_sees_a_connection_without_type(line: str, *, is_untyped: bool) -> None:
    assert bool(untyped_connections(line)) is is_untyped


def test_no_name_fits_everything() -> None:
    """``one``, ``told``, ``said``, ``found`` and ``given`` say of nothing what it is: name the thing."""
    assert names_left() == []
