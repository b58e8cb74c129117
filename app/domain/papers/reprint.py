"""A print run adds marks to the frozen content: reprint count (补打 第n次), time, job number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.domain.papers.say import moment


def reprinted(content: dict[str, Any], times: int, at: datetime) -> dict[str, Any]:
    """The content as its n-th reprint; the original (times 0) is unchanged."""
    if times == 0:
        return content
    return content | {"reprint": f"补打 第{times}次 {moment(at)}"}
