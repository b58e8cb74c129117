"""The keys of 审批: sign, send back, look at the paper, open the case, the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.approvals.model import against
from ui.page import Command

if TYPE_CHECKING:  # the page asks this module for its keys
    from ui.approvals.page import ApprovalsPage

NONE = "没有等你批的"


def approvals_commands(page: ApprovalsPage) -> list[Command]:
    """In the order of LOOK2."""
    there = page.shown is not None and not page.busy
    why = why_not_signed(page)
    return [
        Command(
            name="approvals.approve", text="批准", keys=("F9", "Ctrl+Return"), run=page.approve, bar=True,
            primary=True, enabled=there and not why, why_not=why or "正在批", icon="seal",
        ),
        Command(
            name="approvals.refuse", text="退回", keys=("Alt+T",), run=page.refuse, bar=True, enabled=there,
            why_not=NONE, icon="undo",
        ),
        Command(
            name="approvals.paper", text="看纸", keys=("F8",), run=page.view.paper.enlarge, bar=True,
            enabled=page.view.paper.picture is not None, why_not=NONE if page.shown is None else "没有纸可看",
        ),
        Command(
            name="approvals.open", text="打开整件", keys=("O", "Alt+O"), run=page.open_case, bar=True,
            enabled=bool(page.number), why_not=NONE,
        ),
        Command(
            name="approvals.past", text="看等批的" if page.past else "看批过的", keys=("H", "Alt+H"),
            run=page.turn_past, bar=True, enabled=page.past or page.decided > 0, why_not="还没有批过",
        ),
        Command(
            name="approvals.next", text="下一件", keys=("F12",), run=page.next,
            bar=page.view.list.count() > 1,
            enabled=page.view.list.count() > 1, why_not="没有下一件",
        ),
        Command(name="approvals.look", text="刷新", keys=("F5", "Ctrl+R"), run=page.look),
    ]  # fmt: skip


def why_not_signed(page: ApprovalsPage) -> str:
    """Why the request cannot be signed now; empty where it can: the paper has been seen."""
    shown = page.shown
    if shown is None:
        return NONE
    if against(shown):
        return "先看为什么现在批不了"
    if shown.makes_paper and not page.view.paper.is_seen:
        if not page.view.paper.shows_paper:
            return "正在排版"
        several = len(page.view.paper.pictures)
        return f"按 F8 把 {several} 份纸都看过再批" if several > 1 else "按 F8 看过纸再批"
    return ""
