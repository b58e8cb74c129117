"""``import`` on the command line: a file, its options, and taking a batch back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.within import founded

HEAD = "来访日期,姓名,诉求,责任单位\n"


def ledger(folder: Path, text: str) -> str:
    file = folder / "old.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_ledger_comes_in_and_is_taken_back(program):
    file = ledger(program.folder, f"台账\n{HEAD}2025-11-20,赵示例,欠薪,\n2025-11-21,钱示例,办证,没有的局\n")
    checked = program("import", file, "--head", "2", "--check", login="leader")
    assert (checked.code, checked.answer["importable"], checked.answer["held"]) == (0, 1, 1)
    done = program("import", file, "--accept", "unit_unknown", login="leader").answer
    assert (done["imported"], done["check"]) == (2, False)
    shown = program("show", done["rows"][1]["visit_number"], login="leader").answer
    assert shown["ledger"]["cells"] == {"责任单位": "没有的局"}
    assert program("import", "undo", done["batch"], login="leader").answer["undone"] == 2
    assert program("import", "undo", done["batch"], login="leader").code == 2


def test_of_a_batch_that_was_taken_up_the_rest_is_taken_back(program):
    file = ledger(program.folder, f"{HEAD}2025-11-20,赵示例,欠薪,\n2025-11-21,钱示例,办证,\n")
    done = program("import", file, login="leader").answer
    taken_up, other = (row["visit_number"] for row in done["rows"])
    phone = {"person": 0, "phone": "13800001234"}
    assert program("amend", taken_up, "--json", "-", json_in=phone, login="leader").code == 0
    whole = program("import", "undo", done["batch"], login="leader")
    assert (whole.code, whole.answer["errors"][0]["code"]) == (2, "batch_touched")
    rest = program("import", "undo", done["batch"], "--rest", login="leader").answer
    assert (rest["undone"], rest["kept"]) == (1, [taken_up])
    assert program("show", taken_up, login="leader").answer["matter"]["status"] != "已撤回"
    assert program("show", other, login="leader").answer["matter"]["status"] == "已撤回"
    assert program("import", file, "--rest", login="leader").code == 2


def test_wrong_usage_is_2_and_a_clerk_may_not(program):
    file = ledger(program.folder, f"{HEAD}2025-11-20,赵示例,欠薪,\n")
    assert program("import", file, login="clerk").code == 3
    assert program("import", "undo", login="leader").code == 2
    assert program("import", file, "B1", login="leader").code == 2
    assert program("import", file, "--sheet", "别的", login="leader").code == 2
    assert program("import", file, "--head", "7", login="leader").code == 2


def test_a_store_is_whole_after_an_import_and_after_it_was_taken_back(tmp_path):
    """The counter of batches stands on no paper: it is no gap."""
    centre = founded(tmp_path)
    ledger = tmp_path / "l.csv"
    ledger.write_text(
        "登记日期,姓名,住址,来访人数,主要诉求\n2026-03-02,赵一（示例）,示例路1号,1,示例\n", "utf-8"
    )
    batch = centre("import", str(ledger), login="host").answer["batch"]
    assert centre("check", login="admin").answer == {"ok": True, "findings": []}
    assert centre("import", "undo", batch, login="host").code == 0
    assert centre("check", login="admin").answer == {"ok": True, "findings": []}
