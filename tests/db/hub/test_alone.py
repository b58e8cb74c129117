"""The hub runs with requirements-hub.lock alone: without Qt and without what paper needs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HUB = """
import sys
class NotThere:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {names!r}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, NotThere())
from pathlib import Path
from db.hub.serving import serve
running = serve.start("127.0.0.1:0", None, Path(sys.argv[1]))
running.stop()
import main
sys.argv = ["main.py", "--home", sys.argv[1], "hub", "token", "--desk", "A"]
sys.exit(main.main())
"""


def locked(name: str) -> set[str]:
    """The packages of a lock, by their plain names."""
    lock = (ROOT / name).read_text(encoding="utf-8")
    return {_plain(found) for found in re.findall(r"(?m)^([\w.-]+)==", lock)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _beyond() -> set[str]:
    """The modules installed here that requirements-hub.lock does not bring."""
    held = locked("requirements-hub.lock")
    return {
        module
        for module, packages in packages_distributions().items()
        if not any(_plain(package) in held for package in packages)
        and not module.startswith(("_distutils_hack", "__"))
    }


def _hub(home: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Start and stop a hub from that source, then ask it for a code, with the hub's packages alone."""
    return subprocess.run(
        [sys.executable, "-c", HUB.format(names=sorted(_beyond())), str(home)],
        cwd=source,
        capture_output=True,
        check=False,
        text=True,
    )


def test_the_hub_needs_no_qt(tmp_path: Path) -> None:
    assert "pyside6-essentials" not in locked("requirements-hub.lock")
    assert {"PySide6", "reportlab", "sqlite_utils"} <= _beyond()
    done = _hub(tmp_path, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["desk"] == "A"


def test_the_container_file_copies_all_that_the_hub_imports(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    container = (ROOT / "packaging/container/Containerfile").read_text(encoding="utf-8")
    for names in re.findall(r"(?m)^COPY (.+) \S+$", container):
        for name in names.split():
            here = ROOT / name
            (shutil.copytree if here.is_dir() else shutil.copy)(here, source / name)
    done = _hub(tmp_path / "home", source)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["desk"] == "A"


def test_the_locks_agree_on_what_they_share() -> None:
    pins: dict[str, set[str]] = {}
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-hub.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for package, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", text):
            pins.setdefault(_plain(package), set()).add(version)
    assert {package: versions for package, versions in pins.items() if len(versions) > 1} == {}
    assert not locked("requirements.lock") & locked("requirements-dev.lock")
