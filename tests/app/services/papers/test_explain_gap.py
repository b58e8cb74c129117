"""空号说明: only a number that stands on nothing, once, with a reason; the day's report and check tell it."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Gap
from app.errors import NotAllowed, Refused
from app.events import GapExplained
from app.services.papers.daily_report import daily_report
from app.services.papers.explain_gap import explain_gap, list_gaps
from app.services.visits.void_visit import void_visit
from db.check import check_store

ON = "2026-11-23 17:00"


@pytest.fixture
def skipped(office):
    """信受A〔2026〕1号 and 2号 were counted and stand on nothing."""
    office.store.write(lambda writes: [writes.serial("信受-A-2026") for _ in range(2)])
    return office


def codes(caught):
    return {(one.field, one.code) for one in caught.value.errors}


def test_a_gap_is_explained_audited_and_gone_from_the_check(skipped):
    desk = skipped.desk("leader", ON)
    assert [one.number for one in list_gaps(desk, 2026)] == ["信受A〔2026〕1号", "信受A〔2026〕2号"]
    noted = explain_gap(desk, "信受A[2026]2", "  纸卡坏，作废重出 ")
    assert (noted.number, noted.reason) == ("信受A〔2026〕2号", "纸卡坏，作废重出")
    assert skipped.events[-1] == GapExplained("信受A〔2026〕2号")
    last = skipped.all(AuditEntry)[-1]
    assert (last.act, last.record, last.purpose) == ("空号说明", noted.number, noted.reason)
    assert [(one.number, one.reason) for one in list_gaps(desk, 2026)] == [
        ("信受A〔2026〕1号", None),
        ("信受A〔2026〕2号", "纸卡坏，作废重出"),
    ]
    found = check_store(skipped.store, "admin")["findings"]
    assert [one["record"] for one in found] == ["信受-A-2026-1"]
    explain_gap(desk, found[0]["record"], "试打用去")
    assert check_store(skipped.store, "admin")["ok"]


def test_the_days_report_tells_the_reason(skipped):
    desk = skipped.desk("leader", ON)
    explain_gap(desk, "信受A〔2026〕1号", "试打用去")
    told = daily_report(desk, date(2026, 11, 23)).document.content["basis"]["gaps"]
    assert told == [["信受A〔2026〕1号", "试打用去"], ["信受A〔2026〕2号", "没有说明"]]


@pytest.mark.parametrize(
    ("number", "reason", "refused"),
    [
        ("随便写的", "原因", {("number", "gap_number")}),
        ("随便写的", " ", {("number", "gap_number"), ("reason", "reason_missing")}),
        ("信受A〔2026〕1号", "长" * 201, {("reason", "gap_reason_long")}),
        ("信受A〔2026〕3号", "原因", {("number", "gap_not_yet")}),
    ],
)
def test_what_is_no_gap_is_refused(skipped, number, reason, refused):
    with pytest.raises(Refused) as caught:
        explain_gap(skipped.desk("leader", ON), number, reason)
    assert codes(caught) == refused
    assert skipped.all(Gap) == []


def test_a_number_in_use_or_explained_is_refused(office):
    kept = office.register("2026-11-23 09:31").visit_number
    gone = office.register("2026-11-23 10:00", claim="另一件事").visit_number
    void_visit(office.desk("clerk", "2026-11-23 10:05"), gone, "重复登记")
    office.step(kept, "转送", "2026-11-23 11:00", unit="市住建局")
    desk = office.desk("leader", ON)
    for number, code in ((kept, "gap_used"), (gone, "gap_used"), ("信转A〔2026〕1号", "gap_used")):
        with pytest.raises(Refused) as caught:
            explain_gap(desk, number, "原因")
        assert codes(caught) == {("number", code)}
    explain_gap(desk, "信转B〔2026〕7号", "停用的 B 台恢复备份前已出纸")
    with pytest.raises(Refused) as caught:
        explain_gap(desk, "信转B〔2026〕7号", "又说一次")
    assert codes(caught) == {("number", "gap_explained")}


def test_a_registrar_may_not(skipped):
    with pytest.raises(NotAllowed):
        explain_gap(skipped.desk("clerk", ON), "信受A〔2026〕1号", "原因")
