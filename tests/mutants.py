"""Plays small wrong changes over the rules of a case and prints how many the tests kill (make mutants).

python -m tests.mutants [--show]    a copy of the tree is changed, never this one
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASE = ("tests/app/domain/case",)
LADDER = ("tests/app/domain/test_ladder.py",)
DATES = ("tests/app/domain",)
MOVES = (
    "tests/app/services/visits/test_moving.py",
    "tests/app/services/visits/test_corrections_counted.py",
)


@dataclass(frozen=True)
class Mutant:
    """A change of one place, and the tests that have to notice."""

    path: str
    old: str
    new: str
    tests: tuple[str, ...] = CASE


MUTANTS = (
    Mutant("app/domain/case/history.py", "self.kind == names.APPEAL and mode.name in", "mode.name in"),
    Mutant("app/domain/case/clock.py", "Span(limits.finish, DAYS), \"受理\"", "Span(60, DAYS), \"受理\""),
    Mutant("app/domain/case/clock.py", "Span(self.rules.limits.opinion, DAYS)", "Span(60, DAYS)"),
    Mutant("app/domain/case/clock.py", "self.rules.limits.opinion + int(days)", "self.rules.limits.opinion"),
    Mutant("app/domain/case/clock.py", "kind != names.APPEAL or way != PETITION_WAY", "kind != names.APPEAL"),
    Mutant("app/domain/case/clock.py", "names.FINISH, finish.due, span", "names.FINISH, finish.start, span"),
    Mutant(
        "app/domain/case/history.py",
        "if self.status == names.REGISTERED:\n            self.status = names.HANDLING",
        "self.status = names.HANDLING",
    ),
    Mutant("app/domain/case/history.py", "reply.done and", "True and"),
    Mutant("app/domain/case/obligations.py", "self.running and self.kind in BINDING", "self.running"),
    Mutant("app/domain/case/corrected.py", "and getattr(visit, amendment.field) == amendment.old", ""),
    Mutant("app/domain/case/casefile.py", "or not visits:", "and not visits:"),
    Mutant("app/domain/case/secrecy.py", "purpose == ACCUSATION or confidential", "confidential"),
    Mutant("app/domain/case/superiors.py", "if unit.kind == BUREAU:", "if False:"),
    Mutant("app/domain/case/superiors.py", "inner.startswith(outer)", "inner == outer"),
    Mutant("app/domain/case/accused.py", "unit.startswith(one)", "unit == one"),
    Mutant("app/domain/case/moved.py", "was.due == now.due", "was == now", MOVES),
    Mutant("app/domain/case/moved.py", "before.guarded and not after.guarded", "before.guarded", MOVES),
    Mutant("app/domain/case/corrected.py", "or move.at <= at", "or move.at < at", MOVES),
    Mutant("app/domain/case/corrected.py", "first=place == 0", "first=visit.first", MOVES),
    Mutant("app/domain/case/corrected.py", "if field not in CORRECTABLE:", "if False:", MOVES),
    Mutant("app/domain/case/secrecy.py", "visit.matter_id == facts.matter.id", "True", MOVES),
    Mutant("app/domain/ladder.py", "if day > start)", "if day >= start)", LADDER),
    Mutant("app/domain/ladder.py", "if on > due:", "if on >= due:", LADDER),
    Mutant("app/domain/ladder.py", "day -= timedelta(days=1)", "day += timedelta(days=1)", LADDER),
    Mutant("app/domain/ladder.py", "if over >= circular_after:", "if over > circular_after:", LADDER),
    Mutant("app/domain/identity.py", "int(number[16]) % 2", "int(number[15]) % 2", DATES),
    Mutant("app/domain/lines.py", "else Span(15, DAYS)", "else Span(1, DAYS)", DATES),
    Mutant("app/domain/calendar.py", "self.work - others | new.work", "self.work - others", DATES),
    Mutant("app/domain/pinyin.py", "if rank == ranked[0][0]", "if True", DATES),
)  # fmt: skip


def kills(mutant: Mutant, tree: Path) -> bool:
    """Whether the tests fail with the change. ValueError if the place is not there just once."""
    path = tree / mutant.path
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise ValueError(f"{mutant.path}: {mutant.old!r} stands there {source.count(mutant.old)} times")
    path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests]
        return subprocess.run(command, cwd=tree, capture_output=True, check=False).returncode != 0
    finally:
        path.write_text(source, encoding="utf-8")


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in filter(None, listed):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
        killed = 0
        for mutant in MUTANTS:
            dead = kills(mutant, tree)
            killed += dead
            word = "killed  " if dead else "SURVIVED"
            sys.stdout.write(f"{word} {mutant.path}: {mutant.old} → {mutant.new}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{killed} of {len(MUTANTS)} killed: {100 * killed / len(MUTANTS):.0f} %\n")
    return 0 if killed == len(MUTANTS) else 1


if __name__ == "__main__":
    raise SystemExit(main())
