"""The bench itself: it runs on a small store and prints what issue and manual promise."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.bench import acts

ROOT = Path(__file__).parents[2]
RATIOS = {
    "save_over_bare_commit",
    "save_by_command_over_bare_commit",
    "search_p95_over_like_scan",
    "slip_pdf_over_bare_page",
    "slip_raster_over_bare_page",
    "slip_pdf_cold_over_bare_page",
    "slip_raster_cold_over_bare_page",
    "record_page_over_bare_page",
    "start_over_bare_window",
    "memory_over_bare_window",
    "door_memory_over_bare_window",
    "month_report_over_bare_pass",
    "ledger_look_over_calamine",
    "ledger_import_over_calamine",
    "ledger_page_over_bare_sql",
    "due_over_bare_sql",
    "owed_list_over_bare_sql",
    "owed_of_a_matter_over_bare_sql",
}
RAW = {
    *("simulate", "save_ms", "draft_ms", "search_ms", "hint_ms_p95", "slip_ms", "slip_cold_ms", "record"),
    *("start_s", "start_cpu_s", "memory_mb", "figures_ms", "ledger_rows_s", "cases_ms", "acts"),
}

SYNC = {
    *("push_over_bare_executemany", "pull_over_bare_executemany", "idle_round_ms"),
    *("usable_over_bare_inserts", "filled_over_bare_inserts", "filled_over_file_copy"),
}


def test_bench_prints_ratios_with_their_raw_numbers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "bench", "--visits", "300"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert set(answer) >= RATIOS | RAW
    assert all(answer[name] > 0 for name in RATIOS)
    assert answer["visits"] == 300
    assert answer["ledger_rows_s"]["memory_mb"] > 0
    assert answer["figures_ms"]["counted"] >= 600
    if find_spec("duckdb") is not None:  # in the developers' lock; an older environment may not have it
        assert answer["month_sums_over_duckdb"] > 0
        assert answer["month_report_over_duckdb"] > 0
        assert answer["figures_ms"]["duckdb_agrees"]
    assert answer["cases_ms"]["visits"] >= 600
    assert 0 < answer["cases_ms"]["open_matters"] < answer["cases_ms"]["matters"]
    rows = {row["act"]: row for row in answer["acts"]}
    assert set(rows) >= {*acts.ALLOWED, *acts.WITHOUT_MOUSE}
    assert all(rows[act]["keys"] > 0 for act in acts.ALLOWED)
    assert all(answer["sync"][name] > 0 for name in SYNC)
    assert answer["sync"]["hub_rounds"]["embedded"]["rounds_per_s"] > 0
    assert list(tmp_path.iterdir()) == []
