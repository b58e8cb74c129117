"""The frozen folder as Debian packages: the usual layout, and the one of UOS (/opt/apps/ID)."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

import manpage

from app.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
ID = "cn.jiefangtai.desk"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64", "loongarch64": "loong64"}
DEPENDS = (
    *("libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libxkbcommon-x11-0"),
    *(
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-shape0",
        "libglib2.0-0t64 | libglib2.0-0",
    ),
)
NOBODY = "jiefangtai@localhost"
CONTROL = """Package: {name}
Version: {version}
Architecture: {arch}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: libc6 (>= {glibc}), {depends}
Section: misc
Priority: optional
Description: program of a petition reception centre's windows (接访台)
 Registers visits, holds joint receptions, prints slips, syncs desks through a
 hub. Contains its own Python and Qt; the store lies in the user's folder.
"""


def debian(program: Path, out: Path, manual: str) -> Path:
    """jiefangtai_VERSION_ARCH.deb."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        shutil.copytree(program, tree / "usr/lib/jiefangtai", symlinks=True)
        _link(tree / "usr/bin/jiefangtai", "../lib/jiefangtai/jiefangtai")
        _desktop_files(tree / "usr/share", "jiefangtai", LINUX / "jiefangtai.desktop")
        _put(tree / "usr/share/man/man1/jiefangtai.1.gz", gzip.compress(manual.encode(), mtime=0))
        _put(tree / "usr/share/bash-completion/completions/jiefangtai", manpage.COMPLETION.encode())
        for unit in ("jiefangtai-hub.service",):
            _copy(LINUX / unit, tree / "lib/systemd/system" / unit)
        for unit in ("jiefangtai-backup.service", "jiefangtai-backup.timer"):
            _copy(LINUX / unit, tree / "usr/lib/systemd/user" / unit)
        _copy(LINUX / "sysusers.conf", tree / "usr/lib/sysusers.d/jiefangtai.conf")
        _copy(LINUX / "hub.env", tree / "etc/jiefangtai/hub.env", 0o640)
        _documents(tree / "usr/share/doc/jiefangtai", out)
        _copy(LINUX / "lintian-overrides", tree / "usr/share/lintian/overrides/jiefangtai")
        control = tree / "DEBIAN"
        for script in ("preinst", "postinst", "prerm", "postrm"):
            _copy(LINUX / script, control / script, 0o755)
        _put(control / "conffiles", b"/etc/jiefangtai/hub.env\n")
        return _built(tree, "jiefangtai", out)


def uos(program: Path, out: Path) -> Path:
    """ID_VERSION_ARCH.deb in the layout that UOS asks of applications: all under /opt/apps/ID, no scripts."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        home = tree / "opt/apps" / ID
        shutil.copytree(program, home / "files/jiefangtai", symlinks=True)
        desktop = (LINUX / "jiefangtai.desktop").read_text(encoding="utf-8")
        desktop = desktop.replace("Exec=jiefangtai", f"Exec=/opt/apps/{ID}/files/jiefangtai/jiefangtai")
        desktop = desktop.replace("Icon=jiefangtai", f"Icon={ID}")
        with tempfile.NamedTemporaryFile("w", suffix=".desktop", encoding="utf-8") as file:
            file.write(desktop)
            file.flush()
            _desktop_files(home / "entries", ID, Path(file.name))
        info = (ROOT / "packaging/uos/info.in").read_text(encoding="utf-8")
        for mark, value in (("@ID@", ID), ("@VERSION@", VERSION), ("@ARCH@", _arch())):
            info = info.replace(mark, value)
        json.loads(info)
        _put(home / "info", info.encode())
        _documents(home / "entries/doc", out)
        return _built(tree, ID, out)


def maintainer() -> str:
    """Who publishes the packages, as Debian's tools ask for it: DEBFULLNAME and DEBEMAIL."""
    return f"{os.environ.get('DEBFULLNAME', '接访台')} <{os.environ.get('DEBEMAIL', NOBODY)}>"


def glibc_of(program: Path) -> str:
    """The newest glibc that any file of the folder asks for, as 2.NN."""
    newest = 0
    for file in program.rglob("*"):
        if file.is_file() and (".so" in file.name or file.stat().st_mode & 0o100):
            done = subprocess.run(["objdump", "-T", file], capture_output=True, text=True, check=False)
            for word in done.stdout.split():
                if word.startswith(("(GLIBC_2.", "GLIBC_2.")):
                    newest = max(newest, int(word.strip("()").split(".")[1]))
    return f"2.{newest}"


def _desktop_files(share: Path, name: str, desktop: Path) -> None:
    _copy(desktop, share / "applications" / f"{name}.desktop")
    _copy(LINUX / "jiefangtai.svg", share / "icons/hicolor/scalable/apps" / f"{name}.svg")
    _copy(LINUX / "jiefangtai.png", share / "icons/hicolor/128x128/apps" / f"{name}.png")


def _documents(folder: Path, out: Path) -> None:
    _copy(LINUX / "copyright", folder / "copyright")
    changes = (LINUX / "changelog").read_text(encoding="utf-8").replace(f"接访台 <{NOBODY}>", maintainer())
    _put(folder / "changelog.gz", gzip.compress(changes.encode(), mtime=0))
    _copy(out / "sbom.cdx.json", folder / "sbom.cdx.json")
    _copy(out / "THIRD-PARTY-NOTICES.txt", folder / "THIRD-PARTY-NOTICES.txt")
    shutil.copytree(ROOT / "docs", folder / "docs")


def _built(tree: Path, name: str, out: Path) -> Path:
    """The package of a tree whose control data but for the control file lie in DEBIAN/."""
    size = sum(file.lstat().st_size for file in tree.rglob("*") if not file.is_dir()) // 1024
    facts = CONTROL.format(
        name=name,
        version=VERSION,
        arch=_arch(),
        maintainer=maintainer(),
        size=size,
        glibc=glibc_of(out / "jiefangtai"),
        depends=", ".join(DEPENDS),
    )
    _put(tree / "DEBIAN/control", facts.encode())
    _put(tree / "DEBIAN/md5sums", _sums(tree).encode())
    for library in tree.rglob("*.so*"):
        if library.is_file() and not library.is_symlink():
            library.chmod(0o644)
    for folder in (tree, *(path for path in tree.rglob("*") if path.is_dir() and not path.is_symlink())):
        folder.chmod(0o755)
    package = out / f"{name}_{VERSION}_{_arch()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(package)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return package


def _sums(tree: Path) -> str:
    """The sum of each installed file, for ``dpkg --verify``; not of a file that administrators change."""
    files = sorted(file for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
    named = [(file, str(file.relative_to(tree))) for file in files]
    return "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {name}\n"
        for file, name in named
        if not name.startswith(("DEBIAN/", "etc/"))
    )


def _arch() -> str:
    return MACHINES[platform.machine()]


def _put(file: Path, content: bytes, mode: int = 0o644) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    file.chmod(mode)


def _copy(source: Path, target: Path, mode: int = 0o644) -> None:
    _put(target, source.read_bytes(), mode)


def _link(place: Path, target: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)
