"""Every fault that was once there is found again within 300 seeds when it is put back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlcipher3 import dbapi2 as sql

from tests.simulation.mutants import FAULTS, put_back
from tests.simulation.run import history

SEEDS = 300


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_fault_is_caught(fault: Callable[[pytest.MonkeyPatch], None]) -> None:
    with put_back(fault):
        assert any(_caught(seed) for seed in range(1, SEEDS + 1))


def _caught(seed: int) -> bool:
    try:
        return bool(history(seed))
    except (sql.DatabaseError, KeyError, AssertionError):
        return True  # the fault is so plain that the database itself objects
