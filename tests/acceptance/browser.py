"""A real Chromium of the test's own, driven over its debugging pipe: what a visitor's telephone would do."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from printing.fonts import font_files

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
    ),
    *("--disable-dev-shm-usage", "--hide-scrollbars", "--lang=zh-CN", "--no-proxy-server"),
    *("--disable-breakpad", "--host-resolver-rules=MAP * 127.0.0.1"),
)
FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    "<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"
)
ANSWER_SECONDS = 60.0


def missing() -> list[str]:
    """What this machine lacks."""
    return [name for name in ("chromium", "bash") if shutil.which(name) is None]


class Browser:
    """One page of one browser with a fresh profile; every host name is this machine."""

    def __init__(self, folder: Path, width: int, height: int, scale: int, script: bool, *flags: str) -> None:
        fonts = folder / "fonts.conf"
        fonts.write_text(FONTS.format(folder=font_files()["sans"].parent, cache=folder / "fonts"))
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        command = [
            "chromium",
            *FLAGS,
            "--remote-debugging-pipe",
            f"--user-data-dir={folder / 'profile'}",
            *flags,
        ]
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "bash", *command, "about:blank"],
            env=os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs_in, theirs_out),
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._buffer = b""
        self._count = 0
        self._events: list[str] = []
        self._session: str | None = None
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")
        screen = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": True}
        self._ask("Emulation.setDeviceMetricsOverride", **screen)
        self._ask("Emulation.setScriptExecutionDisabled", value=not script)

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command; its answer."""
        self._count += 1
        command: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session is not None:
            command["sessionId"] = self._session
        os.write(self._out, json.dumps(command).encode() + b"\0")
        while True:
            told = self._told()
            if told.get("id") == self._count:
                if "error" in told:
                    raise LookupError(f"{method}: {told['error']['message']}")
                return dict(told["result"])
            self._events.append(str(told.get("method")))

    def _told(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], ANSWER_SECONDS)
            piece = os.read(self._in, 1 << 16) if ready else b""
            if not piece:
                raise TimeoutError("the browser does not answer")
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(message))

    def _until_loaded(self) -> None:
        while "Page.loadEventFired" not in self._events:
            self._events.append(str(self._told().get("method")))

    def go(self, url: str) -> None:
        self._events.clear()
        wrong = self._ask("Page.navigate", url=url).get("errorText")
        if wrong:
            raise LookupError(wrong)
        self._until_loaded()

    def enter(self, css: str, text: str) -> None:
        """Type into a field and press Enter: the form goes off, the next page comes."""
        self.see(f"document.querySelector({json.dumps(css)}).focus()")
        self._ask("Input.insertText", text=text)
        self._events.clear()
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        for kind in ("keyDown", "keyUp"):
            self._ask("Input.dispatchKeyEvent", type=kind, **key)
        self._until_loaded()

    def see(self, expression: str) -> Any:
        """What the debugger sees in the page; works with the page's own scripts forbidden too."""
        done = self._ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in done:
            raise LookupError(done["exceptionDetails"]["text"])
        return done["result"].get("value")

    def text(self, css: str = "body") -> str:
        return str(self.see(f"document.querySelector({json.dumps(css)}).innerText"))

    def url(self) -> str:
        return str(self.see("location.href"))

    def cookies(self) -> list[dict[str, Any]]:
        return list(self._ask("Network.getCookies")["cookies"])

    def width(self) -> int:
        """How wide the page is, sideways scroll included."""
        return int(self.see("document.documentElement.scrollWidth"))

    def picture(self, file: Path) -> Path:
        """The whole page as it would be scrolled through."""
        shot = self._ask("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(shot["data"]))
        return file

    def close(self) -> None:
        """End it and everything that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        time.sleep(0.1)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._in)
        os.close(self._out)
