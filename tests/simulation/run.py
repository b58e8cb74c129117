"""Runs histories: ``python -m tests.simulation.run --from 1 --count 1000``; one again with ``--seed 7``."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
import time
from functools import partial

from tests.simulation.checks import problems
from tests.simulation.world import World

STEPS = 45
BETWEEN_COLLECTIONS = 25
AGAIN = ".venv/bin/python -m tests.simulation.run"


def history(seed: int, steps: int = STEPS, *, handling: bool = True, suite: str = "") -> list[str]:
    """What is wrong after the history of a seed; empty if nothing is.

    handling: whether clerks also handle cases. Seeds that were kept from before they did go without.
    suite: as of ``World``.
    """
    world = World(seed, handling, suite)
    try:
        world.run(steps)
    except AssertionError as error:
        return [str(error)]
    return problems(world)


def _told(seed: int, suite: str = "") -> tuple[int, list[str]]:
    if seed % BETWEEN_COLLECTIONS == 0:
        gc.collect()
    wrong = ["it stopped in the middle"]
    try:
        wrong = history(seed, suite=suite)
    finally:
        if wrong:
            again = f"{AGAIN} --seed {seed}{f' --suite {suite}' if suite else ''}"
            sys.stdout.write(f"seed {seed}: {'; '.join(wrong[:6])}\n  again: {again}\n")
            sys.stdout.flush()
    return seed, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, help="replay one history and say what is wrong with it")
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--suite", default="", help="everybody signs, by this suite (通用, 国密)")
    given = parser.parse_args()
    if given.seed is not None:
        return 1 if _told(given.seed, given.suite)[1] else 0
    seeds = range(given.first, given.first + given.count)
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(given.jobs, initializer=gc.disable) as pool:
        bad = [
            seed
            for seed, wrong in pool.imap_unordered(partial(_told, suite=given.suite), seeds, chunksize=8)
            if wrong
        ]
    took = time.monotonic() - began
    told = f"{len(seeds)} histories, seeds {seeds[0]} to {seeds[-1]}: {len(bad)} bad {sorted(bad)[:20]}"
    sys.stdout.write(f"{told}, {took:.1f} s\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
