"""The hint cards as text: what, the fact, the reason and the key; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.legal_ways import LegalWay
from app.domain.masks import mask_phone
from app.domain.terms import CLOSED_STATUSES
from app.ports.records import MatterMatch, PersonMatch
from ui.register.entry.form import RegisterForm
from ui.register.entry.recall import meant
from ui.register.hints.agreement import agreement
from ui.widgets.dates import short_day

LINK, JOIN, NEW, GUIDE = "link", "join", "new", "guide"
SHORT_CLAIM = 12


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a card."""

    name: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """One hint: never more than a reminder."""

    kind: str
    """person, matter or way."""
    icon: str
    title: str
    fact: str
    reason: str
    second: str = ""
    acts: tuple[Act, ...] = ()
    done: bool = False
    """The clerk has taken it up: linked or joined."""


def grounds(why: Sequence[str], compact: bool = False) -> str:
    """依据：地点相同、类别相同、词语 办证 丽景园; of many words the first two, compact: fewer still."""
    phrases = []
    for ground in why[:2] if compact else why:
        head, colon, words = ground.replace("：", ":").partition(":")
        phrases.append(f"{head} {' '.join(words.split()[: 1 if compact else 2])}" if colon else ground)
    return f"依据：{'、'.join(phrases)}"


def person_card(match: PersonMatch, form: RegisterForm, today: date, compact: bool = False) -> Card:
    """可能是同一人: who, when last, and why."""
    person = match.person
    linked = any(visitor.linked == person.id for visitor in form.people)
    compared = agreement(meant(form, match), person, today)
    other = compared.other_number and not linked
    phone = f" {mask_phone(person.phone)}" if person.phone and not compact else ""
    return Card(
        "person",
        "user",
        "已关联同一人" if linked else "同名，证件号不同" if other else "可能是同一人",
        f"{person.name}{phone}，上次 {short_day(match.arrived_at.date(), today)}",
        compared.words or grounds(match.why[:1] if compact else match.why),
        acts=(Act(LINK, "取消关联" if linked else "是同一人" if other else "关联", "Alt+L"),),
        done=linked,
    )


def matter_card(match: MatterMatch, form: RegisterForm, today: date, compact: bool = False) -> Card:
    """同一件事: what, with whom, until when, and why."""
    joined = form.matter == match.visit_number
    closed = match.status in CLOSED_STATUSES
    title = "同一件事已有结果" if closed else "同一件事正在办理"
    new = Act(NEW, "作为新件", "Alt+N")
    return Card(
        "matter",
        "page",
        f"已并入，第 {form.times} 次来访" if joined else title,
        _matter_fact(match, today, closed, compact),
        grounds(match.why, compact),
        "" if compact else f"可告知来访人：{match.status}",
        acts=(new,) if joined else (Act(JOIN, "并案", "Alt+J"), new),
        done=joined,
    )


def _matter_fact(match: MatterMatch, today: date, closed: bool, compact: bool) -> str:
    claim = match.claim or match.visit_number
    until = short_day(match.due, today) if match.due and not closed else ""
    if compact:
        short = claim if len(claim) <= SHORT_CLAIM else f"{claim[:SHORT_CLAIM]}…"
        return f"{short}，至 {until}" if until else short
    unit = f"，{match.unit}" if match.unit else ""
    return f"{claim}{unit}" + (f"，应于 {until} 前答复" if until else "")


def way_card(way: LegalWay, compact: bool = False) -> Card:
    """可以走法定途径: which, and why."""
    return Card(
        "way",
        "forward",
        f"可走法定途径：{way.name}",
        "" if compact else way.what,
        "" if compact else f"依据：“{way.because}”，{way.rule}",
        acts=(Act(GUIDE, "写进意见", "Alt+G"),),
    )


def cards(
    people: Sequence[PersonMatch],
    matters: Sequence[MatterMatch],
    way: LegalWay | None,
    form: RegisterForm,
    today: date,
    compact: bool = False,
) -> list[Card]:
    """At most one card of each kind, best first; what was put aside with Alt+N stays away."""
    shown = []
    person = next((match for match in people if match.visit_id not in form.dismissed), None)
    if person:
        shown.append(person_card(person, form, today, compact))
    matter = next((match for match in matters if match.matter_id not in form.dismissed), None)
    if matter:
        shown.append(matter_card(matter, form, today, compact))
    if way and way.name not in form.dismissed:
        shown.append(way_card(way, compact))
    return shown
