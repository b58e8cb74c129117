"""The program as anyone outside starts it: a process, its exit code, and the one JSON object on stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADMIN, CLERK = "Admin-12345", "Clerk-12345"


@dataclass(frozen=True)
class Ended:
    """How a call ended."""

    code: int
    answer: dict[str, Any]
    stderr: str


class Program:
    """``main.py`` over one home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home.parent

    def __call__(
        self,
        *arguments: str,
        login: str | None = None,
        password: str | None = None,
        new: str | None = None,
        json_in: Any = None,
        home: Path | None = None,
        more: dict[str, str] | None = None,
    ) -> Ended:
        """One call; ``json_in`` goes to stdin. Fails if stdout is not one JSON object."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("JIEFANGTAI_")}
        environment["JIEFANGTAI_HOME"] = str(home or self.home)
        passwords = {"admin": ADMIN, None: None}
        for name, value in (
            ("JIEFANGTAI_USER", login),
            ("JIEFANGTAI_PASSWORD", password or passwords.get(login, CLERK)),
            ("JIEFANGTAI_NEW_PASSWORD", new),
        ):
            if value is not None:
                environment[name] = value
        environment |= more or {}
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", *arguments],
            input=None if json_in is None else json.dumps(json_in, ensure_ascii=False).encode(),
            stdin=subprocess.DEVNULL if json_in is None else None,
            capture_output=True,
            env=environment,
            cwd=self.folder,
            check=False,
            timeout=60,
        )
        return Ended(done.returncode, json.loads(done.stdout), done.stderr.decode())


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A centre with its administrator, a clerk and a leader."""
    home = tmp_path_factory.mktemp("desk") / "home"
    made = Program(home)
    first = made(
        *("init", "--centre", "示例市来访接待中心", "--code", "340700", "--desk", "A", "--admin", "admin"),
        new=ADMIN,
    )
    assert first.code == 0, first
    assert len(first.answer["recovery_key"]) > 20
    for login, name, role in (("clerk", "张三（示例）", "登记员"), ("leader", "李局（示例）", "带班领导")):
        added = made("staff", "add", login, "--name", name, "--role", role, login="admin", new=CLERK)
        assert added.code == 0, added
    return made


@pytest.fixture(scope="module")
def visit() -> dict[str, Any]:
    """The register JSON of CLI.md; the number is of DOMAIN.md section 5.3."""
    return {
        "arrived_at": "2026-11-23T09:31:00+08:00",
        "people": [
            {
                "name": "王小明",
                "sex": "男",
                "birth": None,
                "ethnic": "汉",
                "nationality": "中国",
                "id_type": "居民身份证",
                "id_number": "340722190103200019",
                "no_id_reason": None,
                "phone": "13800001234",
                "address": "安徽省铜陵市枞阳县示例路1号",
                "representative": True,
            }
        ],
        "headcount": 1,
        "concerned": 1,
        "proxy": None,
        "purpose": "求决",
        "category": "城乡建设",
        "place": "340706",
        "units": ["市住建局"],
        "claim": "丽景园小区办证",
        "facts": "示例：购房多年未办证。",
        "written": False,
        "procedure": "普通",
        "matter": None,
        "confidential": False,
    }
