"""kill -9 at a random moment of each operation: what was said to be done is done, the rest never began."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

from tests.attack.desks import before, faults, made, operations, ready
from tests.attack.forked import FAULT, answered, fork, killed, wait

ONCE = frozenset({"step", "approval"})
"""What can be done once only: each needs a visit or a request of its own."""


def attack_by_kills(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the calls ended, by operation; and what must not have happened."""
    rng, ends, wrong = random.Random(seed), Counter[str](), list[str]()
    place = made(folder / "desk")
    log = folder / "child.log"
    for name, work in operations(place).items():
        before(place, name)
        began = time.monotonic()
        if (code := wait(fork(work, log))) == FAULT:
            wrong.append(f"{name}: {log.read_text()[-400:]}")
        length = time.monotonic() - began
        ends[f"{name} whole {code}"] += 1
        for number in range(count):
            before(place, name)
            if name in ONCE:
                answered(lambda: ready(place), log)
            code = killed(work, rng.uniform(0, length), log)
            ends[f"{name} {'killed' if code < 0 else code}"] += 1
            found = answered(lambda name=name: faults(place, name), log)
            if code == FAULT or found is None:
                found = [log.read_text()[-400:]]
            wrong += [f"{name} {number}: {one}" for one in found]
    return ends, wrong
