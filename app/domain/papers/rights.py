"""您的权利与日期: the visitor's own dates, computed, from registration to 复查 and 复核."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.domain.papers.dossier import DateInForce, Dossier
from app.domain.papers.say import needed, short_date, unit_words
from app.domain.terms import CLOSED_STATUSES, KINDS_OF_LAW, STATUTORY

TOLD_AFTER_FORWARDING = 15
"""Days a unit has for its written notice after a matter reached it (条例第23条第3款)."""
ROUTING = ("转送", "交办", "转办")
MOST_DATES = 3
SAID = {
    "转送": "告知您转送、交办去向",
    "书面告知": "责任单位书面告知是否受理",
    "办结": "办结并书面答复您",
    "申请复查": "对答复不服的，可以申请复查",
    "申请复核": "对复查意见不服的，可以申请复核",
    "复查意见": "作出复查意见",
    "复核意见": "作出复核意见",
}
"""What the visitor is told of each date, on paper and on the tracking page."""
_REVIEW = "30 日内可以申请复查；对复查意见不服，30 日内可以申请复核"


_UNSURE = "（暂定）"


def concerns(kind: str, what: str) -> bool:
    """Whether the visitor is told this date on a slip."""
    return kind == STATUTORY and what in SAID


def shows(issued: dict[str, Any], what: str) -> bool:
    """Whether the rights of a slip, as it was issued, hold a date of this kind."""
    texts = [station["text"].removesuffix(_UNSURE) for station in issued["stations"] if not station["done"]]
    return SAID.get(what) in texts


def rights(dossier: Dossier) -> dict[str, Any]:
    """Stations {when, text, done} in order, and a note where a date is a latest possible one."""
    visit = needed(dossier.visit, "visit", "来访登记")
    today = visit.arrived_at.date()
    routed = next((step for step in dossier.steps if step.mode in ROUTING), None)
    stations = [_station(short_date(today, today), "已登记", done=True)]
    if routed is not None and not dossier.guarded:
        on = short_date(routed.at.date(), today)
        same = (step.unit for step in dossier.steps if step.mode == routed.mode and step.unit)
        units = unit_words(list(dict.fromkeys(same)))
        stations.append(_station(on, f"已{routed.mode}{units}", done=True))
    dates = _binding(dossier, routed is not None)
    for dated in dates:
        text = SAID[dated.what] + (_UNSURE if dated.provisional else "")
        stations.append(_station(f"{short_date(dated.due, today)}前", text))
    note = None
    if [dated.what for dated in dates] == ["转送"] and not dossier.guarded:
        latest = short_date(dates[0].due + timedelta(days=TOLD_AFTER_FORWARDING), today)
        stations.append(_station(f"{latest}前", SAID["书面告知"]))
        note = f"{latest}按转送和书面告知各 15 日的最晚时间计算，实际日期以书面告知为准。"
    if KINDS_OF_LAW[visit.purpose] == "申诉求决类" and not any(
        dated.what.startswith("申请") for dated in dates
    ):
        stations.append(_station("收到答复后", _REVIEW))
    if dossier.may_rate and not dossier.guarded:
        stations.append(_station("现在起", may_rate(dossier.may_rate)))
    return {"stations": stations, "note": note}


def may_rate(whom: tuple[str, ...]) -> str:
    """可以评价信访部门和责任单位的办理情况 (条例第21条)."""
    return f"可以评价{'和'.join(whom)}的办理情况"


def _station(when: str, text: str, *, done: bool = False) -> dict[str, Any]:
    return {"when": when, "text": text, "done": done}


def _binding(dossier: Dossier, routed: bool) -> list[DateInForce]:
    """The statutory dates that concern the visitor, next first."""
    closed = dossier.matter is not None and dossier.matter.status in CLOSED_STATUSES
    wanted = set(SAID) - ({"转送"} if routed else set())
    if closed:
        wanted = {"申请复查", "申请复核", "复查意见", "复核意见"}
    dates = [dated for dated in dossier.dates if dated.kind == STATUTORY and dated.what in wanted]
    return sorted(dates, key=lambda dated: dated.due)[:MOST_DATES]
