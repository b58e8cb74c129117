"""The hub as a service: its unit in a bare Debian 12 that boots with systemd (by systemd-nspawn, as root)."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.dist.system import System
from tests.dist.test_installing import bare_roots, package

pytestmark = pytest.mark.dist
UNIT, PLACE = "jiefangtai-hub", "/var/lib/jiefangtai"
EXPOSED_AT_MOST = 15
"""Of 100, by systemd-analyze: 11 in Debian 12."""


class Booted:
    """A system whose first process is its own systemd; it has this machine's network."""

    def __init__(self, system: System) -> None:
        boot = ["systemd-nspawn", "--directory", system.root, "--boot", "--register=no", "--keep-unit"]
        self._nspawn = subprocess.Popen(boot, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        until(lambda: "running" in self.run("systemctl", "is-system-running", "--wait"))

    def run(self, *command: str) -> str:
        """Within; what it printed, whatever its exit code."""
        children = Path(f"/proc/{self._nspawn.pid}/task/{self._nspawn.pid}/children").read_text().split()
        within = ["nsenter", "--target", children[0], "--all", *command] if children else ["true"]
        return subprocess.run(within, capture_output=True, text=True, check=False).stdout

    def shown(self, name: str) -> str:
        """A property of the hub's unit."""
        return self.run("systemctl", "show", "--value", "--property", name, UNIT).strip()

    def close(self) -> None:
        self._nspawn.terminate()
        self._nspawn.wait(60)


def until(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.5)


@pytest.fixture
def booted(tmp_path: Path) -> Iterator[Booted]:
    if shutil.which("systemd-nspawn") is None:
        install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "systemd-container"]
        subprocess.run(install, check=True)
    system = System.fresh("bookworm", bare_roots(tmp_path), tmp_path)
    system.install(package())
    system.run("apt-get", "-qq", "install", "-y", "--no-install-recommends", "systemd-sysv", "dbus", "curl")
    system.run("systemd-sysusers", "jiefangtai.conf")
    made = Booted(system)
    yield made
    made.close()
    system.close()


def test_the_unit_serves_within_its_limits_and_comes_back(booted: Booted) -> None:
    booted.run("sh", "-c", "echo JIEFANGTAI_HUB_LISTEN=127.0.0.1:8478 > /etc/jiefangtai/hub.env")
    booted.run("systemctl", "enable", "--now", UNIT)

    def serves() -> bool:
        return booted.run("curl", "-s", "http://127.0.0.1:8478/health").strip() == '{"ok":true}'

    until(serves)
    assert int(booted.shown("NRestarts")) == 0
    judged = f"systemd-analyze security --threshold={EXPOSED_AT_MOST} {UNIT} >/dev/null; echo $?"
    assert booted.run("sh", "-c", judged).strip() == "0"
    code = json.loads(booted.run("jiefangtai", "--home", PLACE, "hub", "token", "--desk", "A"))["code"]
    assert len(code) == 19
    assert booted.run("find", PLACE, "!", "-user", "jiefangtai") == "", (
        "what root did leaves it the service's"
    )
    booted.run("sh", "-c", f"kill -9 {booted.shown('MainPID')}")
    until(lambda: booted.shown("NRestarts") == "1")
    until(serves)
    assert booted.run("sh", "-c", f"systemctl reload {UNIT}; echo $?").strip() == "0", "no procps in it"
    booted.run("systemctl", "stop", UNIT)
    assert (booted.shown("Result"), booted.shown("ExecMainStatus")) == ("success", "0")
    log = booted.run("sh", "-c", f"cat {PLACE}/hub/log/*")
    events = [json.loads(line)["event"] for line in log.splitlines()]
    assert events == ["started", "started", "stopped"], "one was killed"
