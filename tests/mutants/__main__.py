"""Plays the mutants in a copy of the tree and prints how many the tests kill, of each part and of all.

python -m tests.mutants [--sample N] [--seed S] [WORD …]

Words choose the mutants whose name, path or part holds one of them; of these a sample is drawn by the seed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import hypothesis
import PySide6.QtTest
import PySide6.QtWidgets
import pytest

import tests.app.services.office
import tests.conftest
from tests.mutants import ALL
from tests.mutants.mutant import PARTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
LOADED = (hypothesis, PySide6.QtTest, PySide6.QtWidgets, tests.conftest, tests.app.services.office)
"""What takes long to load, with all that it loads, is there before the processes of the tests are forked."""
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
PATIENCE = 900
"""Seconds after which the tests of a changed tree are taken to run for ever: that is noticed too."""
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
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        return False
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


def chosen_mutants(words: Sequence[str], sample: int | None, seed: int) -> list[Mutant]:
    """Those that a word names (all without words), or a sample of them.

    In the order of the files; a sample in the order it was drawn, so that a part of it is a sample too.
    """
    found = [
        one
        for one in ALL
        if not words or any(word in one.name or word in one.path or word == one.part for word in words)
    ]
    if sample is None or sample >= len(found):
        return found
    return Random(seed).sample(found, sample)


def rates(played: Counter[str], killed: Counter[str]) -> str:
    """A line for each part that was played, and one for all."""
    lines = [(part, killed[part], played[part]) for part in PARTS if played[part]]
    lines.append(("all", killed.total(), played.total()))
    return "".join(f"{part:9}{dead} of {count} killed: {dead / count:.1%}\n" for part, dead, count in lines)


def main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(given)
    chosen = chosen_mutants(asked.words, asked.sample, asked.seed)
    played: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copied_tree(tree)
        sound: set[tuple[str, ...]] = set()
        for mutant in chosen:
            if mutant.tests not in sound and not passes(mutant.tests, tree):
                raise ValueError(f"{' '.join(mutant.tests)} fails without any change")
            sound.add(mutant.tests)
            dead = kills(mutant, tree)
            played[mutant.part] += 1
            killed[mutant.part] += dead
            sys.stdout.write(f"{'killed  ' if dead else 'SURVIVED'} {mutant.name} ({mutant.path})\n")
            sys.stdout.flush()
    sys.stdout.write(rates(played, killed))
    return 0 if killed == played else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
