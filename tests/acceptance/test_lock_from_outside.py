"""Behind the lock nothing of a case is there for a screen reader or whoever else asks by AT-SPI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import OWN, command
from tests.acceptance.desktop import Desktop
from tests.acceptance.test_a_visitor_is_registered_from_outside import sign_in

pytestmark = pytest.mark.acceptance

CLAIM = "要求尽快办理示例花园不动产权证"
VISIT = {
    "people": [
        {
            "name": "王小明（示例）",
            "sex": "男",
            "id_type": "无",
            "no_id_reason": "当场无证件",
            "phone": "13800000000",
            "address": "枞阳县示例镇样例村",
        }
    ],
    "headcount": 1,
    "purpose": "求决",
    "category": "城乡建设",
    "place": "340722",
    "units": ["市住建局"],
    "claim": CLAIM,
    "facts": "合同约定的办证时间已过。",
}


def test_behind_the_lock_the_cells_of_the_ledger_are_gone(
    desktop: Desktop, prepared: Path, tmp_path: Path
) -> None:
    desktop.start("--home", str(prepared), "run")
    hands = desktop.hands()
    hands.wait("signin.login", seconds=60)
    hands.activate()
    sign_in(hands)
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(VISIT, ensure_ascii=False), encoding="utf-8")
    command(prepared, "register", "--json", str(file), password=OWN)
    hands.keys("ctrl+3")
    hands.sees(CLAIM, seconds=60)
    hands.keys("ctrl+l")
    hands.wait("lock.password", seconds=30)
    assert [name for name in hands.names() if CLAIM in name] == []
    assert [name for name in hands.everything() if CLAIM in name] == [], "also what says that it is hidden"
    hands.focus("lock.password")
    hands.type(OWN)
    hands.keys("Return")
    hands.sees(CLAIM, seconds=60)
    assert [name for name in hands.everything() if CLAIM in name], "with the page it is there again"
