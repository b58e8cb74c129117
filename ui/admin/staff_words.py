"""Sentences on the work that an account leaves behind when it is stopped or leads no more; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.roles import LEADER
from app.services.staff.staff_holdings import StaffHoldings

SHOWN = 8
"""Days that are named; of the others the count."""


def stopped_lines(row: Mapping[str, Any]) -> list[str]:
    """What holds of every account."""
    lines = [f"{row['login']} 在哪个台都不能再登录，不能恢复；做过的事还在他名下。"]
    if LEADER in row["roles"]:
        lines.append("他是带班领导：以后不能再送他批，也不能再排他带班。")
    return lines


def confirmed_lines(row: Mapping[str, Any]) -> list[str]:
    """What it means to say that a key is a person's own."""
    return [
        f"{row['name']}（{row['login']}）在哪一台登录过，就有了本人密钥，各台凭它认他的签名。",
        "当面问过、确是本人设的密码，再确认。用窗口加的账号、重设的密码已经确认过，不用再做。",
    ]


def holdings_lines(held: StaffHoldings) -> list[str]:
    """What waits for the person, is on the roster or stands in the name, and who takes it on."""
    if held.is_empty:
        return ["他手里没有没办完的事。"]
    return [*_signing(held), *_own(held), *_duty(held), *_charges(held)]


def no_leader_lines(held: StaffHoldings) -> list[str]:
    """What a leader leaves behind who stays at another work; his own requests and cases stay with him."""
    return [*_signing(held), *_duty(held), *_charges(held)] or ["没有送他批的，也没有排他带班。"]


def _signing(held: StaffHoldings) -> list[str]:
    if held.to_sign and held.other_leaders:
        return [f"有 {held.to_sign} 件送他批的：别的带班领导都能批，不用再送。"]
    if held.to_sign:
        return [f"有 {held.to_sign} 件送他批的，没有别的带班领导能批。请先加一名带班领导。"]
    return []


def _duty(held: StaffHoldings) -> list[str]:
    if not held.duty_days:
        return []
    named = "、".join(f"{day:%m-%d}" for day in held.duty_days[:SHOWN])
    more = f" 等 {len(held.duty_days)} 天" if len(held.duty_days) > SHOWN else ""
    return [f"排班上他带班的 {named}{more} 变成缺，要另排（管理页“排班”）。"]


def _own(held: StaffHoldings) -> list[str]:
    lines = []
    if held.asked:
        lines.append(f"有 {held.asked} 件他送批的还没有批：照样等批，批了还是他办的。")
    if held.first_hand:
        lines.append(f"有 {held.first_hand} 件事项是他首接负责的：别人照样能办，请安排人接着办。")
    return lines


def _charges(held: StaffHoldings) -> list[str]:
    if not held.charges:
        return []
    return [f"有 {held.charges} 件包案是他领导的，要换人：事项里 Alt+K 打开包案，Alt+W 换人。"]
