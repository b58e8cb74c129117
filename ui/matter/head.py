"""The head panel names a case, or a reception: number, state, claim, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.terms import GROUP_FROM
from app.services.case.open_case import NamedCase
from app.services.case.shown import HeldReception
from ui.forms.path import path_of
from ui.matter.case_view import CaseHead
from ui.matter.record_view import RecordView

FACTS_SHOWN = 160
"""Characters of the narrative on the page; I shows it whole."""


def show_reception(view: RecordView, record: HeldReception) -> None:
    """Number, how it ended, form, room and leader, and how many units came."""
    reception, head = record.reception, view.head
    head.number.setText(record.number)
    head.status.set(reception.result or reception.status, "plain")
    head.what.setText("，".join(part for part in (reception.form, reception.room, reception.leader) if part))
    head.claim.setText(f"{reception.lead}，{len(reception.units)} 个单位到会")
    view.name_record(record.number)


def show_head(head: CaseHead, opened: NamedCase, people: Sequence[tuple[str, ...]], today: date) -> None:
    """Number, state, what binds next, claim, the line about it, the way and the people."""
    case, matter = opened.case, opened.case.matter
    number = opened.number if opened.number == matter.number else f"{opened.number}　{matter.number}"
    head.number.setText(number)
    head.status.set(case.status, "plain")
    _show_left(head, case.due if case.is_open else None, today)
    group = bool(case.visits) and case.visits[-1].headcount >= GROUP_FROM
    head.more.set("集体访" if group else "", "plain")
    clash = case.contradictions[0] if case.contradictions else None
    words = f"两台办得不一样：{'、'.join(clash.modes)}。核对后撤销其中一步。" if clash is not None else ""
    head.show_clash(words)
    head.claim.setText((matter.claim or "没有写诉求") if opened.readable else "内容只有指定的人可以看")
    visits = f"第 {len(case.visits)} 次来访" if len(case.visits) > 1 else ""
    parts = (matter.purpose, " / ".join((matter.category or "").split("/")), opened.place, visits)
    head.line.setText("，".join(part for part in parts if part))
    head.path.show_path(path_of(opened, today))
    facts = matter.facts or ""
    head.facts.setText(facts if len(facts) <= FACTS_SHOWN else f"{facts[:FACTS_SHOWN]}…　全文 I")
    head.facts.setVisible(bool(facts))
    head.show_people(people)


def _show_left(head: CaseHead, due: date | None, today: date) -> None:
    """逾期 5 日, 今日到期, 还有 8 日 of the nearest date that binds."""
    if due is None:
        head.left.set("")
        return
    days = (due - today).days
    if days < 0:
        head.left.set(f"逾期 {-days} 日", "error", None)
    elif days == 0:
        head.left.set("今日到期", "warning", "clock")
    else:
        head.left.set(f"还有 {days} 日", "plain", "clock")
