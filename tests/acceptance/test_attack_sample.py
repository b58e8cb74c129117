"""A seeded sample of ``make attack``: kills, flipped bits, full disks and power cuts on a real home."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.attack.clock_jumps import attack_by_clock_jumps
from tests.attack.flips import attack_by_flips
from tests.attack.full_disk import attack_by_full_disk
from tests.attack.hub_kills import attack_by_hub_kills
from tests.attack.kills import attack_by_kills
from tests.attack.power_cut import attack_by_power_cuts

pytestmark = pytest.mark.acceptance


def test_nothing_is_lost_and_nothing_half_done_when_an_operation_is_killed(tmp_path: Path) -> None:
    ends, wrong = attack_by_kills(tmp_path, 6, 2)
    assert wrong == []
    assert sum(count for end, count in ends.items() if end.endswith("killed")) > 20


def test_a_hub_and_a_courier_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    ends, wrong = attack_by_hub_kills(tmp_path, 6, 2)
    assert wrong == []
    assert ends["visits at both desks"] == 14


def test_a_flipped_bit_in_any_file_of_a_home_is_told_or_changes_nothing(tmp_path: Path) -> None:
    ends, wrong = attack_by_flips(tmp_path, 6, 2)
    assert wrong == []
    assert ends["keys.json refused"] == ends["desk.json refused"] == 6


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler (Debian: gcc)")
def test_a_disk_that_is_full_from_any_write_on_loses_nothing(tmp_path: Path) -> None:
    _, wrong = attack_by_full_disk(tmp_path, 6)
    assert wrong == []


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler (Debian: gcc)")
def test_when_the_power_fails_what_was_said_is_there_and_the_rest_opens(tmp_path: Path) -> None:
    ends, wrong = attack_by_power_cuts(tmp_path, 4, 2)
    assert wrong == []
    assert ends["register said"] == ends["hub restore cut"] == 2


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler (Debian: gcc)")
def test_a_clock_that_jumps_gives_no_number_twice_and_stops_no_sync(tmp_path: Path) -> None:
    ends, wrong = attack_by_clock_jumps(tmp_path)
    assert wrong == []
    assert ends["numbers"] == 14
