"""Every option of the serving hub can be written as a variable, and stands where an administrator looks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from app.cli.program import commands

ROOT = Path(__file__).parents[2]


def options() -> list[Any]:
    tree: Any = commands()
    return [one for one in tree.commands["hub"].params if one.param_type_name == "option"]


@pytest.mark.parametrize("option", options(), ids=lambda option: str(option.opts[0]))
def test_an_option_has_its_variable(option: Any) -> None:
    name = "JIEFANGTAI_HUB_" + option.opts[0].removeprefix("--").upper().replace("-", "_")
    assert option.envvar == name
    for place in ("docs/administrator.md", "packaging/linux/hub.env"):
        text = (ROOT / place).read_text(encoding="utf-8")
        assert re.search(rf"{name}(?![A-Z_])", text), place  # …_LOG is not …_LOG_DAYS
