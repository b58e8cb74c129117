"""How far a case is: its way from registration to the last opinion, as stations; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import MAIN
from app.domain.rows.matters import Step
from app.services.case.open_case import NamedCase
from ui.widgets.dates import short_day

DONE, NOW, AHEAD = "done", "now", "ahead"


@dataclass(frozen=True, slots=True)
class Station:
    """One station: its word, a date or span under it, and who or what is meant."""

    word: str
    state: str
    first: str = ""
    second: str = ""


def path_of(opened: NamedCase, today: date) -> list[Station]:
    """Registered, routed, accepted, closed, and the two rights of 申诉求决; the one it stands at is NOW."""
    case = opened.case
    if not case.visits:
        return [Station("已撤回", NOW)]
    first = case.visits[0]
    stations = [Station("登记", DONE, short_day(first.arrived_at.date(), today), opened.name_of(first.clerk))]
    if case.holders:
        holder = min(case.holders, key=lambda holder: (holder.role != MAIN, holder.since, holder.unit))
        stations.append(Station("转交", DONE, short_day(holder.since.date(), today), holder.unit))
    elif case.is_open:
        stations.append(Station("转交", AHEAD, _due(case, today, names.FORWARD)))
    if case.kind == names.APPEAL:
        stations += _appeal(case, today)
    else:
        stations.append(_closing(case, today))
    return [*_standing(stations), *_ratings(case, today)]


def _appeal(case: CaseFile, today: date) -> list[Station]:
    accepted, stations = case.stages.accepted, []
    if accepted is not None:
        ran = (today - accepted.at.date()).days
        whole = next((obligation for obligation in case.obligations if obligation.what == names.FINISH), None)
        of = f"第 {ran} 日，共 {(whole.due - whole.start).days} 日" if whole and case.is_open else ""
        stations.append(Station("受理", DONE, short_day(accepted.at.date(), today), of))
    elif case.is_open:
        stations.append(Station("受理", AHEAD, _due(case, today, names.NOTIFY, names.SIMPLE_ACCEPT)))
    stations.append(_closing(case, today))
    if case.status in (names.DONE, *names.OPEN):
        stations.append(
            _asked(case, "复查", names.ASK_REVIEW, case.stages.review, case.stages.reviewed, today)
        )
        stations.append(
            _asked(case, "复核", names.ASK_RECHECK, case.stages.recheck, case.stages.rechecked, today)
        )
    return stations


def _closing(case: CaseFile, today: date) -> Station:
    closed = case.stages.closed
    if closed is not None:
        word = "办结" if case.status == names.DONE else case.status
        return Station(word, DONE, short_day(closed.at.date(), today), closed.unit or "")
    if case.status in names.CLOSED:
        return Station(case.status, DONE)
    return Station("办结", AHEAD, _due(case, today, names.FINISH))


def _asked(
    case: CaseFile, word: str, right: str, asked: Step | None, answered: Step | None, today: date
) -> Station:
    """复查 or 复核: a right of the visitor, no obligation of anybody."""
    if answered is not None:
        return Station(word, DONE, short_day(answered.at.date(), today), "已出意见")
    if asked is not None:
        return Station(word, NOW, short_day(asked.at.date(), today), "正在办理")
    open_right = next(
        (held_right for held_right in case.rights if held_right.what == right and held_right.is_open),
        None,
    )
    if open_right is not None and open_right.until is not None:
        return Station(word, AHEAD, f"{short_day(open_right.until, today)} 前", "来访人的权利")
    return Station(word, AHEAD, "收到后 30 日内", "来访人的权利")


def _ratings(case: CaseFile, today: date) -> list[Station]:
    """评价 beside the way: a case does not stand there, the visitor may do it at any time."""
    open_to = case.may_rate
    used = [right for right in case.rights if right.what == names.RATE and right.used_at is not None]
    days = [f"{right.whom} {short_day(right.used_at.date(), today)}" for right in used[-2:] if right.used_at]
    if open_to:
        first = days[-1] if days else "来访人的权利"
        return [Station("评价", AHEAD, first, "、".join(open_to))]
    return [Station("评价", DONE, days[0], days[-1] if days[1:] else "")] if days else []


def _due(case: CaseFile, today: date, *what: str) -> str:
    due = min((obligation.due for obligation in case.running if obligation.what in what), default=None)
    return f"{short_day(due, today)} 前" if due else ""


def _standing(stations: list[Station]) -> list[Station]:
    """The last station that is done is where the case stands, unless one further on is under way."""
    if any(station.state == NOW for station in stations):
        return stations
    last = max(place for place, station in enumerate(stations) if station.state == DONE)
    current = stations[last]
    return [
        *stations[:last],
        Station(current.word, NOW, current.first, current.second),
        *stations[last + 1 :],
    ]
