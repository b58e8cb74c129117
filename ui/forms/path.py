"""How far a case is: its way from registration to the last opinion, as stations; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import MAIN
from app.domain.rows.matters import Step
from app.services.case.open_case import OpenedCase

DONE, NOW, AHEAD = "done", "now", "ahead"


@dataclass(frozen=True, slots=True)
class Station:
    """One station: its word, a date or span under it, and who or what is meant."""

    word: str
    state: str
    first: str = ""
    second: str = ""


def path_of(opened: OpenedCase, today: date) -> list[Station]:
    """Registered, routed, accepted, closed, and the two rights of 申诉求决; the one it stands at is NOW."""
    case = opened.case
    if not case.visits:
        return [Station("已撤回", NOW)]
    first = case.visits[0]
    found = [Station("登记", DONE, _day(first.arrived_at.date(), today), opened.name_of(first.clerk))]
    if case.holders:
        holder = min(case.holders, key=lambda one: (one.role != MAIN, one.since, one.unit))
        found.append(Station("转交", DONE, _day(holder.since.date(), today), holder.unit))
    elif case.is_open:
        found.append(Station("转交", AHEAD, _due(case, today, names.FORWARD)))
    if case.kind == names.APPEAL:
        found += _appeal(case, today)
    else:
        found.append(_closing(case, today))
    return _standing(found)


def _appeal(case: CaseFile, today: date) -> list[Station]:
    accepted, found = case.stages.accepted, []
    if accepted is not None:
        ran = (today - accepted.at.date()).days
        whole = next((one for one in case.obligations if one.what == names.FINISH), None)
        of = f"第 {ran} 日，共 {(whole.due - whole.start).days} 日" if whole and case.is_open else ""
        found.append(Station("受理", DONE, _day(accepted.at.date(), today), of))
    elif case.is_open:
        found.append(Station("受理", AHEAD, _due(case, today, names.NOTIFY, names.SIMPLE_ACCEPT)))
    found.append(_closing(case, today))
    if case.status in (names.DONE, *names.OPEN):
        found.append(_asked(case, "复查", names.ASK_REVIEW, case.stages.review, case.stages.reviewed, today))
        found.append(
            _asked(case, "复核", names.ASK_RECHECK, case.stages.recheck, case.stages.rechecked, today)
        )
    return found


def _closing(case: CaseFile, today: date) -> Station:
    closed = case.stages.closed
    if closed is not None:
        word = "办结" if case.status == names.DONE else case.status
        return Station(word, DONE, _day(closed.at.date(), today), closed.unit or "")
    if case.status in names.CLOSED:
        return Station(case.status, DONE)
    return Station("办结", AHEAD, _due(case, today, names.FINISH))


def _asked(
    case: CaseFile, word: str, right: str, asked: Step | None, answered: Step | None, today: date
) -> Station:
    """复查 or 复核: a right of the visitor, no obligation of anybody."""
    if answered is not None:
        return Station(word, DONE, _day(answered.at.date(), today), "已出意见")
    if asked is not None:
        return Station(word, NOW, _day(asked.at.date(), today), "正在办理")
    open_right = next((one for one in case.rights if one.what == right and one.used_at is None), None)
    if open_right is not None and open_right.until is not None:
        return Station(word, AHEAD, f"{_day(open_right.until, today)} 前", "来访人的权利")
    return Station(word, AHEAD, "收到意见 30 日内", "来访人的权利")


def _due(case: CaseFile, today: date, *what: str) -> str:
    due = min((one.due for one in case.running if one.what in what), default=None)
    return f"{_day(due, today)} 前" if due else ""


def _standing(found: list[Station]) -> list[Station]:
    """The last station that is done is where the case stands, unless one further on is under way."""
    if any(one.state == NOW for one in found):
        return found
    last = max(place for place, one in enumerate(found) if one.state == DONE)
    one = found[last]
    return [*found[:last], Station(one.word, NOW, one.first, one.second), *found[last + 1 :]]


def _day(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"
