"""The sentences of what is checked before a signature: a heading and one line under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app.domain.dates.derivation import WEEKDAYS
from app.words import sentence

Facts = Mapping[str, Any]


def _day(day: date) -> str:
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}"


def _moment(at: datetime) -> str:
    return f"{at:%m-%d %H:%M}"


def _left(day: date, today: date) -> str:
    left = (day - today).days
    if left < 0:
        return f"已过 {-left} 日"
    return f"还有 {left} 日" if left else "今天到期"


def _later(facts: Facts) -> str:
    return "；".join(f"{_moment(at)} {what}" for at, what in facts["facts"])


def _in_hand(facts: Facts) -> str:
    finish = facts["finish"]
    unit = f"，{facts['unit']}" if facts["unit"] else ""
    term = f"，办结期限 {_day(finish.due)}" if finish else "，还没有受理，没有办结期限"
    return f"证件号一致；{facts['number']} {facts['claim']}{unit}{term}"


def _notice_words(facts: Facts) -> str:
    if not facts:
        return "还没有告知过"
    return f"{_moment(facts['at'])} 告知，{facts['acknowledged'] or '没有签字'}"


WORDS: Mapping[str, tuple[Callable[[Facts], str], Callable[[Facts], str]]] = {
    "barred": (lambda _: "现在办不了", lambda facts: sentence(facts["error"].code, facts["error"].facts)),
    "lawful": (lambda _: "现在还能办", lambda _: "状态、期限和依据按这一刻重新核对过"),
    "unchanged": (lambda _: "送批以后没有变", lambda facts: f"{_moment(facts['sent'])} 送批"),
    "changed_since": (lambda _: "送批以后又有", _later),
    "in_hand": (lambda _: "同一人另有一件在办", _in_hand),
    "not_in_hand": (
        lambda _: "没有查到同一人另一件在办的",
        lambda _: "本中心没有，别处受理的看送批人写的和附件",
    ),
    "body_named": (lambda _: "写明了向谁提出", lambda facts: str(facts["body"])),
    "in_time": (
        lambda facts: f"{facts['what']}{'来得及' if facts['today'] <= facts['counted'].due else '已经过了'}",
        lambda facts: (
            f"{facts['who']}，{facts['counted'].derivation}，{_left(facts['counted'].due, facts['today'])}"
        ),
    ),
    "date_moves": (
        lambda facts: f"{facts['what']}改到 {_day(facts['due'])}",
        lambda facts: (
            f"{facts['who']}，原来 {_day(facts['counted'].due)}，"
            f"{_left(facts['counted'].due, facts['today'])}"
        ),
    ),
    "notices_given": (lambda _: "三个告知都告知了", _notice_words),
    "notices_lacking": (lambda _: "三个告知不全", _notice_words),
    "duties_answered": (
        lambda _: "交办都答复了",
        lambda facts: f"{facts['count']} 项" if facts["count"] else "没有交办",
    ),
    "settled": (lambda facts: str(facts["name"]), lambda facts: str(facts["words"])),
    "unsettled": (lambda facts: f"没有过：{facts['name']}", lambda _: "没有写证据，批准就是带缺项办结"),
    "guarded": (lambda _: "是保密事项", lambda _: "内容只给指定的人看，不写进给别的单位的文书"),
    "grave": (
        lambda _: "记过重大紧急",
        lambda facts: "；".join(facts["what"]) or "登记时记为重大紧急",
    ),
    "ordinary": (
        lambda _: "不是检举控告，没有记过重大紧急",
        lambda facts: f"登记时目的：{facts['purpose']}",
    ),
    "attached": (lambda _: "有附件", lambda facts: f"{facts['count']} 份，打开整件按 O"),
    "nothing_attached": (lambda _: "没有附件", lambda _: "证据只有送批人写的话"),
    "paper_ready": (lambda _: "文书排得出来", lambda facts: f"{facts['kind']}，批准后编号"),
    "papers_void": (lambda _: "要作废的文书", lambda facts: "、".join(facts["papers"])),
    "papers_replaced": (lambda _: "要换发的文书", lambda facts: "、".join(facts["papers"])),
    "papers_stay": (lambda _: "来访人和单位手里的文书不变", lambda _: "没有要作废、要换发的"),
    "dates_move": (lambda _: "期限要变", lambda facts: f"{facts['count']} 项，写在“批准以后”"),
    "dates_stay": (lambda _: "期限都不变", lambda _: "按更正后的日子重新算过"),
}
"""By the code of a check: its heading, and what it rests on."""


def check_words(code: str, facts: Facts) -> tuple[str, str]:
    """Heading and line of one check."""
    heading, line = WORDS[code]
    return heading(facts), line(facts)
