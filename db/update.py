"""Updates the installed program from a folder on the intranet: signature, version, package, in this order."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import Unavailable
from app.version import VERSION

LIST, SIGNATURE = "update.json", "update.json.sig"
MOST_LIST = 64 * 1024
_PURPOSE = b"jiefangtai update 1\n"
_VERSION = re.compile(r"([0-9]{1,5})\.([0-9]{1,5})\.([0-9]{1,5})")
_NAME = re.compile(r"[A-Za-z0-9][\w.+~-]*")


class Package(msgspec.Struct):
    """One package of the list."""

    file: str
    kind: str
    machine: str
    size: int
    sha256: str


class Listed(msgspec.Struct):
    """What update.json holds."""

    version: str
    packages: list[Package]


@dataclass(frozen=True, slots=True)
class Installed:
    """How this program came here: its version, kind of package, machine, and the key that it trusts."""

    version: str
    kind: str
    machine: str
    key: str

    @classmethod
    def here(cls) -> Installed:
        """Unavailable: update_from_source (nothing is installed), update_no_key (no key came along)."""
        if not getattr(sys, "frozen", False):
            raise Unavailable("update_from_source")
        file = Path(sys._MEIPASS) / "update.pub"  # type: ignore[attr-defined]
        if not file.is_file():
            raise Unavailable("update_no_key")
        kind = "uos" if str(file).startswith("/opt/apps/") else "deb"
        return cls(VERSION, kind, platform.machine(), file.read_text(encoding="ascii").strip())


def signed_part(text: bytes) -> bytes:
    """What a list's signature is over: its bytes, under the name of what they are for."""
    return _PURPOSE + text


def look(folder: Path, installed: Installed) -> tuple[str, Package]:
    """The folder's version and the package for this machine.

    Unavailable: update_missing, update_signature, update_damaged, update_not_newer, update_no_package.
    """
    listed = _trusted_list(folder, installed.key)
    if _number(listed.version) <= _number(installed.version):
        raise Unavailable("update_not_newer", version=listed.version, current=installed.version)
    for package in listed.packages:
        if (package.kind, package.machine) == (installed.kind, installed.machine):
            if not _NAME.fullmatch(package.file):
                raise Unavailable("update_damaged", file=LIST)
            return listed.version, package
    raise Unavailable("update_no_package", version=listed.version, machine=installed.machine)


def update(folder: Path, *, check: bool, installed: Installed | None = None) -> dict[str, Any]:
    """Look, and without ``check`` install. Unavailable: see ``look``; update_needs_root, update_stopped."""
    here = installed or Installed.here()
    version, package = look(folder, here)
    answer = {"version": version, "current": here.version, "file": package.file, "installed": False}
    if check:
        return answer
    with tempfile.TemporaryDirectory(prefix="jiefangtai-update-") as private:
        copy = fetch(folder, package, Path(private))
        if os.geteuid() != 0:
            raise Unavailable("update_needs_root", folder=str(folder))
        _install(copy)
    return answer | {"installed": True}


def fetch(folder: Path, package: Package, into: Path) -> Path:
    """The package's copy in a private folder, checked there: what is installed is what was checked.

    Unavailable: update_missing, update_damaged.
    """
    copy = into / package.file
    try:
        shutil.copyfile(folder / package.file, copy)
    except OSError as error:
        raise Unavailable("update_missing", file=package.file) from error
    digest = hashlib.sha256()
    with copy.open("rb") as content:
        while part := content.read(1 << 20):
            digest.update(part)
    if copy.stat().st_size != package.size or digest.hexdigest() != package.sha256:
        raise Unavailable("update_damaged", file=package.file)
    return copy


def _trusted_list(folder: Path, key: str) -> Listed:
    try:
        with (folder / LIST).open("rb") as file:
            text = file.read(MOST_LIST + 1)
        signature = (folder / SIGNATURE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable("update_missing", file=LIST) from error
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), signed_part(text)
        )
    except (InvalidSignature, ValueError) as error:
        raise Unavailable("update_signature") from error
    try:
        return msgspec.json.decode(text, type=Listed)
    except msgspec.DecodeError as error:
        raise Unavailable("update_damaged", file=LIST) from error


def _number(version: str) -> tuple[int, ...]:
    match = _VERSION.fullmatch(version)
    if match is None:
        raise Unavailable("update_damaged", file=LIST)
    return tuple(int(part) for part in match.groups())


def _install(package: Path) -> None:
    done = subprocess.run(
        ["dpkg", "--install", str(package)], capture_output=True, text=True, check=False, env=_outer()
    )
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines() or [str(done.returncode)]
        ours = [line for line in lines if line.startswith("接访台")]  # of the package's own scripts
        raise Unavailable("update_stopped", detail=(ours or lines)[-1].removesuffix("。"))


def _outer() -> dict[str, str]:
    """The environment without the library path of the frozen program: dpkg is the system's."""
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    if before := os.environ.get("LD_LIBRARY_PATH_ORIG"):
        environment["LD_LIBRARY_PATH"] = before
    return environment
