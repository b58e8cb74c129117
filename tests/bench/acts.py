"""Keys and seconds of each act of the demonstration day, beside what PRODUCT.md §5 allows.

The day runs in a process of its own (``main.py demo``). Its seconds are the program's with the hands' pauses
between keys, which are counted in, so that they err on the slow side. What a clerk would need by the
keystroke-level model of §5 – keys, Chinese characters, thinking and talk left out – is reckoned beside them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KEY, CHARACTER = 0.28, 1.0
"""Seconds of a key and of a Chinese character in the model of §5."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A flow of §5: seconds by the model, and its targets."""

    flow: str
    model: float
    p50: float
    p95: float


ALLOWED: Mapping[str, Allowed] = {
    "登记一人": Allowed("New visitor without card", 74, 80, 150),
    "登记一批 38 人": Allowed("Group of 40, 5 reps by card, one batch", 97, 120, 240),
}
"""The acts of the day that §5 has a flow for; it gives seconds, and no number of keys, for any."""
BESIDE = "PRODUCT.md §5 names seconds of two acts, no mouse for four, a number of keys for none"
"""Stands under the table, so that a row without targets is not taken for one that was forgotten."""
WITHOUT_MOUSE = ("登记一人", "登记一批 38 人", "联合接访", "督办台账")
"""Acts on the three screens for which §5 allows no use of a mouse; the day has none at all."""


def measure(folder: Path) -> dict[str, Any]:
    """Run the day in a folder; its table."""
    out = folder / "day"
    subprocess.run(
        [sys.executable, "main.py", "demo", "--out", str(out)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    day = json.loads((out / "day.json").read_text(encoding="utf-8"))
    return {"acts": table(day["steps"]), "acts_beside": BESIDE}


def table(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row an act in the order of the day. LookupError if the day lacks an act that §5 names."""
    acts = {step["step"] for step in steps}
    missing = [act for act in (*ALLOWED, *WITHOUT_MOUSE) if act not in acts]
    if missing:
        raise LookupError(f"day.json lacks {', '.join(missing)}")
    return [_row(step) for step in steps]


def _row(step: Mapping[str, Any]) -> dict[str, Any]:
    keys, characters = step["keys"], step["characters"]
    row = {
        "act": step["step"],
        "keys": keys,
        "characters": characters,
        "seconds": step["seconds"],
        "clerk_s_by_model": round(keys * KEY + characters * CHARACTER, 1),
    }
    if step["step"] in WITHOUT_MOUSE:
        row["mouse_allowed"] = 0
    allowed = ALLOWED.get(step["step"])
    if allowed is None:
        return row
    return row | {
        "flow": allowed.flow,
        "model_s": allowed.model,
        "target_p50_s": allowed.p50,
        "target_p95_s": allowed.p95,
    }
