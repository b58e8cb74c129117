"""A screen reader counts the parts of a page and asks for them one by one; some are gone by then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.desktop import Desktop
from tests.acceptance.test_a_visitor_is_registered_from_outside import sign_in

pytestmark = pytest.mark.acceptance


def test_whoever_asks_for_a_part_that_is_gone_does_not_end_the_program(
    desktop: Desktop, prepared: Path
) -> None:
    program = desktop.start("--home", str(prepared), "run")
    hands = desktop.hands()
    hands.wait("signin.login", seconds=30)
    assert hands.ask_beyond() > 10
    assert program.poll() is None
    sign_in(hands)
    hands.wait("start.begin", seconds=30)
    assert hands.ask_beyond() > 50
    assert program.poll() is None
    hands.wait("start.begin")
