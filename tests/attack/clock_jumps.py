"""The clock of desk and hub jumps: numbers never repeat, nothing is lost, every call ends with a sentence.

A small library, loaded before the C library (wrong_clock.c), sets the clock of this process and its children.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.attack.desks import VISIT, Place, made
from tests.attack.forked import answered
from tests.attack.hub_kills import KilledHub

DAY = 86_400
JUMPS: dict[str, Callable[[int], int]] = {
    "right": lambda _now: 0,
    "a day back": lambda _now: -DAY,
    "right again": lambda _now: 0,
    "ten years on": lambda _now: 3653 * DAY,
    "back from there": lambda _now: 0,
    "1970": lambda now: DAY - now,
    "right at last": lambda _now: 0,
}
"""By how many seconds the clock is off, one after the other."""
SAID = (0, 2, 3, 4)


def attack_by_clock_jumps(folder: Path) -> tuple[Counter[str], list[str]]:
    """How the calls ended, by clock; what must not have happened."""
    library = folder / "wrong_clock.so"
    source = Path(__file__).with_name("wrong_clock.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.attack.clock_jumps", str(folder), str(library)],
        env=os.environ | {"LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    ends, wrong = json.loads(done.stdout.splitlines()[-1])
    return Counter(ends), wrong


def attack(folder: Path, library: Path) -> tuple[Counter[str], list[str]]:
    clock, place, hub = ctypes.CDLL(str(library)), made(folder / "desk"), _joined_hub(folder)
    ends, wrong, numbers = Counter[str](), list[str](), list[str]()
    code = hub.code("A")
    hub.start()
    place.call("enrol", f"http://{hub.address}", code, login="admin")
    for name, off in JUMPS.items():
        clock.wrong_clock_by(ctypes.c_long(0))
        clock.wrong_clock_by(ctypes.c_long(off(int(time.time()))))
        hub.end(signal.SIGTERM)
        hub.start()
        for what, done in _day(place, folder / "child.log"):
            if done is None or done["code"] not in SAID:
                wrong.append(f"{name}: {what}: {done} {(folder / 'child.log').read_text()[-600:]}")
                continue
            ends[f"{name}: {what} {done['code']}"] += 1
            answer = done["answer"]
            if what == "register" and done["code"] == 0:
                numbers.append(answer["visit_number"])
            if what in ("sync", "check") and (done["code"] != 0 or not answer.get("ok", True)):
                wrong.append(f"{name}: {what}: {answer}")
    hub.end(signal.SIGTERM)
    ends["numbers"] = len(numbers)
    return ends, wrong + ([] if len(set(numbers)) == len(numbers) else [f"numbers twice: {sorted(numbers)}"])


def _joined_hub(folder: Path) -> KilledHub:
    return KilledHub(folder / "hub", folder / "hub.log")


def _day(place: Place, log: Path) -> Any:
    """What is done at each clock: the call, and its exit code and answer."""
    matter = (place.folder / "step").read_text()
    days = ("--from", "2026-01-01", "--to", "2026-12-31")
    calls: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        (("register", "--json", "-"), {"login": "clerk", "json_in": VISIT}),
        (("register", "--json", "-"), {"login": "clerk", "json_in": VISIT}),
        (("show", matter), {"login": "clerk"}),
        (("slip", matter, "--out", str(place.folder / "slip.pdf")), {"login": "clerk"}),
        (("due",), {"login": "leader"}),
        (("report", *days), {"login": "leader"}),
        (("audit",), {"login": "admin"}),
        (("sync",), {"login": "clerk"}),
        (("check",), {"login": "admin"}),
    ]
    for arguments, more in calls:

        def said(arguments: tuple[str, ...] = arguments, more: dict[str, Any] = more) -> dict[str, Any]:
            done = place.call(*arguments, **more)
            return {"code": done.code, "answer": done.answer}

        yield arguments[0], answered(said, log)


if __name__ == "__main__":
    told = attack(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(json.dumps(told) + "\n")
