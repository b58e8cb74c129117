"""The whole attack: ``python -m tests.attack.run --count 20000``; says how each kind of message fared."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path

from tests.attack.at_desk import attack_desk
from tests.attack.at_hub import attack_hub


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="mutated messages of each kind")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    bad = 0
    for name, attack in (("hub", attack_hub), ("desk", attack_desk)):
        with tempfile.TemporaryDirectory() as folder:
            answers, wrong = attack(Path(folder), given.count, given.seed)
        for kind, count in sorted(answers.items()):
            sys.stdout.write(f"{name}: {kind}: {count}\n")
        for line in wrong:
            sys.stdout.write(f"{name}: WRONG {line}\n")
        bad += len(wrong)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{given.count} of each kind, {bad} wrong, at most {most} MiB of memory\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
