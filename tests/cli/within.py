"""The command line in this process: the same calls and answers as ``main.py``, at the cost of no process."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

import db.access.keys
from app.cli.program import commands, run
from db.access.wraps import Cost
from home import Home
from main import Programs
from tests.cli.conftest import ADMIN, CLERK, Ended

CHEAP = Cost(memory=64, time=1, lanes=1)
"""What a password costs in these tests: they are of the contract, not of Argon2."""
ENVIRONMENT = ("HOME", "USER", "PASSWORD", "NEW_PASSWORD", "RECOVERY_KEY")


class Within:
    """Calls of ``app.cli.program.run`` over one home; every answer must be one JSON object on stdout."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home.parent
        self.folder.mkdir(parents=True, exist_ok=True)
        self._tree = commands()

    def __call__(
        self,
        *arguments: str,
        login: str | None = None,
        password: str | None = None,
        new: str | None = None,
        json_in: Any = None,
        raw_in: bytes | None = None,
        home: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> Ended:
        """One call; ``json_in`` or the bytes ``raw_in`` go to stdin."""
        passwords = {"admin": ADMIN, None: None}
        values = {
            "JIEFANGTAI_HOME": str(home or self.home),
            "JIEFANGTAI_USER": login,
            "JIEFANGTAI_PASSWORD": password or passwords.get(login, CLERK),
            "JIEFANGTAI_NEW_PASSWORD": new,
        } | (environment or {})
        typed = raw_in if raw_in is not None else json.dumps(json_in, ensure_ascii=False).encode()
        out, told = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch:
            for name in ENVIRONMENT:
                patch.delenv(f"JIEFANGTAI_{name}", raising=False)
            for name, value in values.items():
                if value is not None:
                    patch.setenv(name, value)
            patch.setattr(db.access.keys, "Cost", _cheap)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
            before = Path.cwd()
            os.chdir(self.folder)
            try:
                with redirect_stdout(out), redirect_stderr(told):
                    code = run(list(arguments), Home, Programs(), tree=self._tree)
            finally:
                os.chdir(before)
        return Ended(code, json.loads(_written(out)), _written(told).decode())


def read_codes(file: Path) -> list[str]:
    """The texts of the codes on a paper."""
    return Home(file.parent).code_reader().texts(file)


def _cheap() -> Cost:
    return CHEAP


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    written: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]  # a BytesIO
    return written


STAFF = {"clerk": "登记员", "other": "登记员", "host": "接谈员", "leader": "带班领导", "watch": "督办"}
"""Sign-in names of a founded centre beside admin, and their roles."""


def founded(folder: Path, roles: dict[str, str] | None = None, *more: str) -> Within:
    """A centre with its accounts in an empty folder; ``more``: further options of ``init``."""
    made = Within(folder / "home")
    options = ("--centre", "示例市来访接待中心", "--code", "340700", "--desk", "A", "--admin", "admin")
    assert made("init", *options, *more, new=ADMIN).code == 0
    for login, role in (STAFF if roles is None else roles).items():
        added = made(
            "staff", "add", login, "--name", f"{login}（示例）", "--role", role, login="admin", new=CLERK
        )
        assert added.code == 0, added
    return made


def found_wrong(done: Ended) -> set[tuple[str, str]]:
    """Field and code of every error; each has its sentence."""
    assert done.code == 2, done
    assert set(done.answer) == {"errors"}
    assert all(set(one) == {"field", "code", "message"} and one["message"] for one in done.answer["errors"])
    return {(one["field"], one["code"]) for one in done.answer["errors"]}
