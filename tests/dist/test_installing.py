"""The package on a bare system: the day, an upgrade with stores in use, removal; stores are never touched.

JIEFANGTAI_DIST names the folder that packaging/old_root.sh filled, JIEFANGTAI_KEY the key it was given;
JIEFANGTAI_ROOTS keeps the bare systems between runs. Debian 12 and 11 are tried; glibc 2.28 and aarch64
cannot be had here. make dist-test does all of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.version import VERSION
from db.update import LIST, SIGNATURE, signed_part
from tests.dist.system import ADMIN_PASSWORD, PASSWORD, PLAIN, System

pytestmark = pytest.mark.dist
DIST = Path(os.environ.get("JIEFANGTAI_DIST", "dist"))
HOME = f"/home/{PLAIN}/desk"
HUB = f"/home/{PLAIN}/hub"
NEXT = "99.0.0"


@pytest.fixture(scope="module", params=["bookworm", "bullseye"])
def system(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    folder = tmp_path_factory.mktemp("roots")
    made = System.fresh(request.param, bare_roots(folder), folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The update folder of the next version: the same program under a higher number, signed."""
    folder = tmp_path_factory.mktemp("next")
    subprocess.run(["dpkg-deb", "-R", package(), folder / "tree"], check=True)
    control = folder / "tree/DEBIAN/control"
    control.write_text(control.read_text().replace(f"Version: {VERSION}", f"Version: {NEXT}"))
    made = folder / package().name.replace(VERSION, NEXT)
    build = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", folder / "tree", made]
    subprocess.run(build, check=True)
    shutil.rmtree(folder / "tree")
    key = load_pem_private_key(Path(os.environ["JIEFANGTAI_KEY"]).read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    content = made.read_bytes()
    facts = {"file": made.name, "kind": "deb", "machine": platform.machine(), "size": len(content)}
    facts["sha256"] = hashlib.sha256(content).hexdigest()
    text = json.dumps({"version": NEXT, "packages": [facts]}).encode()
    (folder / LIST).write_bytes(text)
    (folder / SIGNATURE).write_text(key.sign(signed_part(text)).hex())
    return folder


def bare_roots(folder: Path) -> Path:
    """Where the bare systems are kept between runs; else in the test's own folder."""
    return Path(os.environ.get("JIEFANGTAI_ROOTS", folder / "cache"))


def package() -> Path:
    """The built package."""
    (found,) = DIST.glob(f"jiefangtai_{VERSION}_*.deb")
    return found


def sums(system: System, *folders: str) -> dict[str, str]:
    """What every file of the folders holds."""
    files = [file for folder in folders for file in (system.root / folder[1:]).rglob("*") if file.is_file()]
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_from_the_first_day_to_removal(system: System, share: Path) -> None:
    system.install(package())
    centre = ("--centre", "示例市来访接待中心", "--code", "340700", "--desk", "A", "--admin", "admin")
    made = system.program("--home", HOME, "init", *centre, JIEFANGTAI_NEW_PASSWORD=ADMIN_PASSWORD)
    assert made["recovery_key"]
    staff = ("staff", "add", "clerk", "--name", "张三（示例）", "--role", "登记员", "--role", "接谈员")
    system.program("--home", HOME, *staff, user="admin", JIEFANGTAI_NEW_PASSWORD=PASSWORD)
    day = system.program("demo", "--out", f"/home/{PLAIN}/day", QT_QPA_PLATFORM="offscreen")
    assert day["verified"]
    assert len(list((system.root / f"home/{PLAIN}/day/slips").iterdir())) > 2

    hub = system.begin("jiefangtai", "--home", HUB, "hub", "--listen", "127.0.0.1:8479")
    until = time.monotonic() + 60
    while not (system.root / HUB[1:] / "hub/hub.db").exists():
        assert time.monotonic() < until
        time.sleep(0.2)
    before = sums(system, HOME)
    there = system.root / "mnt/share"
    shutil.copytree(share, there)
    there.chmod(0o755)
    assert system.program("update", "/mnt/share", "--check")["version"] == NEXT
    needs_root = ["setpriv", "--reuid", PLAIN, "--clear-groups", "--regid", PLAIN, "jiefangtai"]
    assert "update_needs_root" in system.run(*needs_root, "update", "/mnt/share", code=4)
    listed = (there / LIST).read_bytes()
    (there / LIST).write_bytes(listed + b" ")
    assert "update_signature" in system.run("jiefangtai", "update", "/mnt/share", code=4)
    (there / LIST).write_bytes(listed)
    assert json.loads(system.run("jiefangtai", "update", "/mnt/share"))["installed"] is True
    assert NEXT in system.run("dpkg-query", "-W", "jiefangtai")
    assert hub.poll() is None
    assert sums(system, HOME) == before
    assert system.program("--home", HOME, "check", user="admin")["ok"] is True

    before, hub_key = sums(system, HOME), (system.root / HUB[1:] / "hub/hub.key").read_bytes()
    system.run("apt-get", "-qq", "purge", "-y", "jiefangtai")
    assert not (system.root / "usr/lib/jiefangtai").exists()
    assert sums(system, HOME) == before
    assert (system.root / HUB[1:] / "hub/hub.key").read_bytes() == hub_key


def test_an_open_window_stops_the_upgrade(system: System, share: Path) -> None:
    system.install(package())
    window = system.begin("jiefangtai", "--home", HOME, "run")
    exe = Path(f"/proc/{window.pid}/exe")
    until = time.monotonic() + 30
    while exe.readlink().name != "jiefangtai":
        assert time.monotonic() < until
        time.sleep(0.1)
    (newer,) = share.glob("*.deb")
    shutil.copy(newer, system.root / "root")
    system.run("dpkg", "--install", f"/root/{newer.name}", code=1)
    assert VERSION in system.run("dpkg-query", "-W", "jiefangtai")
    window.terminate()
    window.wait(30)
    system.run("dpkg", "--install", f"/root/{newer.name}")


def test_the_layout_of_uos(system: System) -> None:
    (uos,) = DIST.glob(f"cn.jiefangtai.desk_{VERSION}_*.deb")
    system.install(uos)
    program = "/opt/apps/cn.jiefangtai.desk/files/jiefangtai/jiefangtai"
    assert VERSION in system.run(program, "--version")
    listed = system.run("dpkg-query", "-L", "cn.jiefangtai.desk").split()
    assert all(name.startswith("/opt") for name in listed if name != "/.")
