"""The manual page: every command and variable in it, Chinese that breaks into lines, no empty paragraphs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from app.cli.program import commands
from tests.dist.packaging import script

ROOT = Path(__file__).resolve().parents[2]


def page() -> str:
    return str(script("manpage").page())


def test_every_command_stands_in_it() -> None:
    tree: Any = commands()
    written = page()
    for name, command in tree.commands.items():
        for path in (name, *(f"{name} {inner}" for inner in getattr(command, "commands", {}))):
            assert f'.SS "{path}"' in written


def test_every_variable_of_a_password_stands_in_it() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    secrets = set(re.findall(r'"(JIEFANGTAI_[A-Z_]*(?:PASSWORD|PIN))"', source))
    assert len(secrets) > 3
    assert [name for name in sorted(secrets) if name not in page()] == []


def test_a_heading_is_followed_by_text_and_chinese_breaks() -> None:
    written = page()
    assert not re.search(r"\.S[SH] [^\n]*\n\.PP", written), "mandoc: skipping paragraph macro"
    assert ".cflags 66" in written, "groff: can't break line"
