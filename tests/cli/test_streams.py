"""``-`` where a file is asked for, ``--version``, completion: the program in a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.version import VERSION
from tests.cli.conftest import ADMIN, CLERK, ROOT, Program


def piped(
    program: Program, login: str, *arguments: str, given: bytes = b"", home: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JIEFANGTAI_")}
    environment |= {
        "JIEFANGTAI_HOME": str(home or program.home),
        "JIEFANGTAI_USER": login,
        "JIEFANGTAI_PASSWORD": ADMIN if login == "admin" else CLERK,
    }
    command = [sys.executable, ROOT / "main.py", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, env=environment, cwd=program.folder, check=False
    )


@pytest.fixture(scope="module")
def number(program: Program, visit: dict[str, Any]) -> str:
    done = program("register", "--json", "-", login="clerk", json_in=visit)
    return str(done.answer["visit_number"])


def test_a_slip_goes_to_stdout_and_its_answer_to_stderr(program: Program, number: str) -> None:
    done = piped(program, "clerk", "slip", number, "--out", "-")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"%PDF")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert json.loads(done.stderr)["out"] == "-"
    genuine = piped(program, "clerk", "verify", "-", given=done.stdout)
    assert json.loads(genuine.stdout)["genuine"] is True


def test_a_table_comes_in_by_stdin(program: Program) -> None:
    table = "name,short,kind,division\n示例市数据局,数据局,部门,340700\n"
    for content in (table.encode(), table.encode("gb18030")):
        done = piped(program, "admin", "units", "import", "-", "--check", given=content)
        assert done.returncode == 0, done.stdout
        assert json.loads(done.stdout)["new"] == 1


def test_figures_and_export_go_to_stdout(program: Program, number: str) -> None:
    leader, period = "leader", ("--from", "2026-11-01", "--to", "2026-11-30")
    lines = piped(program, leader, "export", *period, "--out", "-")
    assert lines.returncode == 0, lines.stderr
    assert number in json.loads(lines.stdout.splitlines()[-1]).values()
    book = piped(program, leader, "report", *period, "--xlsx", "-")
    assert book.stdout.startswith(b"PK")
    assert "figures" in json.loads(book.stderr)
    both = piped(program, leader, "report", *period, "--xlsx", "-", "--pdf", "-")
    assert json.loads(both.stdout)["errors"][0]["code"] == "one_stream"


def test_a_backup_goes_through_a_pipe(program: Program, tmp_path: Path) -> None:
    saved = piped(program, "admin", "backup", "-")
    assert saved.returncode == 0, saved.stderr
    assert json.loads(saved.stderr)["file"] == "-"
    back = piped(program, "admin", "restore", "-", given=saved.stdout, home=tmp_path / "home")
    assert back.returncode == 0, back.stdout


def test_nothing_stays_in_the_folder_of_copies(program: Program) -> None:
    before = set(Path("/dev/shm").glob("jiefangtai-*"))
    piped(program, "admin", "backup", "-")
    assert set(Path("/dev/shm").glob("jiefangtai-*")) <= before


def test_the_version_is_said(program: Program) -> None:
    done = piped(program, "nobody", "--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"jiefangtai {VERSION}\n")


def test_a_shell_asks_for_words_and_gets_no_window(program: Program) -> None:
    environment = dict(os.environ) | {
        "_MAIN.PY_COMPLETE": "complete_bash",
        "COMP_WORDS": "main.py regi",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(
        [sys.executable, ROOT / "main.py"], capture_output=True, env=environment, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, [b"register"])
