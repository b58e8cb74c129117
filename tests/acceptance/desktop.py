"""A desktop of the test's own: Xvfb, a session bus, the real program, and hands that find things by name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool", "dbus-run-session")


def missing() -> list[str]:
    """What this machine lacks for outside-driven tests."""
    lacking = [tool for tool in NEEDED if shutil.which(tool) is None]
    probe = subprocess.run(["/usr/bin/python3", "-c", "import pyatspi"], capture_output=True, check=False)
    return lacking + (["python3-pyatspi"] if probe.returncode else [])


class Desktop:
    """Xvfb with its own session bus; ``start`` runs the program in it, ``hands`` drives it."""

    def __init__(self, folder: Path, size: str = "1440x900x24") -> None:
        self._folder = folder
        read, write = os.pipe()
        self._xvfb = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as numbers:
            display = numbers.readline().strip()
        address = folder / "bus"
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={address}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 10
        while not address.exists():
            if time.monotonic() > deadline:
                raise TimeoutError("the session bus did not start")
            time.sleep(0.02)
        self.environment = os.environ | {
            "DISPLAY": f":{display}",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={address}",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
            "GIO_USE_VFS": "local",
        }
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Run ``main.py`` with arguments in this desktop."""
        log = (self._folder / "program.log").open("a", encoding="utf-8")
        program = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            env=self.environment | environment,
            stdout=log,
            stderr=log,
            text=True,
        )
        log.close()
        self._running.append(program)
        return program

    def hands(self, application: str = "接访台") -> Hands:
        hands = Hands(self.environment, application)
        self._running.append(hands.process)
        return hands

    def close(self) -> None:
        self.close_programs()
        for part in (self._bus, self._xvfb):
            part.terminate()
            part.wait()

    def close_programs(self) -> None:
        """End what was started and let go of its pipes."""
        running, self._running = self._running, []
        for process in reversed(running):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


class Hands:
    """What a person does to a window, by accessible names; keys go through xdotool."""

    def __init__(self, environment: dict[str, str], application: str) -> None:
        self._environment = environment
        self._application = application
        self.process = subprocess.Popen(
            ["/usr/bin/python3", str(Path(__file__).with_name("at_spi.py")), application],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _do(self, **command: Any) -> Any:
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the driver has no pipes")
        stdin.write(json.dumps(command, ensure_ascii=False) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        if not answer["ok"]:
            raise LookupError(answer["error"])
        return answer["value"]

    def text(self, name: str, text: str) -> None:
        self._do(do="text", name=name, text=text)

    def press(self, name: str) -> None:
        self._do(do="press", name=name)

    def focus(self, name: str) -> None:
        self._do(do="focus", name=name)

    def read(self, name: str) -> str:
        return self._do(do="read", name=name)

    def wait(self, name: str, seconds: float = 15) -> None:
        self._do(do="wait", name=name, seconds=seconds)

    def sees(self, text: str, seconds: float = 15) -> str:
        return self._do(do="contains", text=text, seconds=seconds)

    def names(self) -> list[str]:
        return self._do(do="names")

    def everything(self) -> list[str]:
        """Every name in the tree, also of what says that it is hidden."""
        return self._do(do="everything")

    def ask_beyond(self) -> int:
        """Ask each part of the tree for a child that it does not have; how many were asked."""
        return self._do(do="beyond")

    def activate(self) -> None:
        """Give the window the keys, as a window manager would; there is none here."""
        search = ["xdotool", "search", "--onlyvisible", "--name", self._application]
        subprocess.run([*search, "windowfocus"], env=self._environment, check=True, capture_output=True)

    def keys(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", "--delay", "30", *keys], env=self._environment, check=True)

    def type(self, text: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "40", text], env=self._environment, check=True)
