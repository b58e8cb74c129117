"""Every paper of one reception tells the same of the case: as corrected, not as it was first said."""

from __future__ import annotations

import json

import pytest

from app.domain.rows.papers import Document
from app.services.papers.issue_paper import issue_paper
from app.services.visits.amend_record import amend_record

OLD = {
    "claim": "旧的诉求（示例）",
    "name": "旧姓名",
    "address": "旧地址示例路1号",
    "headcount": 7,
}
NEW = {"claim": "新的诉求（示例）", "headcount": 9}
NEW_PERSON = {"person": 0, "name": "新姓名", "address": "新地址示例路2号"}


def register(office):
    person = {
        "name": OLD["name"], "sex": "男", "id_type": "居民身份证", "id_number": "340722190103200019",
        "phone": "13800001234", "address": OLD["address"], "representative": True,
    }  # fmt: skip
    return office.register(people=[person], claim=OLD["claim"], headcount=OLD["headcount"])


def correct(office, number, on="2026-11-23 09:35"):
    desk = office.desk("clerk", on)
    amend_record(desk, number, NEW)
    amend_record(desk, number, NEW_PERSON)


def papers_of(office):
    kinds = ("联合接访记录", "交办单", "三个告知单")
    papers = [row for row in office.all(Document) if row.kind in kinds]
    assert {row.kind for row in papers} == set(kinds)
    return [(row.kind, json.dumps(row.content, ensure_ascii=False)) for row in papers]


def test_no_paper_tells_what_was_corrected_before_it(office):
    visit = register(office)
    correct(office, visit.visit_number)
    office.receive(visit.visit_number)
    for kind, words in papers_of(office):
        assert NEW["claim"] in words, kind
        assert not [old for old in ("旧", "7人", "7 人") if old in words], kind


@pytest.mark.parametrize("field", ["claim", "name", "address"])
def test_what_is_corrected_afterwards_is_on_the_papers_drawn_up_then(office, field):
    """The frozen papers stay as they were handed out; the next ones of the case are all corrected."""
    visit = register(office)
    office.receive(visit.visit_number)
    correct(office, visit.visit_number, "2026-11-23 10:30")
    slip = issue_paper(office.desk("clerk", "2026-11-23 11:00"), visit.visit_number)
    form = issue_paper(office.desk("host", "2026-11-23 11:00"), visit.visit_number, "来访登记表")
    notices = issue_paper(office.desk("host", "2026-11-23 11:00"), visit.visit_number, "三个告知单")
    for issued in (slip, form, notices):
        assert OLD[field] not in json.dumps(issued.document.content, ensure_ascii=False)


def test_the_return_visit_s_own_words_stand_on_its_papers_alone(office):
    """Two visits of one case: a correction of the first changes nothing that the second said."""
    first = register(office)
    back = office.register("2026-11-23 09:32", matter=first.matter, claim="第二次所说（示例）")
    correct(office, first.visit_number)
    office.receive(back.visit_number, on="2026-11-23 09:40")
    assert not [kind for kind, words in papers_of(office) if OLD["claim"] in words]
