"""Bits flipped in every file of a home: a sentence or a finding, and never another answer."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from tests.attack.desks import Place, made
from tests.attack.forked import answered
from tests.cli.within import Within

SAID = (0, 3, 4)
"""Exit codes of a program that knows what it does: done, not allowed, the world."""


def attack_by_flips(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the program took each flipped file; and what must not have happened."""
    rng, ends, wrong = random.Random(seed), Counter[str](), list[str]()
    place = made(folder / "desk")
    slip = ("slip", (place.folder / "step").read_text(), "--out", str(folder / "desk" / "slip.pdf"))
    place.call(*slip, login="clerk")
    log = folder / "child.log"
    right = answered(lambda: _seen(place.call, place), log)
    for file in sorted(one for one in place.home.rglob("*") if one.is_file()):
        name = file.relative_to(place.home)
        for number in range(count):
            home = folder / "flipped" / "home"
            shutil.rmtree(home.parent, ignore_errors=True)
            shutil.copytree(place.home, home)
            where = _flip(home / name, rng)
            found = answered(lambda home=home: _judged(home, place, right), log)
            if found is None:
                found = ["fault", log.read_text()[-400:]]
            ends[f"{name} {found[0]}"] += 1
            if found[0] in ("fault", "silent"):
                wrong.append(f"{name} {number} at {where}: {found[1]}")
    return ends, wrong


def _flip(file: Path, rng: random.Random) -> str:
    content = bytearray(file.read_bytes())
    at, bit = rng.randrange(len(content)), rng.randrange(8)
    content[at] ^= 1 << bit
    file.write_bytes(content)
    return f"{at}.{bit}"


def _seen(call: Within, place: Place) -> Any:
    """What a clerk is shown, and whether a slip is genuine; the same at an untouched home."""
    shown = call("show", (place.folder / "step").read_text(), login="clerk")
    genuine = call("verify", str(place.folder / "slip.pdf")) if shown.code == 0 else shown
    return [shown.code, shown.answer, genuine.answer]


def _judged(home: Path, place: Place, right: Any) -> list[str]:
    call = Within(home)
    checked = call("check", login="admin")
    seen = _seen(call, place)
    if seen[0] not in SAID or checked.code not in SAID:
        return ["fault", f"{seen} {checked}"]
    if seen[0] != 0 or checked.code != 0:
        return ["refused", ""]
    if not checked.answer["ok"]:
        return ["found", ""]
    return ["the same", ""] if seen == right else ["silent", f"{seen}"]
