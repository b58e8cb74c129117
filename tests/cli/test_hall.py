"""``hall`` on the command line: who waits, and what happens to them."""

from __future__ import annotations

ON = "2026-11-23"


def test_the_hall_of_a_day_adds_up(program, visit):
    numbers = [
        program("register", "--json", "-", login="clerk", json_in=visit | {"claim": claim}).answer[
            "visit_number"
        ]
        for claim in ("示例甲", "示例乙", "示例丙")
    ]
    at = ("--at", f"{ON}T10:00:00+08:00")
    held = program("hall", "暂缓", numbers[0], "--reason", "等同伴", *at, login="clerk")
    assert (held.code, held.answer["where"], held.answer["held"]) == (0, "候", True)
    assert program("hall", "进谈", numbers[1], *at, login="leader").answer["where"] == "谈"
    assert program("hall", "离开", numbers[2], *at, login="clerk").answer["where"] == "走"
    hall = program("hall", "--on", ON, login="leader").answer
    assert (hall["到"], hall["候"], hall["谈"], hall["走"]) == (3, 1, 1, 1)
    assert hall["visits"][0]["reason"] == "等同伴"
    again = program("hall", "叫号", numbers[2], *at, login="clerk")
    assert (again.code, again.answer["errors"][0]["code"]) == (2, "hall_not_now")
    assert program("hall", "叫号", numbers[0], *at, login="admin").code == 3
