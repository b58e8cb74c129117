"""A bare Debian in a folder (debootstrap minbase), with a plain user in it; root alone can make one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

PLAIN = "clerk"
PASSWORD, ADMIN_PASSWORD = "Shili-Day-1123", "Jiefang-2026"


class System:
    """One root folder; commands run in it by chroot."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._begun: list[subprocess.Popen[bytes]] = []
        subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)

    @classmethod
    def fresh(cls, suite: str, cache: Path, folder: Path) -> System:
        """A copy of the suite's minbase; it is fetched once."""
        base = cache / suite
        if not (base / "usr/bin/apt-get").exists():
            shutil.rmtree(base, ignore_errors=True)
            base.parent.mkdir(parents=True, exist_ok=True)
            mirror = [os.environ["MIRROR"]] if "MIRROR" in os.environ else []
            subprocess.run(["debootstrap", "--variant=minbase", suite, base, *mirror], check=True)
        root = folder / suite
        subprocess.run(["cp", "-a", "--reflink=auto", base, root], check=True)
        made = cls(root)
        made.run("useradd", "--create-home", PLAIN)
        return made

    def run(self, *command: str | Path, code: int = 0, **environment: str) -> str:
        """As root in the system; stdout. AssertionError for another exit code."""
        done = subprocess.run(
            ["/usr/sbin/chroot", self.root, *command],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def install(self, package: Path) -> None:
        """By apt, with what the package depends on."""
        shutil.copy(package, self.root / "root" / package.name)
        self.run("apt-get", "-qq", "update")
        self.run("apt-get", "-qq", "install", "-y", "--no-install-recommends", f"/root/{package.name}")

    def program(self, *arguments: str, user: str = "", **environment: str) -> dict[str, Any]:
        """The installed program as the plain user; its JSON."""
        if user:
            password = ADMIN_PASSWORD if user == "admin" else PASSWORD
            environment |= {"JIEFANGTAI_USER": user, "JIEFANGTAI_PASSWORD": password}
        command = ["setpriv", "--reuid", PLAIN, "--regid", PLAIN, "--clear-groups", "jiefangtai", *arguments]
        answer: dict[str, Any] = json.loads(self.run(*command, HOME=f"/home/{PLAIN}", **environment))
        return answer

    def begin(self, *command: str) -> subprocess.Popen[bytes]:
        """A program that goes on running as the plain user."""
        plain = ["setpriv", "--reuid", PLAIN, "--regid", PLAIN, "--clear-groups"]
        begun = subprocess.Popen(
            ["/usr/sbin/chroot", self.root, *plain, *command],
            env={"PATH": "/usr/bin:/bin", "HOME": f"/home/{PLAIN}", "QT_QPA_PLATFORM": "offscreen"},
        )
        self._begun.append(begun)
        return begun

    def close(self) -> None:
        """End what was begun and let go of the folder."""
        for begun in self._begun:
            begun.terminate()
            begun.wait(30)
        subprocess.run(["umount", self.root / "proc"], check=True)
        shutil.rmtree(self.root)
