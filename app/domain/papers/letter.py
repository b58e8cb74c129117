"""Letters to a visitor share these parts: addressee, subject, how to ask, who to call, signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.domain.papers.blocks import Block, document, signatures, text
from app.domain.papers.dossier import DateInForce, Dossier, Letterhead
from app.domain.papers.say import counted_on_paper, full_date, needed, who
from app.domain.rows.matters import Step


def to_visitor(
    kind: str,
    head: Letterhead,
    dossier: Dossier,
    blocks: Sequence[Block],
    *,
    title: str | None = None,
    query: bool = True,
) -> dict[str, Any]:
    """A letter to the visitor; its blocks hold no ID number and no phone, as it carries the query code."""
    visit = needed(dossier.visit, "visit", "来访登记")
    people = dossier.people or needed(None, "people", "来访人")
    return document(
        kind,
        head,
        dossier,
        [*blocks, *([text(how_to_ask(head, dossier))] if query else []), signatures("签收人", "签收时间")],
        title=title,
        addressee=who(visit, people),
    )


def about(dossier: Dossier, whom: str = "您") -> str:
    """您于2026年11月23日来访反映的“……”事项（编号 ……）; without the claim where it is guarded."""
    visit = needed(dossier.visit, "visit", "来访登记")
    claim = visit.claim or (dossier.matter.claim if dossier.matter else None)
    subject = f"反映的“{claim}”事项" if claim and not dossier.guarded else "反映的事项"
    return f"{whom}于{full_date(visit.arrived_at.date())}来访{subject}（编号 {visit.number}）"


def received(dossier: Dossier) -> str:
    """The opening sentence: about what, and when it was received."""
    visit = needed(dossier.visit, "visit", "来访登记")
    return f"{about(dossier)}，我单位已于{full_date(visit.registered_at.date())}收到并登记。"


def how_to_ask(head: Letterhead, dossier: Dossier) -> str:
    """How to ask about progress: query code, telephone, hours, address."""
    visit = needed(dossier.visit, "visit", "来访登记")
    ways = [f"查询码 {visit.query_code}（扫来访回执上的二维码，或凭查询码到窗口查询）"]
    if head.phone or head.contact:
        ways.append(f"联系电话 {head.phone or head.contact}")
    if head.hours:
        ways.append(f"接待时间 {head.hours}")
    if head.address:
        ways.append(f"接待地址 {head.address}")
    return "查询方式：" + "；".join(ways) + "。"


def the_step(dossier: Dossier, what: str) -> Step:
    """The step the letter is about."""
    return needed(dossier.step, "step", what)


def in_force(dossier: Dossier, what: str) -> DateInForce | None:
    """The date of that kind that binds now."""
    return next((dated for dated in dossier.dates if dated.what == what), None)


def way_of_notice_date(dossier: Dossier) -> str:
    """How the date that the notice tells was counted, else what was written of it then; empty if nothing."""
    notice, counted = dossier.notice, dossier.told_as
    if notice is None or counted is None:
        return (notice.derivation if notice else None) or ""
    return counted_on_paper(counted, notice.due)


def on(dossier: Dossier) -> date:
    """The day of the step, else of the paper."""
    return (dossier.step.at if dossier.step else dossier.at).date()


def sentence(words: str) -> str:
    """The words with a full stop, once."""
    return words.rstrip("。；;. ") + "。"
