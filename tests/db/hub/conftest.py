"""A hub over each of its two databases: an encrypted file, and a PostgreSQL of the tests' own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from db.hub.hub import Hub
from db.hub.postgres import PostgresStorage
from db.hub.sqlite import open_file
from tests.db.hub.people import Window

BINARIES = [Path(f"/usr/lib/postgresql/{version}/bin") for version in (17, 16, 15, 14)]


def _binaries() -> Path | None:
    return next((folder for folder in BINARIES if (folder / "pg_ctl").exists()), None)


def _someone() -> dict[str, Any]:
    """PostgreSQL will not run as root."""
    if os.geteuid() != 0:
        return {}
    known = {one.pw_name for one in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a private PostgreSQL on loopback."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="jiefangtai-pg-"))
    who = _someone()
    if who:
        shutil.chown(folder, who["user"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **who}
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-A", "trust", "-U", "hub", "-E", "UTF8", "--locale=C", "-N"],
        **quiet,
    )
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off"
    log = folder / "log"
    subprocess.run([binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], **quiet)
    yield f"postgresql://hub@127.0.0.1:{port}"
    subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], **quiet)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The --database of a fresh hub."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'hub.db'}"
        return
    cluster = request.getfixturevalue("cluster")
    name = f"hub_{os.urandom(4).hex()}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    yield f"{cluster}/{name}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def open_hub(database: str, tmp_path: Path) -> Iterator[Callable[[], Hub]]:
    """Opens the hub of the database, as often as wanted: several processes over PostgreSQL."""
    opened: list[Hub] = []

    def open_one() -> Hub:
        if database.startswith("sqlite"):
            storage: Any = open_file(tmp_path / "hub.db", tmp_path / "hub.key")
        else:
            storage = PostgresStorage(database)
        opened.append(Hub(storage))
        return opened[-1]

    yield open_one
    for hub in opened:
        hub.close()


@pytest.fixture
def hub(open_hub: Callable[[], Hub]) -> Hub:
    return open_hub()


@pytest.fixture
def window(hub: Hub, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Makes desks of the hub, closed afterwards."""
    made: list[Window] = []

    def make(letter: str, **how: Any) -> Window:
        made.append(Window(how.pop("hub", hub), tmp_path, letter, **how))
        return made[-1]

    yield make
    for one in made:
        one.close()
