"""Plays the mutants in a copy of the tree and prints how many the tests kill.

python -m tests.mutants [WORD …]    words choose the mutants whose name or path holds one of them
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import hypothesis
import PySide6.QtTest
import PySide6.QtWidgets
import pytest

import tests.app.services.office
import tests.conftest
from tests.mutants import ALL
from tests.mutants.mutant import Mutant

ROOT = Path(__file__).resolve().parents[2]
LOADED = (hypothesis, PySide6.QtTest, PySide6.QtWidgets, tests.conftest, tests.app.services.office)
"""What takes long to load, with all that it loads, is there before the processes of the tests are forked."""
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
OURS = ("app", "db", "ui", "printing", "home", "main", "tests")


def kills(mutant: Mutant, tree: Path) -> bool:
    """Whether the tests fail with the change. ValueError if the place is not there just once."""
    path = tree / mutant.path
    source = path.read_text(encoding="utf-8")
    path.write_text(mutant.applied_to(source), encoding="utf-8")
    try:
        return not passes(mutant.tests, tree)
    finally:
        path.write_text(source, encoding="utf-8")


def passes(near: tuple[str, ...], tree: Path) -> bool:
    """Whether the tests pass in the tree. ValueError where they could not be run."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(near, tree))
    process.start()
    process.join()
    if process.exitcode not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise ValueError(f"{' '.join(near)} could not be run ({process.exitcode})")
    return process.exitcode == pytest.ExitCode.OK


def _run(near: tuple[str, ...], tree: Path) -> None:
    """Run the tests of the copied tree in this process, silently."""
    for name in [one for one in sys.modules if one.partition(".")[0] in OURS]:
        del sys.modules[name]
    os.chdir(tree)
    sys.path[:] = [str(tree), *(one for one in sys.path if one not in ("", str(ROOT)))]
    sys.dont_write_bytecode = True
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    os._exit(int(pytest.main([*OPTIONS, *near])))


def copied_tree(tree: Path) -> None:
    """Put every file of the repository into a folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).exists():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)


def main(words: list[str]) -> int:
    chosen = [one for one in ALL if not words or any(word in one.name or word in one.path for word in words)]
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copied_tree(tree)
        for near in dict.fromkeys(one.tests for one in chosen):
            if not passes(near, tree):
                raise ValueError(f"{' '.join(near)} fails without any change")
        for mutant in chosen:
            dead = kills(mutant, tree)
            killed += dead
            sys.stdout.write(f"{'killed  ' if dead else 'SURVIVED'} {mutant.name} ({mutant.path})\n")
            sys.stdout.flush()
    sys.stdout.write(f"{killed} of {len(chosen)} killed: {100 * killed / max(1, len(chosen)):.0f} %\n")
    return 0 if killed == len(chosen) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
