"""No test turns on the machine's date or time: days are given, clocks are stopped or the test's own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parent
CLOCKS = {
    *(("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow")),
    *(("QDate", "currentDate"), ("QDateTime", "currentDateTime"), ("time", "time"), ("time", "localtime")),
}
"""Names that read the machine's date; ``time.monotonic`` is patience, not a date."""
OUTSIDE = ("acceptance", "attack", "bench", "dist", "manual")
"""Drivers of whole programs, attacks on their clocks, and measurements."""
WHY = {
    "app/services/printing/test_print_faults.py": "ids of jobs are of the machine's time",
    "app/services/printing/test_print_queue.py": "ids of jobs are of the machine's time",
    "db/sync/certificates.py": "TLS asks the machine whether a certificate is valid",
    "ui/tour_pages.py": "hub and desks of the pictures live by the machine's clock",
    "ui/sync/test_privacy.py": "a decision's ten minutes are of the machine's clock (CLI.md: sync clocks)",
}


def reads_the_clock(source: str) -> list[int]:
    """The lines that read the machine's date or time."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if (getattr(call.func, "id", "") == "MachineClock")
        or (
            isinstance(call.func, ast.Attribute)
            and (getattr(call.func.value, "id", ""), call.func.attr) in CLOCKS
        )
    ]


def test_no_test_reads_the_machines_clock() -> None:
    files = [file for file in sorted(TESTS.rglob("*.py")) if file.relative_to(TESTS).parts[0] not in OUTSIDE]
    found = {
        file.relative_to(TESTS).as_posix(): lines
        for file in files
        if (lines := reads_the_clock(file.read_text(encoding="utf-8")))
    }
    assert found.keys() == WHY.keys(), found


@pytest.mark.parametrize(
    ("line", "is_read"),
    [
        ("day = date.today()", True),
        ("moment = datetime.now(UTC)", True),
        ("clock = MachineClock()", True),
        ("end = time.time() + 5", True),
        ("day = QDate.currentDate()", True),
        ("end = time.monotonic() + 5", False),
        ("moment = clock.now()", False),
        ("said = 'datetime.now()'", False),
    ],
)
def test_that_watch_sees_a_read_clock(line: str, *, is_read: bool) -> None:
    assert bool(reads_the_clock(line)) == is_read


def test_no_property_turns_on_how_fast_the_machine_is():
    """hypothesis fails by the clock in two ways: the deadline of an example, and inputs made too slowly."""
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check
    own = [
        (file.name, found)
        for file in TESTS.rglob("*.py")
        for found in re.findall(r"suppress_health_check=\[[^\]]*\]", file.read_text("utf-8"))
    ]
    assert len(own) >= 3
    assert [name for name, found in own if "HealthCheck.too_slow" not in found] == []
