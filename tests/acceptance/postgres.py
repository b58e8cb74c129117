"""A private PostgreSQL of the test's own: a cluster in a folder, a streaming replica of it, promotion."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

BINARIES = [Path(f"/usr/lib/postgresql/{version}/bin") for version in (17, 16, 15, 14)]
READY_SECONDS = 60.0
QUIET = (
    *("-c", "fsync=off", "-c", "dynamic_shared_memory_type=mmap", "-c", "shared_buffers=16MB"),
    *("-c", "autovacuum=off", "-c", "log_min_messages=fatal"),
)
"""Processes are killed here, not machines: without fsync a killed process loses nothing either."""


def binaries() -> Path | None:
    """Where PostgreSQL's own programs lie."""
    return next((folder for folder in BINARIES if (folder / "initdb").exists()), None)


def _someone() -> dict[str, Any]:
    """PostgreSQL will not run as root."""
    if os.geteuid() != 0:
        return {}
    user = "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Cluster:
    """One PostgreSQL server on loopback and a Unix socket, in a folder of its own."""

    def __init__(self) -> None:
        found = binaries()
        if found is None:
            raise FileNotFoundError("PostgreSQL is not installed (Debian: postgresql)")
        self._programs = found
        self._who = _someone()
        self.folder = Path(tempfile.mkdtemp(prefix="jiefangtai-pg-"))
        if self._who:
            shutil.chown(self.folder, self._who["user"])
        self.data = self.folder / "data"
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def found(self) -> Cluster:
        """Make an empty cluster and start it."""
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", "hub", "-E", "UTF8", "--locale=C", "-N")
        self.start()
        return self

    def copy_of(self, primary: Cluster, name: str) -> Cluster:
        """Follow a running primary under this application name."""
        source = f"host=127.0.0.1 port={primary.port} user=hub application_name={name}"
        self._run("pg_basebackup", "-d", source, "-D", self.data, "-R", "-X", "stream", "-c", "fast", "-N")
        with (self.data / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"primary_conninfo = '{source}'\n")
        self.start()
        return self

    def start(self) -> None:
        command = [self._programs / "postgres", "-D", self.data, "-p", str(self.port), "-k", self.folder]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "-h", "127.0.0.1", *QUIET], stdout=log, stderr=log, cwd=self.folder, **self._who
            )
        self._until_ready()

    def _until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > end or self._process is None or self._process.poll() is not None:
                    raise
                time.sleep(0.1)

    def url(self, database: str) -> str:
        return f"postgresql://hub@127.0.0.1:{self.port}/{database}"

    def do(self, *statements: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run statements as the administrator; the rows of the last one."""
        with psycopg.connect(self.url(database), autocommit=True) as admin:
            for statement in statements:
                done = admin.execute(statement)  # type: ignore[arg-type]
            return done.fetchall() if done.description else []

    def promote(self) -> None:
        """Make the replica take writes."""
        self._run("pg_ctl", "-D", self.data, "-w", "promote")

    def kill(self) -> None:
        """SIGKILL the server and all of its backends at once, as a machine that goes dark does."""
        if self._process is None:
            return
        family = [self._process.pid, *_children(self._process.pid)]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself meanwhile
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self._drop_memory()

    def _drop_memory(self) -> None:
        """A killed server leaves its shared memory; the seventh line of its file names it."""
        lines = (self.data / "postmaster.pid").read_text().splitlines()
        if len(lines) > 6 and len(lines[6].split()) == 2:
            subprocess.run(["ipcrm", "-m", lines[6].split()[1]], check=False, capture_output=True)

    def close(self) -> None:
        """Stop and leave nothing behind; twice does no harm."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(15)
                self._process = None
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: Any) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            **self._who,
        )


def _children(parent: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(after_name[1]) == parent:
            found.append(int(stat.parent.name))
    return found
