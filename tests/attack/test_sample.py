"""A seeded sample of ``make attack``: mutated messages of each kind, at the hub, at a desk, in a file."""

from __future__ import annotations

from pathlib import Path

from tests.attack.at_courier import attack_courier
from tests.attack.at_desk import attack_desk
from tests.attack.at_hub import attack_hub
from tests.attack.scene import KINDS

COUNT = 250


def test_no_mutated_message_is_a_fault_of_the_hub(tmp_path: Path) -> None:
    answers, wrong = attack_hub(tmp_path, COUNT, 1)
    assert wrong == []
    assert answers["push 200"] > 0
    assert answers["push 400"] > COUNT // 4
    assert answers["content 200"] > 0
    assert answers["piece 400"] > 0


def test_no_mutated_answer_is_a_fault_at_a_desk(tmp_path: Path) -> None:
    ends, wrong = attack_desk(tmp_path, COUNT // 4, 1)
    assert wrong == []
    assert [kind for kind in KINDS if ends[f"{kind} went on"] == 0] in ([], ["piece"])
    assert ends["piece content_wrong"] > 0
    assert ends["contents hub_speaks_otherwise"] > 0


def test_no_mutated_courier_file_is_a_fault_at_a_desk(tmp_path: Path) -> None:
    ends, wrong = attack_courier(tmp_path, COUNT, 1)
    assert wrong == []
    assert ends["courier refused"] > 0
    assert ends["courier shown"] > 0
