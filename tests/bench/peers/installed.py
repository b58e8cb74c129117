"""The peers in a place of their own (build/peers), never in the program's environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PLACE = HERE.parents[2] / "build" / "peers"
ANKI = "anki==26.9.3"


class NotHere(Exception):
    """A peer that cannot be had on this machine; the sentence says why."""


def pouch() -> Path:
    """The folder from which Node runs PouchDB. NotHere."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise NotHere("这台机器上没有 npm，不比 PouchDB。装好 Node.js（Debian：nodejs npm）再试。")
    folder = PLACE / "node"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "pouch.js"):
        shutil.copy(HERE / name, folder / name)
    if not (folder / "node_modules" / "express-pouchdb").exists():
        _run(
            ["npm", "install", "--no-audit", "--no-fund", "--silent"],
            folder,
            "npm 的包库连不上，不比 PouchDB。",
        )
    return folder


def anki() -> Path:
    """The Python that has Anki. NotHere."""
    python = PLACE / "anki" / "bin" / "python"
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(PLACE / "anki")], HERE, "建不了 Anki 的环境，不比 Anki。")
    if subprocess.run([python, "-c", "import anki.collection"], capture_output=True, check=False).returncode:
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ANKI]
        _run(command, HERE, "Python 的包库连不上，不比 Anki。")
    return python


def _run(command: list[str], folder: Path, else_said: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        raise NotHere(else_said)
