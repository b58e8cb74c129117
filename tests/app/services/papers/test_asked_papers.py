"""送达回证, 预警单, 移交案例报告: drawn up when asked for, numbered in their own series, reprinted after."""

from __future__ import annotations

import pytest

from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.paper_detail import read_detail
from app.domain.rows.papers import Document
from app.errors import Refused
from app.services.handling.give_notices import give_notices
from app.services.papers.issue_paper import issue_paper

ALERT = {"level": "较大", "text": "示例：多人拟再次来访。", "to": ["示例区信访联席办"]}


def issue(front, number, kind, **detail):
    words = read_detail(kind, detail) if detail else None
    return issue_paper(front.desk(), number, kind, "a4", "pdf", detail=words)


def words(issued) -> str:
    return str(issued.document.content)


def test_an_alert_is_drawn_up_numbered_and_reprinted(front):
    number = front.register().visit_number
    first = issue(front, number, "预警单", **ALERT)
    assert first.document.number == "信警A〔2026〕1号"
    assert "多人拟再次来访" in words(first)
    assert "示例区信访联席办" in words(first)
    again = issue(front, number, "预警单")
    assert (again.document.id, again.times) == (first.document.id, 1)
    by_number = issue(front, first.document.number, "预警单")
    assert (by_number.document.id, by_number.times) == (first.document.id, 2)
    second = issue(front, number, "预警单", **ALERT | {"level": "重大"})
    assert (second.document.number, second.times) == ("信警A〔2026〕2号", 0)


def test_what_an_alert_needs_is_said(front):
    number = front.register().visit_number
    with pytest.raises(Refused) as caught:
        issue(front, number, "预警单")
    assert front.refused(caught) == {("level", "paper_needs")}
    with pytest.raises(Refused) as caught:
        read_detail("预警单", {"level": "可怕", "txt": "写错了的键"})
    assert {code for _, code in front.refused(caught)} == {"not_a_choice", "unknown_key"}
    with pytest.raises(Refused) as caught:
        issue_paper(front.desk(), number, "回执", "a5", "pdf", detail={})
    assert front.refused(caught) == {("--json", "paper_detail_unused")}
    assert front.all(Document) == []


def test_a_case_report_and_none_of_an_accusation(front):
    number = front.register().visit_number
    report = issue(front, number, "移交案例报告", cause="开发企业欠费", advice="专班推进")
    assert report.document.number == "信案A〔2026〕1号"
    assert "开发企业欠费" in words(report)
    guarded = front.register(purpose="揭发控告", claim="不得外传的内容").visit_number
    with pytest.raises(Refused) as caught:
        issue(front, guarded, "移交案例报告", cause="某事", advice="某法")
    assert front.refused(caught) == {("kind", "paper_guarded")}


def test_a_delivery_receipt_proves_one_paper(front):
    number = front.register().visit_number
    with pytest.raises(Refused) as caught:
        issue(front, number, "送达回证")
    assert front.refused(caught) == {("document", "paper_needs")}
    told = {"opinion": "转市住建局核查", "contact": "李局 0562-2800000", "told": "书面"}
    give_notices(front.desk(), parse_notice({"visit": number, **told}))
    notices = issue(front, number, "三个告知单")
    receipt = issue(front, notices.document.number, "送达回证", way="当面", place="一号窗口")
    assert receipt.document.number == "信送A〔2026〕1号"
    assert f"三个告知单（{notices.document.number}）" in words(receipt)
    assert "一号窗口" in words(receipt)
    again = issue(front, notices.document.number, "送达回证")
    assert (again.document.id, again.times) == (receipt.document.id, 1)
    of_visit = issue(front, number, "送达回证")
    assert (of_visit.document.id, of_visit.times) == (receipt.document.id, 2)
    alert = issue(front, number, "预警单", **ALERT)
    other = issue(front, alert.document.number, "送达回证")
    assert other.document.number == "信送A〔2026〕2号"
    with pytest.raises(Refused) as caught:
        issue(front, number, "送达回证")
    assert front.refused(caught) == {("number", "paper_which")}
