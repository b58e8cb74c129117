"""Mutated answers against a desk: an exchange ends with a sentence or goes on, the next good one heals."""

from __future__ import annotations

import random
import resource
from collections import Counter
from pathlib import Path

from app.errors import JiefangtaiError
from db.exchange.frame import BadWire, Stale
from tests.attack.lying import LyingHub
from tests.attack.scene import KINDS, Scene
from tests.db.hub.people import person

IN_ONE_SCENE = 200
"""Questions until hub and desks are made anew."""
MOST_GROWTH = 200
"""MiB by which the process may grow."""


def attack_desk(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the questions ended, by kind of answer, ``count`` of each; what must not have happened."""
    rng, ends, wrong = random.Random(seed), Counter[str](), list[str]()
    before = _most()
    for kind in KINDS:
        scene, asked = None, 0
        while ends[f"{kind} drawn"] < count:
            if scene is None or asked % IN_ONE_SCENE == 0:
                wrong += _ended(scene, kind)
                scene = Scene(folder / f"{kind}{asked}")
            if asked > count + IN_ONE_SCENE:
                wrong.append(f"{kind}: nothing is asked any more")
                break
            drawn, told = _one(scene, kind, rng, asked)
            asked += 1
            ends[f"{kind} drawn"] += drawn
            ends[f"{kind} {told}"] += 1
            if told.startswith("!") and len(wrong) < 40:
                wrong.append(f"{kind} {asked - 1}: {told}")
        wrong += _ended(scene, kind)
        ends[f"{kind} asked"] = asked
    ends["MiB more"] = (_most() - before) // 1024
    if ends["MiB more"] > MOST_GROWTH:
        wrong.append(f"memory: {ends['MiB more']} MiB more")
    return ends, wrong


def _one(scene: Scene, kind: str, rng: random.Random, number: int) -> tuple[int, str]:
    """One question: how many mutated bodies were drawn for its answers, and how it ended."""
    if number % 10 == 0:
        scene.first.add(person(phone=str(number)))
        scene.first.sync()
    scene.other.add(person("李四（示例）"))
    lying = LyingHub(scene.other.end, kind, rng, scene.answers())
    before = scene.remembered()
    question = scene.question(kind, lying, number)
    try:
        question()
        scene.looked()
    except (JiefangtaiError, Stale, BadWire) as error:  # BadWire: what the hub says of our next question
        return lying.drawn, getattr(error, "code", type(error).__name__)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return lying.drawn, f"! {type(error).__name__} {str(error)[:200]}"
    finally:
        scene.remember(before)
    return lying.drawn, "went on"


def _ended(scene: Scene | None, kind: str) -> list[str]:
    """What is wrong with the desks of a scene that is over."""
    if scene is None:
        return []
    try:
        return [f"{kind}: {fault}" for fault in scene.faults()]
    except Exception as error:  # noqa: BLE001 - a desk that cannot go on
        return [f"{kind}: ! {type(error).__name__} {str(error)[:200]}"]
    finally:
        scene.close()


def _most() -> int:
    """KiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
