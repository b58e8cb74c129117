"""``roster`` on the command line: a month imported, looked at, and asked about by a reception."""

from __future__ import annotations

HEAD = "日期,时段,带班领导\n"


def sheet(program, text):
    file = program.folder / "带班表.csv"
    file.write_text(HEAD + text, encoding="utf-8")
    return str(file)


def test_a_month_is_imported_and_read(program):
    file = sheet(program, "2026-11-23,上午,leader\n2026-11-23,下午,王局（示例）\n")
    checked = program("roster", "import", file, "--check", login="admin")
    assert (checked.code, checked.answer["check"], checked.answer["new"]) == (0, True, 2)
    done = program("roster", "import", file, login="admin").answer
    assert (done["new"], [one["code"] for one in done["warnings"]]) == (2, ["roster_leader_unknown"])
    shown = program("roster", "--month", "2026-11", login="clerk").answer
    day = next(one for one in shown["days"] if one["day"] == "2026-11-23")
    assert day["duty"] == [
        {"part": "上午", "leader": "李局（示例）"}, {"part": "下午", "leader": "王局（示例）"},
    ]  # fmt: skip
    assert {"day": "2026-11-24", "part": "全天"} in shown["missing"]


def test_who_may_and_what_is_wrong(program):
    file = sheet(program, "11月24日,,李局\n")
    assert program("roster", "import", file, login="leader").code == 3
    refused = program("roster", "import", file, login="admin")
    assert (refused.code, refused.answer["errors"][0]["code"]) == (2, "bad_day_cell")
    assert program("roster", "import", file, "--month", "2026-11", login="admin").code == 0
    assert program("roster", "--month", "11月", login="clerk").answer["errors"][0]["code"] == "bad_month"
