"""Runs histories: ``python -m tests.simulation.run --from 1 --count 1000``; one again with ``--seed 7``."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import time

from tests.simulation.checks import problems
from tests.simulation.world import World

STEPS = 45
BETWEEN_COLLECTIONS = 25


def history(seed: int, steps: int = STEPS) -> list[str]:
    """What is wrong after the history of a seed; empty if nothing is."""
    world = World(seed)
    try:
        world.run(steps)
    except AssertionError as error:
        return [str(error)]
    return problems(world)


def _told(seed: int) -> tuple[int, list[str]]:
    if seed % BETWEEN_COLLECTIONS == 0:
        gc.collect()
    return seed, history(seed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, help="replay one history and say what is wrong with it")
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    seeds = [given.seed] if given.seed is not None else range(given.first, given.first + given.count)
    began, bad = time.monotonic(), []
    with multiprocessing.get_context("spawn").Pool(given.jobs, initializer=gc.disable) as pool:
        for seed, wrong in pool.imap(_told, seeds, chunksize=8):
            if wrong:
                bad.append(seed)
                sys.stdout.write(f"seed {seed}: {'; '.join(wrong[:6])}\n")
                sys.stdout.flush()
    took = time.monotonic() - began
    sys.stdout.write(f"{len(seeds)} histories, {len(bad)} bad {bad[:20]}, {took:.1f} s\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
