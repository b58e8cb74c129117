"""日报: what happened that day, the papers' numbers, the gaps with their reasons, the audit chain's head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from threading import current_thread

import pytest

from app.domain.rows.audit import AuditEntry
from app.errors import NotAllowed, Refused
from app.services.papers.daily_report import daily_report
from app.services.papers.issue_paper import issue_paper
from app.services.papers.read_paper import read_paper
from app.services.visits.amend_record import amend_record
from app.services.visits.void_visit import void_visit
from tests.app.services.office import at

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
    assert [taken_back, "重复登记"] in issued.document.content["basis"]["gaps"]
    assert "前一日" not in said
    assert taken_back not in str(issued.document.content["basis"]["visits"])
    chain = office.all(AuditEntry)
    heads = {f"{one.desk} 第{one.position}条 {one.hash}" for one in chain}
    assert any(head in said for head in heads)


def test_what_fell_due_that_day_stands_in_it(office):
    """条例第22条: 15 days from the registration; done or not is said, and a change makes a new report."""
    number = office.register("2026-11-08 09:00").visit_number
    office.register("2026-11-08 10:00", claim="另一件事", purpose="揭发控告")
    first = report(office)
    said = str(first.document.content)
    assert "当日到期" in said
    assert "没有做到" in said
    assert "保密事项" in said
    office.step(number, "转送", "2026-11-23 17:40", unit="市住建局")
    second = report(office, on="2026-11-23 17:50")
    assert second.document.number != first.document.number
    assert "11-23 做到" in str(second.document.content)
    assert "当日到期" not in str(report(office, date(2026, 11, 22)).document.content)


def test_what_became_an_accusation_names_no_category(office):
    number = office.register(category="城乡建设").visit_number
    amend_record(office.desk("clerk"), number, {"purpose": "揭发控告"})
    said = str(report(office).document.content)
    assert number in said
    assert "城乡建设" not in said


@pytest.mark.parametrize(
    ("arrived", "on"),
    [("2026-11-23 09:31", DAY), ("2026-11-08 09:00", DAY)],
    ids=["a visit of the day", "due"],
)
@pytest.mark.parametrize(
    "change", [{"purpose": "揭发控告"}, {"confidential": True}], ids=["accusation", "confidential"]
)
def test_a_report_that_names_what_became_guarded_is_not_put_on_paper_again(office, arrived, on, change):
    """A line of the day, and one of what fell due with the unit that owed it: the unit may be the accused."""
    visit = office.register(arrived)
    if on != at(arrived).date():
        office.step(visit.visit_number, "交办", "2026-11-09 09:00", unit="市住建局", term=on.isoformat())
    issued = report(office)
    assert "保密事项" not in str(issued.document.content["basis"])
    amend_record(office.desk("clerk", "2026-11-24 09:00"), visit.visit_number, change)
    leader = office.desk("leader", "2026-11-24 10:00")
    with pytest.raises(NotAllowed, match="withheld"):
        issue_paper(leader, issued.document.number, "日报", "a4")
    with pytest.raises(NotAllowed, match="withheld"):
        read_paper(leader, issued.document.number, "日报", "a4", "pdf")
    now = report(office, on, on="2026-11-24 10:00").document.content
    assert "市住建局" not in str(now)
    assert "保密事项" in str(now["basis"])


def test_the_audit_head_is_the_last_entry_before_the_report(office):
    office.register()
    before = office.all(AuditEntry)[-1]
    issued = report(office)
    assert f"{before.desk} 第{before.position}条 {before.hash}" in str(issued.document.content)


class Watched:
    """Papers that notes on which thread it lays out: the store writes on one of its own."""

    def __init__(self, papers):
        self.papers, self.threads = papers, []

    def __getattr__(self, name):
        return getattr(self.papers, name)

    def render(self, *asked):
        self.threads.append(current_thread())
        return self.papers.render(*asked)


def test_the_layout_does_not_hold_up_the_store(office):
    office.register("2026-11-23 09:31")
    desk = office.desk("leader", "2026-11-23 17:30")
    papers = Watched(desk.papers)
    desk = replace(desk, papers=papers)
    for _ in range(2):
        daily_report(desk, DAY)
    assert papers.threads == [current_thread()] * 2


def test_a_number_that_nothing_stands_for_is_named(office):
    office.register("2026-11-23 09:31")
    office.store.write(lambda writes: [writes.serial("信转-A-2026") for _ in range(2)])
    assert report(office).document.content["basis"]["gaps"] == [
        ["信转A〔2026〕1号", "没有说明"],
        ["信转A〔2026〕2号", "没有说明"],
    ]


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
