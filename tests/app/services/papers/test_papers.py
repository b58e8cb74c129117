"""Papers: frozen once, counted after, replaced by new notices; verify proves and refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.entries.notice_entry import parse_notice
from app.domain.rows.papers import Document, Printing
from app.errors import NotAllowed, Refused, Unavailable
from app.services.handling.give_notices import give_notices
from app.services.papers.issue_paper import issue_paper
from app.services.papers.verify_paper import verify_paper
from app.services.visits.amend_record import amend_record
from app.services.visits.void_visit import void_visit
from db.access.signing import FolderKeyRing
from printing.codes import CodeReader

TOLD = {"opinion": "转市住建局核查", "contact": "李局 0562-2800000"}


def tell(front, number, at=None, **over):
    desk = front.desk(at=at or front.monday)
    return give_notices(desk, parse_notice({"visit": number, "told": "书面", **TOLD, **over}))


def test_first_is_the_original_then_reprints_are_counted(front):
    number = front.register().visit_number
    first = issue_paper(front.desk(), number)
    later = front.desk(at=front.monday + timedelta(hours=1))
    second = issue_paper(later, number, "回执", "80mm", "png")
    third = issue_paper(later, number, "回执", "58mm", "png")
    assert [one.times for one in (first, second, third)] == [0, 1, 2]
    assert len(front.all(Document)) == 1
    assert [one.times for one in front.all(Printing)] == [0, 1, 2]
    assert first.document.content == second.document.content


def test_new_notices_replace_the_slip(front):
    number = front.register().visit_number
    old = issue_paper(front.desk(), number)
    assert old.document.content["notices"]["complete"] is False
    tell(front, number)
    new = issue_paper(front.desk(), number)
    assert (new.times, new.document.replaces) == (0, old.document.id)
    assert new.document.content["notices"]["complete"] is True
    assert verify_paper([old.document.code], front.ring, front.desk()).replaced is True
    assert verify_paper([new.document.code], front.ring, front.desk()).replaced is False
    assert verify_paper([old.document.code], front.ring).replaced is None


def test_an_amendment_replaces_the_slip_and_its_code(front):
    number = front.register().visit_number
    old = issue_paper(front.desk(), number)
    amend_record(front.desk(), number, {"person": 0, "phone": "13900001234"})
    new = issue_paper(front.desk(), number)
    assert new.document.replaces == old.document.id
    assert new.document.code != old.document.code
    assert verify_paper([old.document.code], front.ring, front.desk()).replaced is True


def test_notices_sheet_waits_for_all_three(front):
    number = front.register(oral_notices={"opinion": "转市住建局核查"}).visit_number
    with pytest.raises(Refused) as caught:
        issue_paper(front.desk(), number, "三个告知单", "a4", "pdf")
    assert front.refused(caught) == {("notices", "notices_incomplete")}
    assert front.all(Document) == []
    tell(front, number)
    sheet = issue_paper(front.desk(), number, "三个告知单", "a4", "pdf")
    assert sheet.document.number == "信告A〔2026〕1号"
    again = issue_paper(front.desk(), sheet.document.number, paper="a4")
    assert (again.document.id, again.times) == (sheet.document.id, 1)


def test_a_paper_that_cannot_be_laid_out_is_not_counted(front):
    number = front.register().visit_number
    with pytest.raises(Refused):
        issue_paper(front.desk(), number, "回执", "a4", "escpos")
    assert front.all(Document) == front.all(Printing) == []


def test_a_character_no_font_has_is_never_a_blank(front):
    number = front.register(oral_notices={"opinion": "转\U0010fffd核查", "contact": "李局"}).visit_number
    with pytest.raises(Unavailable) as caught:
        issue_paper(front.desk(), number)
    assert caught.value.code == "no_glyph"
    assert front.all(Document) == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [("门票", "paper_kind_unknown"), ("受理告知书", "paper_not_yet"), ("交办单", "paper_not_yet")],
)
def test_kinds_nobody_can_issue(front, kind, code):
    number = front.register().visit_number
    with pytest.raises(Refused) as caught:
        issue_paper(front.desk(), number, kind)
    assert front.refused(caught) == {("kind", code)}


def test_a_voided_visit_gets_no_paper(front):
    number = front.register().visit_number
    void_visit(front.desk(), number, "登记重复")
    with pytest.raises(Refused) as caught:
        issue_paper(front.desk(), number)
    assert front.refused(caught) == {("number", "visit_voided")}


def test_registration_form_of_a_confidential_visit_is_for_those_named(front):
    number = front.register(purpose="揭发控告", claim="举报示例").visit_number
    slip = issue_paper(front.desk("clerk"), number)
    assert "举报示例" not in str(slip.document.content)
    with pytest.raises(NotAllowed):
        issue_paper(front.desk("other"), number)
    with pytest.raises(NotAllowed):
        issue_paper(front.desk("other"), number, "来访登记表", "a4")
    assert issue_paper(front.desk("leader"), number, "来访登记表", "a4").times == 0


@pytest.mark.parametrize(("paper", "form"), [("a4", "pdf"), ("a5", "pdf"), ("80mm", "png"), ("58mm", "png")])
def test_a_slip_read_back_from_its_file_is_genuine(front, tmp_path, paper, form):
    done = front.register(headcount=38, oral_notices=TOLD)
    file = tmp_path / f"slip.{form}"
    file.write_bytes(issue_paper(front.desk(), done.visit_number, "回执", paper, form).data)
    found = verify_paper(CodeReader().texts(file), front.ring).as_json()
    assert found["genuine"] is True
    assert (found["number"], found["headcount"]) == (done.visit_number, 38)
    assert found["due"].isoformat() == "2026-12-08"
    assert found["query_code"] == done.query_code


def test_every_flipped_character_is_refused(front):
    text = issue_paper(front.desk(), front.register(oral_notices=TOLD).visit_number).document.code
    assert verify_paper([text], front.ring).verdict.genuine
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    for place, letter in enumerate(text):
        other = next(one for one in letters if one != letter)
        changed = text[:place] + other + text[place + 1 :]
        assert not verify_paper([changed], front.ring).verdict.genuine, place


def test_reasons_of_what_is_not_genuine(front):
    assert verify_paper([], front.ring).verdict.reason == "no_code"
    assert verify_paper(["https://example.com"], front.ring).verdict.reason == "not_a_slip"


def test_another_desk_s_key_vouches_for_nobody(front, tmp_path):
    text = issue_paper(front.desk(), front.register().visit_number).document.code
    assert verify_paper([text], FolderKeyRing(tmp_path / "empty")).verdict.reason == "slip_altered"
