"""The whole attack: ``python -m tests.attack.run --count 20000 --kills 100 --flips 50 --full 30``."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.attack.at_courier import attack_courier
from tests.attack.at_desk import attack_desk
from tests.attack.at_hub import attack_hub
from tests.attack.clock_jumps import attack_by_clock_jumps
from tests.attack.flips import attack_by_flips
from tests.attack.full_disk import attack_by_full_disk
from tests.attack.hub_kills import attack_by_hub_kills
from tests.attack.kills import attack_by_kills
from tests.attack.power_cut import attack_by_power_cuts

Attack = Callable[[Path], tuple[Counter[str], list[str]]]


def main() -> int:
    """Carry out what is asked for, all by default; says how each kind fared. 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="mutated messages of each kind")
    parser.add_argument("--kills", type=int, default=100, help="kills of each operation")
    parser.add_argument("--flips", type=int, default=100, help="flipped bits in each file of a home")
    parser.add_argument("--full", type=int, default=60, help="writes of each operation tried")
    parser.add_argument("--power", type=int, default=60, help="power cuts of each operation")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    attacks: dict[str, tuple[int, Attack]] = {
        "kill": (given.kills, lambda folder: attack_by_kills(folder, given.kills, given.seed)),
        "hub kill": (given.kills, lambda folder: attack_by_hub_kills(folder, given.kills, given.seed)),
        "flip": (given.flips, lambda folder: attack_by_flips(folder, given.flips, given.seed)),
        "power": (given.power, lambda folder: attack_by_power_cuts(folder, given.power, given.seed)),
        "clock": (given.power, attack_by_clock_jumps),
        "full": (given.full, lambda folder: attack_by_full_disk(folder, given.full)),
        "hub": (given.count, lambda folder: attack_hub(folder, given.count, given.seed)),
        "desk": (given.count, lambda folder: attack_desk(folder, given.count, given.seed)),
        "courier": (given.count, lambda folder: attack_courier(folder, given.count, given.seed)),
    }
    bad = sum(_attack(name, attack) for name, (count, attack) in attacks.items() if count)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{bad} wrong, at most {most} MiB of memory\n")
    return 1 if bad else 0


def _attack(name: str, attack: Attack) -> int:
    with tempfile.TemporaryDirectory() as folder:
        answers, wrong = attack(Path(folder))
    for kind, count in sorted(answers.items()):
        sys.stdout.write(f"{name}: {kind}: {count}\n")
    for line in wrong:
        sys.stdout.write(f"{name}: WRONG {line}\n")
    sys.stdout.flush()
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
