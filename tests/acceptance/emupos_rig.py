"""emupos, somebody else's ESC/POS printer, in a virtual environment of its own (it needs Python 3.13)."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "emupos==0.4.0"
NAMES = ("python3.13", "python3.14")
STARTS_WITHIN = 30.0
PRINTER = "front"


def newer_python() -> str | None:
    """A Python that emupos runs on: on the path, or one of pyenv's."""
    found = [path for path in map(shutil.which, NAMES) if path]
    found += [str(path) for path in sorted(Path.home().glob(".pyenv/versions/3.1[3-9]*/bin/python"))]
    return next((path for path in found if _is_newer(path)), None)


def _is_newer(path: str) -> bool:
    """A shim on the path may stand for no installed version."""
    tried = subprocess.run(
        [path, "-c", "import sys, venv; sys.exit(sys.version_info < (3, 13))"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


def install(folder: Path, python: str) -> Path | None:
    """The program emupos in an environment of its own; None where no registry gives it."""
    subprocess.run([python, "-m", "venv", str(folder)], check=True, capture_output=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", PACKAGE]
    done = subprocess.run(pip, capture_output=True, check=False)
    return folder / "bin" / "emupos" if done.returncode == 0 else None


class Emupos:
    """A running simulator with one 80 mm printer."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.port, self._api = _free_port(), _free_port()
        self._program = str(program)
        self._receipts = folder / "receipts"
        file = folder / "emupos.yaml"
        told = {
            "schema": 1,
            "api": {"host": "127.0.0.1", "port": self._api},
            "devices": [
                {
                    "id": PRINTER,
                    "type": "printer",
                    "profile": "epson-tm-t20iii",
                    "connections": [{"tcp": {"port": self.port}}],
                    "receipts_dir": str(self._receipts),
                }
            ],
        }
        file.write_text(json.dumps(told))
        with (folder / "emupos.log").open("wb") as log:
            self._process = subprocess.Popen(
                [self._program, "run", "--config", str(file)], cwd=folder, stdout=log, stderr=log
            )
        _wait_for(self.port)

    def fault(self, name: str) -> None:
        self._command("fault", "set", PRINTER, name)

    def mend(self, name: str) -> None:
        self._command("fault", "clear", PRINTER, name)

    def receipts(self) -> list[Path]:
        """The pictures of what was printed, in order."""
        return sorted(self._receipts.rglob("*.png"))

    def wait_for_receipts(self, count: int) -> list[Path]:
        until = time.monotonic() + 10
        while len(self.receipts()) < count and time.monotonic() < until:
            time.sleep(0.1)
        return self.receipts()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def _command(self, *arguments: str) -> None:
        api = ("--api", f"http://127.0.0.1:{self._api}")
        subprocess.run([self._program, *api, *arguments], check=True, capture_output=True)


@contextmanager
def running(program: Path, folder: Path) -> Iterator[Emupos]:
    made = Emupos(program, folder)
    try:
        yield made
    finally:
        made.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
