"""make dist: the program as one folder and as packages for Debian and UOS, with list of parts and signature.

python packaging/build.py [--out DIR] [--key FILE]   in an environment with requirements-dist.lock
``--key`` is the private Ed25519 key (PEM) that signs the update folder; the package gets its public half.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import bom  # noqa: E402 - after the path
import deb  # noqa: E402
import manpage  # noqa: E402
import release  # noqa: E402

from app.version import VERSION  # noqa: E402


def main() -> None:
    """Build everything into the folder."""
    given = _arguments()
    out: Path = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    key = release.read_key(given.key) if given.key else None
    program = freeze(out)
    bom.write(program, out)
    if key is not None:
        (program / "_internal" / "update.pub").write_text(release.public_half(key), encoding="ascii")
    manual = manpage.page()
    packages = [deb.debian(program, out, manual), deb.uos(program, out)]
    if key is not None:
        release.write_update_folder(out / "update", VERSION, packages, key)
    for package in packages:
        sys.stdout.write(f"{package}\n")


def freeze(out: Path) -> Path:
    """The program as one folder by PyInstaller; Python's own libraries without what a debugger reads."""
    work = out / "work"
    command: list[Any] = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", out, "--workpath", work, ROOT / "packaging" / "jiefangtai.spec"]
    subprocess.run(command, check=True)
    program = out / "jiefangtai"
    python = [*program.glob("_internal/libpython*.so*"), *program.glob("_internal/python3*/lib-dynload/*.so")]
    if python:
        subprocess.run(["strip", "--strip-unneeded", *python], check=True)
    return program


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--key", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
