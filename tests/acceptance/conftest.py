"""A desktop of the test's own, and a home that an administrator has prepared on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.desktop import ROOT, Desktop, missing

ADMIN, CLERK = "admin", "zhaoxy"
FIRST, OWN = "Jiefang-2026", "Shili-Day-1123"


def command(
    home: Path, *arguments: str, user: str = CLERK, password: str = FIRST, new: str | None = None
) -> dict:
    """One call of the command line; its JSON."""
    environment = os.environ | {"JIEFANGTAI_PASSWORD": password, "JIEFANGTAI_USER": user}
    if new:
        environment["JIEFANGTAI_NEW_PASSWORD"] = new
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--home", str(home), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A home with an administrator and a clerk."""
    home = tmp_path / "home"
    centre = ("--centre", "示例市人民来访接待中心", "--code", "340700", "--desk", "A", "--admin", ADMIN)
    command(home, "init", *centre, user=ADMIN)
    roles = ("--role", "登记员", "--role", "接谈员", "--role", "带班领导")
    command(home, "staff", "add", CLERK, "--name", "赵小雨（示例）", *roles, user=ADMIN, new=FIRST)
    return home


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """Xvfb and a session bus; skipped with the reason where this machine has none."""
    lacking = missing()
    if lacking:
        pytest.skip("needs " + " ".join(lacking))
    made = Desktop(tmp_path)
    yield made
    made.close()
