"""日报: what happened that day, the papers' numbers, the gaps with their reasons, the audit chain's head."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.desk import MachineClock
from app.domain.rows.audit import AuditEntry
from app.errors import NotAllowed, Refused
from app.services.daily_report import daily_report
from app.services.void_visit import void_visit

DAY = date(2026, 11, 23)


def report(office, day=DAY, login="leader", on="2026-11-23 17:30"):
    return daily_report(office.desk(login, on), day)


def test_a_day_in_figures_papers_gaps_and_audit(office):
    first = office.register("2026-11-23 09:31").visit_number
    taken_back = office.register("2026-11-23 10:00", claim="另一件事", headcount=3).visit_number
    office.register("2026-11-22 10:00", claim="前一日的事")
    void_visit(office.desk("clerk", "2026-11-23 10:05"), taken_back, "重复登记")
    office.step(first, "转送", "2026-11-23 11:00", unit="市住建局")
    issued = report(office)
    assert issued.data.startswith(b"%PDF")
    assert issued.document.number == "信日A〔2026〕1号"
    said = str(issued.document.content)
    assert first in said
    assert "王**" in said
    assert "王小明" not in said
    assert "信转A〔2026〕1号" in said
    assert "LF-A-261123 第2号" in said
    assert "重复登记" in said
    assert "前一日" not in said
    assert taken_back not in said
    chain = office.all(AuditEntry)
    heads = {f"{one.desk} 第{one.position}条 {one.hash}" for one in chain}
    assert any(head in said for head in heads)


def test_the_audit_head_is_the_last_entry_before_the_report(office):
    today = MachineClock().now().date()
    office.register()
    before = office.all(AuditEntry)[-1]
    issued = daily_report(office.desk("leader"), today)
    assert f"{before.desk} 第{before.position}条 {before.hash}" in str(issued.document.content)


def test_the_same_day_again_is_a_reprint_and_a_change_makes_a_new_one(office):
    office.register("2026-11-23 09:31")
    first, again = report(office), report(office, on="2026-11-23 17:40")
    assert (again.document.id, again.times) == (first.document.id, 1)
    office.register("2026-11-23 17:45", claim="又一件")
    new = report(office, on="2026-11-23 17:50")
    assert (new.times, new.document.replaces) == (0, first.document.id)


def test_an_accusation_shows_nothing_of_its_content(office):
    office.register(
        "2026-11-23 09:31", purpose="揭发控告", category="纪检监察", claim="不得外传", facts="不得外传"
    )
    said = str(report(office).document.content)
    assert "不得外传" not in said
    assert "纪检监察" not in said


def test_tomorrow_has_no_report_and_a_registrar_none_at_all(office):
    with pytest.raises(Refused) as caught:
        report(office, DAY + timedelta(days=1))
    assert caught.value.errors[0].code == "day_not_come"
    with pytest.raises(NotAllowed):
        report(office, login="clerk")
