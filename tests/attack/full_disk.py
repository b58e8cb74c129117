"""The disk is full from each write of an operation on: a sentence, nothing lost, and it goes on afterwards.

A small library, loaded before the C library (full_disk.c), counts and refuses the writes; this module starts
itself anew with it.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.attack.desks import before, faults, made, operations, ready
from tests.attack.forked import FAULT, answered, fork, wait

SAID = (0, 2, 3, 4)
ONCE = frozenset({"step", "approval"})


def attack_by_full_disk(folder: Path, most: int) -> tuple[Counter[str], list[str]]:
    """How the calls ended, by operation; what must not have happened. ``most``: writes tried of each."""
    library = folder / "full_disk.so"
    source = Path(__file__).with_suffix(".c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.attack.full_disk", str(folder), str(most), str(library)],
        env=os.environ | {"LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    ends, wrong = json.loads(done.stdout.splitlines()[-1])
    return Counter(ends), wrong


def attack(folder: Path, most: int, library: Path) -> tuple[Counter[str], list[str]]:
    disk = ctypes.CDLL(str(library))
    place = made(folder / "desk")
    ends, wrong, log = Counter[str](), list[str](), folder / "child.log"
    for name, work in operations(place).items():
        before(place, name)
        count = answered(lambda work=work: _counted(disk, work), log) or 0
        for number in range(0, count, max(1, count // most)):
            before(place, name)
            if name in ONCE:
                answered(lambda: ready(place), log)
            code = wait(fork(lambda work=work, number=number: _full(disk, work, number), log))
            ends[f"{name} {code}"] += 1
            if code not in SAID:
                wrong.append(f"{name} {number}: {code} {log.read_text()[-600:]}")
            found = answered(lambda name=name: faults(place, name), log)
            found = [log.read_text()[-600:]] if found is None else found
            wrong += [f"{name} {number} of {count}: {one}" for one in found]
        ends[f"{name} writes"] = count
    return ends, wrong


def _counted(disk: ctypes.CDLL, work) -> int:  # type: ignore[no-untyped-def]
    disk.full_disk_from(-1)
    return disk.full_disk_writes() if work() in SAID else FAULT


def _full(disk: ctypes.CDLL, work, number: int) -> int:  # type: ignore[no-untyped-def]
    disk.full_disk_from(number)
    code: int = work()
    disk.full_disk_from(-1)
    return code


if __name__ == "__main__":
    told = attack(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.write(json.dumps(told) + "\n")
