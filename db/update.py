"""Updates the installed program from a folder on the intranet: signature, version, package, in this order."""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

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
    """Look, and without ``check`` install.

    Unavailable: see ``look`` and ``fetch``; update_needs_root, update_stopped.
    """
    here = installed or Installed.here()
    version, package = look(folder, here)
    answer = {"version": version, "current": here.version, "file": package.file, "installed": False}
    if check:
        return answer
    with _private_folder() as private:
        copy = fetch(folder, package, private)
        _hold_against_list(copy, version)
        if os.geteuid() != 0:
            raise Unavailable("update_needs_root", folder=str(folder))
        _install(copy)
    return answer | {"installed": True}


def fetch(folder: Path, package: Package, into: Path) -> Path:
    """The package's copy in a private folder, checked there: what is installed is what was checked.

    Unavailable: update_missing, update_damaged, update_no_room.
    """
    copy = into / package.file
    digest = hashlib.sha256()
    try:
        with copy.open("wb") as target:
            for part in _parts(folder / package.file, package.size):
                digest.update(part)
                target.write(part)
    except OSError as error:
        raise Unavailable("update_no_room", folder=str(into.parent), detail=error.strerror) from error
    if digest.hexdigest() != package.sha256:
        raise Unavailable("update_damaged", file=package.file)
    return copy


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder that nobody else can write to. Unavailable: update_no_room."""
    try:
        made = tempfile.TemporaryDirectory(prefix="jiefangtai-update-")
    except OSError as error:
        place = os.environ.get("TMPDIR", "/tmp")
        raise Unavailable("update_no_room", folder=place, detail=os.strerror(errno.ENOSPC)) from error
    with made as name:
        yield Path(name)


def _parts(file: Path, size: int) -> Iterator[bytes]:
    """What stands in a file of the folder, of this size and no other.

    Unavailable: update_missing, update_damaged.
    """
    try:
        with _plain(file) as source:
            if os.fstat(source.fileno()).st_size != size:
                raise Unavailable("update_damaged", file=file.name)
            while size > 0 and (part := source.read(min(size, 1 << 20))):
                size -= len(part)
                yield part
    except OSError as error:
        raise Unavailable("update_missing", file=file.name) from error


def _plain(file: Path) -> BinaryIO:
    """Open a file of the folder; a pipe or a device, which never ends, is none. OSError."""
    opened = os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")
    if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
        opened.close()
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
    return opened


def _small(file: Path) -> bytes:
    """The beginning of a file of the folder, one byte more than a list may have. OSError."""
    with _plain(file) as opened:
        return opened.read(MOST_LIST + 1)


def _trusted_list(folder: Path, key: str) -> Listed:
    try:
        text, signature = (_small(folder / name) for name in (LIST, SIGNATURE))
    except OSError as error:
        raise Unavailable("update_missing", file=LIST) from error
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature.decode("ascii")), signed_part(text)
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


def _hold_against_list(package: Path, version: str) -> None:
    """Unavailable: update_damaged, where the package is of another version than its list says."""
    asked = ["dpkg-deb", "--field", str(package), "Version"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=_outer())
    if done.stdout.strip() != version:
        raise Unavailable("update_damaged", file=package.name)


def _install(package: Path) -> None:
    done = subprocess.run(
        ["dpkg", "--install", str(package)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=_outer() | {"LC_ALL": "C.UTF-8", "LANGUAGE": ""},
    )
    if done.returncode != 0:
        if os.strerror(errno.ENOSPC) in done.stderr:
            raise Unavailable("update_no_room", folder="/", detail=os.strerror(errno.ENOSPC))
        raise Unavailable("update_stopped", detail=reason_of(done.stderr or done.stdout, done.returncode))


def reason_of(answer: str, code: int) -> str:
    """Why dpkg stopped: what the package's own scripts say, else what is under its error, else the first."""
    lines = [line for line in answer.splitlines() if line.strip()] or [str(code)]
    ours = [line for line in lines if line.startswith("接访台")]
    under = [line for line in lines if line.startswith(" ")]
    return (ours[-1:] or under[:1] or lines[:1])[0].strip().removesuffix("。")


def _outer() -> dict[str, str]:
    """The environment without the library path of the frozen program: dpkg is the system's."""
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    if before := os.environ.get("LD_LIBRARY_PATH_ORIG"):
        environment["LD_LIBRARY_PATH"] = before
    return environment
