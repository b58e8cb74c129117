"""The key tables of the clerk's manual are the keys of the pages, no more and no fewer."""

from __future__ import annotations

from pathlib import Path

from tests.manual.keys import key_tables, read_tables
from ui.app import Program

MANUAL = Path(__file__).parents[2] / "docs" / "用户手册.md"


def test_the_manual_names_the_keys_that_the_pages_have(program: Program) -> None:
    assert program.window is not None
    real, written = key_tables(program.window), read_tables(MANUAL.read_text(encoding="utf-8"))
    gone = {name: set(rows) - set(real.get(name, [])) for name, rows in written.items()}
    unsaid = {name: set(rows) - set(written.get(name, [])) for name, rows in real.items()}
    assert not any(gone.values()), f"`python -m tests.manual keys` mends these: {gone}"
    assert not any(unsaid.values()), f"`python -m tests.manual keys` mends these: {unsaid}"
