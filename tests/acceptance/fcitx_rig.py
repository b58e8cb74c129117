"""A real fcitx5 with its pinyin engine on a test's own desktop; programs reach it by its ibus side."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
CONFIG = """[Behavior]
ActiveByDefault=True
ShareInputState=No
"""
PINYIN = """CloudPinyinEnabled=False
FirstRun=False
"""
PHRASES = "zjj,1=张家界\n"
"""What a clerk's own dictionary would have learnt: the shipped one ranks by language, not by place names."""
ANSWERS = "org.freedesktop.portal.IBus"
NEEDED = Path("/usr/share/fcitx5/inputmethod/pinyin.conf")


def lacking() -> list[str]:
    """What this machine lacks for it."""
    return [] if shutil.which("fcitx5") and NEEDED.exists() else ["fcitx5 fcitx5-pinyin"]


SESSION = {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx", "GTK_IM_MODULE": "fcitx"}
"""What a session with fcitx gives every program."""


class Fcitx:
    """Started in a folder of its own, on the desktop whose ``environment`` is given."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        config, data = folder / "config" / "fcitx5", folder / "data" / "fcitx5"
        for place, text in (
            (config / "profile", PROFILE),
            (config / "config", CONFIG),
            (config / "conf" / "pinyin.conf", PINYIN),
            (data / "pinyin" / "customphrase", PHRASES),
        ):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        self.environment = environment | {
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
        }
        self._log = (folder / "fcitx.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            ["fcitx5", "--disable", "cloudpinyin,notifications,waylandim,wayland"],
            env=self.environment,
            stdout=self._log,
            stderr=self._log,
        )
        self._wait()

    def _wait(self) -> None:
        ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus"]
        ask += ["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", f"string:{ANSWERS}"]
        until = time.monotonic() + 60
        while time.monotonic() < until:
            done = subprocess.run(ask, env=self.environment, capture_output=True, text=True, check=False)
            if "true" in done.stdout:
                return
            time.sleep(0.1)
        raise TimeoutError("fcitx5 did not come up on the session bus")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._log.close()
