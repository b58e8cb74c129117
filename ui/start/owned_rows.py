"""Makes the start page's rows of cases that the signed-in person owns (首接负责); no Qt."""

from __future__ import annotations

from app.domain.case.secrecy import WITHHELD
from app.services.desk.owned_cases import OwnedCase
from app.services.desk.read_today import Today
from ui.start.rows import OWNED, Waits, age
from ui.widgets.row_item import RowItem


def handed_rows(today: Today) -> list[Waits]:
    """Each case that was handed over and that nobody has gone on with."""
    return [
        _row(f"移交给你　{case.claim or WITHHELD}", f"{case.number}，{case.by}移交", case, today)
        for case in today.owned.handed
    ]


def unrouted_row(today: Today) -> list[Waits]:
    """The first of the cases that nobody has routed stands for all, from the day after it came on."""
    first = today.owned.earliest
    if first is None or first.at.date() >= today.now.date():
        return []
    title = f"首接、还没有分流 {today.owned.unrouted} 件"
    return [_row(title, f"最早 {first.number}，{first.claim or WITHHELD}", first, today)]


def _row(title: str, second: str, case: OwnedCase, today: Today) -> Waits:
    row = RowItem(
        title=title,
        second=second,
        middle="首接",
        right=age(case.at, today.now),
        does="打开 Enter",
        shape="user",
        token="warn",
        data=case,
        key=f"owned {case.number} {case.by}",
    )
    return Waits(OWNED, row)
