"""Tells whether this desk's clock agrees with its hub's, and with what the desk itself wrote before."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

TOLERATED: Final = 5 * 60
"""Seconds by which they may differ: a message under way, a clock that is set by hand."""
_MOMENT = "%Y-%m-%d %H:%M"
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def against_hub(ahead: int) -> tuple[str, dict[str, Any]] | None:
    """Code and facts where this desk's clock is that many seconds before or behind the hub's; else None."""
    if abs(ahead) <= TOLERATED:
        return None
    return ("clock_ahead" if ahead > 0 else "clock_behind"), {"span": span(abs(ahead))}


def against_record(now: datetime, last: datetime) -> tuple[str, dict[str, Any]] | None:
    """The same where the clock stands before something that this desk has recorded already."""
    behind = int((last - now).total_seconds())
    if behind <= TOLERATED:
        return None
    return "clock_before_record", {
        "span": span(behind),
        "now": f"{now:{_MOMENT}}",
        "last": f"{last:{_MOMENT}}",
    }


def span(seconds: int) -> str:
    """2 天 3 小时, 3 小时 5 分钟, 12 分钟: the two greatest parts."""
    days, rest = divmod(seconds, _DAY)
    hours, rest = divmod(rest, _HOUR)
    parts = [(days, "天"), (hours, "小时"), (rest // _MINUTE, "分钟")]
    while not parts[0][0] and len(parts) > 1:
        parts = parts[1:]
    return " ".join(f"{n} {unit}" for n, unit in parts[:2] if n) or "不到 1 分钟"
