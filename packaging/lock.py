"""Resolves the dependencies of pyproject.toml into the five lock files, with hashes and without addresses.

requirements.lock          the program
requirements-dev.lock      what its developers need beside it, the library for tokens too
requirements-hub.lock      what a machine needs that runs only the hub: no Qt, no paper
requirements-glibc28.lock  the program for older desktops
requirements-dist.lock     what make dist needs beside it; the library for tokens goes into the packages
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM, DEV, HUB, GLIBC28, DIST = (
    f"requirements{name}.lock" for name in ("", "-dev", "-hub", "-glibc28", "-dist")
)
HEAD = "# Made by make lock; not to be edited.\n"
BLOCK = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)==[^\n]*\n(?: [^\n]*\n)*")


def compiled(wanted: list[str], held: Path | None = None) -> str:
    """The locked form of requirements, at the versions of the lock ``held`` where it has them."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "wanted.in"), Path(folder, "made.lock")
        source.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        options = ["--quiet", "--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header"]
        options += ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"]
        if held is not None:
            options += ["--constraint", str(held)]
        tool = [sys.executable, "-m", "piptools", "compile"]
        subprocess.run([*tool, *options, "--output-file", made, source], cwd=folder, check=True)
        return HEAD + "".join(block[0] for block in BLOCK.finditer(made.read_text(encoding="utf-8")))


def names(lock: str) -> set[str]:
    """The packages of a lock."""
    return {block[1].lower() for block in BLOCK.finditer(lock)}


def without(lock: str, others: set[str]) -> str:
    """A lock without the packages of another."""
    return HEAD + "".join(block[0] for block in BLOCK.finditer(lock) if block[1].lower() not in others)


def plain(requirement: str) -> str:
    """The bare name of a requirement."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return match[0].lower()


def main() -> None:
    """Write the five files."""
    os.chdir(ROOT)
    facts = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    needed: list[str] = facts["project"]["dependencies"]
    token: list[str] = facts["project"]["optional-dependencies"]["token"]
    tools: list[str] = facts["project"]["optional-dependencies"]["dev"] + token
    locks = facts["tool"]["jiefangtai"]["locks"]
    program = compiled(needed)
    Path(PROGRAM).write_text(program, encoding="utf-8")
    held = ROOT / PROGRAM
    Path(DEV).write_text(without(compiled(needed + tools, held), names(program)), encoding="utf-8")
    hub = [requirement for requirement in needed if plain(requirement) in locks["hub"]]
    Path(HUB).write_text(compiled(hub, held), encoding="utf-8")
    older = [one for one in needed if plain(one) not in {plain(pin) for pin in locks["glibc28"]}]
    Path(DIST).write_text(without(compiled(locks["dist"] + token), names(program)), encoding="utf-8")
    Path(GLIBC28).write_text(compiled(older + locks["glibc28"]), encoding="utf-8")


if __name__ == "__main__":
    main()
