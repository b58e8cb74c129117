"""A seeded sample of ``make attack``: mutated messages of each kind, at the hub and at a desk."""

from __future__ import annotations

from pathlib import Path

from tests.attack.at_desk import attack_desk
from tests.attack.at_hub import attack_hub

COUNT = 250


def test_no_mutated_message_is_a_fault_of_the_hub(tmp_path: Path) -> None:
    answers, wrong = attack_hub(tmp_path, COUNT, 1)
    assert wrong == []
    assert answers["push 200"] > 0
    assert answers["push 400"] > COUNT // 4
    assert answers["content 200"] > 0
    assert answers["piece 400"] > 0


def test_no_mutated_answer_is_a_fault_at_a_desk(tmp_path: Path) -> None:
    ends, wrong = attack_desk(tmp_path, COUNT // 2, 1)
    assert wrong == []
    assert ends["pull went on"] > 0
    assert ends["pull hub_speaks_otherwise"] > 0
