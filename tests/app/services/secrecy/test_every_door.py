"""CASE.md 4: no door tells who may not read a guarded case a word of it, and no act on it is taken."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.cli.show_json import show_json
from app.domain.case.tiles import OPEN, Only
from app.domain.dates.period import Period
from app.domain.entries.incident_entry import parse_incident
from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.reply_entry import parse_rating, parse_reply
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.paging import Order
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.case import OWNER, READER
from app.domain.rows.centre import Staff
from app.domain.rows.papers import Document
from app.errors import NotAllowed, Refused
from app.services.approvals.recall_request import recall_request
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.attachments.detach_attachment import detach_attachment
from app.services.attachments.list_attachments import list_attachments
from app.services.attachments.open_attachment import open_attachment
from app.services.case.appoint import hand_over, name_reader, who_may_be_named
from app.services.case.case_readings import case_readings
from app.services.case.open_case import open_case
from app.services.case.open_case import readable_case as sheet_case
from app.services.case.show_record import show_record
from app.services.case.shown import OwnVisit
from app.services.desk.keep_draft import list_drafts
from app.services.figures.copy_pack import copy_pack
from app.services.figures.export_ledger import LedgerAsked, save_ledger
from app.services.figures.export_visits import export_visits
from app.services.figures.rows_behind import figure_rows
from app.services.handling.advance_matter import advance_matter, possible_steps
from app.services.handling.give_notices import give_notices, preview_notices
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper, unit_received
from app.services.handling.preview_acts import preview_delivery, preview_receipt, preview_reply
from app.services.handling.preview_step import preview_step
from app.services.handling.rate_matter import rate_matter
from app.services.handling.reply_duty import reply_duty
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.incidents.note_incident import note_incident
from app.services.incidents.preview_incident import preview_incident
from app.services.lists.keep_list import keep_list, preview_list
from app.services.lists.read_list import read_list
from app.services.papers.daily_report import daily_report
from app.services.papers.issue_paper import issue_paper
from app.services.papers.papers_to_hand_out import papers_to_hand_out
from app.services.papers.preview_slip import preview_slip
from app.services.papers.read_paper import read_paper
from app.services.supervision.due_matters import due_matters
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record
from app.services.visits.find_records import find_records
from app.services.visits.list_hall import list_hall
from app.services.visits.look_alike import look_alike
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from app.services.visits.preview_correction import (
    preview_amendment,
    preview_move,
    preview_voiding,
    preview_withdrawal,
)
from app.services.visits.read_saved import read_saved
from app.services.visits.recall_visit import recall_visit
from app.services.visits.register_visit import like_of, register_visit
from app.services.visits.void_visit import void_visit
from db.contents import SealedContents
from printing.pictures import Pictures
from tests.app.services.office import at, visit_json
from tests.app.services.papers.test_preview_slip import ReadPapers
from tests.files import photo

SECRETS = (
    *("密告示例", "分房示例", "鲍", "市教育局", "枞阳县", "城乡建设"),
    *("来访厂", "监护甲", "代办乙", "译丙", "13700001234"),
)
"""Words of the content, and the informer's surname: masked names begin with it."""
BIRTHS = ("born", "corrected")
STRANGERS = ("host", "watch", "teller")
"""接谈员, 督办 and a 登记员 who registered that the visitor came again."""
ON = "2026-11-23 16:00"


class Case:
    """A guarded case with a return visit, its papers of before, and the numbers that lead to it."""

    def __init__(self, office, birth: str) -> None:
        self.office = office
        person = {
            "name": "鲍密甲",
            "sex": "男",
            "id_type": "居民身份证",
            "id_number": "340722190103200019",
            "phone": "13800001234",
            "address": "安徽省铜陵市枞阳县示例路1号",
            "representative": True,
        }
        purpose = "揭发控告" if birth == "born" else "求决"
        self.person = person
        self.visit = office.register(
            people=[person],
            purpose=purpose,
            units=["市教育局"],
            claim="密告示例",
            facts="分房示例",
            organisation={"name": "来访厂", "contact": "联络示例"},
            guardian={"name": "监护甲", "relation": "父母", "phone": "13700001234"},
            proxy={"name": "代办乙", "relation": "子女", "letter": "书面"},
            interpreter="译丙",
            accused=["市教育局"],
        )
        leader = office.desk("second", ON)
        self.papers = [issue_paper(leader, self.visit.visit_number).document]
        self.papers.append(issue_paper(leader, self.visit.visit_number, "来访登记表", "a4").document)
        self.papers.append(daily_report(leader, date(2026, 11, 23)).document)
        if birth == "corrected":
            amend_record(office.desk("second", ON), self.visit.matter, {"purpose": "揭发控告"})
        again = visit_json("2026-11-23 15:00", matter=self.visit.matter, units=[])
        again |= {
            "people": [
                person | {"name": "鲍密乙", "id_type": "无", "id_number": None, "no_id_reason": "示例"}
            ]
        }
        again |= dict.fromkeys(("claim", "facts", "purpose", "category", "place"))
        self.again = register_visit(office.desk("teller", "2026-11-23 15:00"), parse_visit(again))

    @property
    def numbers(self) -> tuple[str, ...]:
        return (self.visit.visit_number, self.visit.query_code, self.visit.matter)


@pytest.fixture(params=BIRTHS)
def case(office, request) -> Case:
    office.add(
        Staff(
            id=new_id(), login="teller", name="钱登记（示例）", roles=("登记员",), at=at("2026-01-01 08:00")
        )
    )
    return Case(office, request.param)


def words_of(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False, default=str)


def is_silent(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("login", STRANGERS)
def test_no_number_opens_it(case, login):
    desk = case.office.desk(login, ON)
    for number in case.numbers:
        with pytest.raises(NotAllowed, match="withheld"):
            show_record(desk, number)
    with pytest.raises(NotAllowed, match="withheld"):
        read_saved(desk, case.visit.visit_number)


@pytest.mark.parametrize("login", STRANGERS)
def test_no_paper_is_printed_by_any_number(case, login):
    desk = case.office.desk(login, ON)
    for number in case.numbers:
        for kind in ("来访回执", "来访登记表", "三个告知单", "交办单", "预警单", "信访信息专报"):
            if (login, number, kind) == ("teller", case.visit.matter, "来访回执"):
                continue  # the slip of the newest visit, which he registered himself
            with pytest.raises(NotAllowed, match="withheld"):
                issue_paper(desk, number, kind, "a4", detail={} if kind == "预警单" else None)
        with pytest.raises(NotAllowed, match="withheld"):
            papers_to_hand_out(desk, number)
    for paper in case.papers[:2]:
        with pytest.raises(NotAllowed, match="withheld"):
            issue_paper(desk, paper.number, paper.kind, "a4")
        with pytest.raises(NotAllowed, match="withheld"):
            read_paper(desk, paper.number, paper.kind, "a4", "pdf")


def test_the_slip_of_his_own_visit_says_nothing_of_the_case(case):
    issued = issue_paper(case.office.desk("teller", ON), case.again.visit_number)
    assert not [
        secret for secret in SECRETS if secret != "鲍" and secret in words_of(issued.document.content)
    ]


def test_no_page_of_the_day_names_it(case):
    desk = case.office.desk("host", ON)
    report = daily_report(desk, date(2026, 11, 23))
    assert not is_silent(words_of(report.document.content))
    assert "保密事项" in words_of(report.document.content)
    old = case.papers[2]
    if is_silent(words_of(old.content)):
        with pytest.raises(NotAllowed, match="withheld"):
            issue_paper(desk, old.number, "日报", "a4")
        with pytest.raises(NotAllowed, match="withheld"):
            read_paper(desk, old.number, "日报", "a4", "pdf")


@pytest.mark.parametrize("login", STRANGERS)
def test_lists_show_its_number_alone(case, login):
    desk = case.office.desk(login, ON)
    line = {"number": case.visit.visit_number, "name": "保密事项", "withheld": True}
    assert line in find_records(desk, case.visit.visit_number).as_json()["hits"]
    texts = ("鲍密甲", "bmj", "0019", "1234", "来访厂", "监护甲", "代办乙", "lfc", case.visit.query_code)
    for text in (*texts, case.visit.matter):
        answer = find_records(desk, text).as_json()
        assert not is_silent(words_of(answer)), text
    for text in ("密告示例", "分房"):
        assert find_records(desk, text).hits == ()
    waiting = [row for row in list_hall(desk) if row.waits]
    assert [(row.name, row.claim) for row in waiting] == [("保密事项", None)] * len(waiting)
    like = like_of(parse_visit(visit_json(ON, people=[case.person], claim="密告示例", facts="分房示例")))
    hints = look_alike(desk, like)
    assert not hints.same_matter
    assert case.visit.visit_number not in [match.visit_number for match in hints.same_person]
    assert not list_drafts(desk)


@pytest.mark.parametrize("login", ["host", "watch"])
def test_the_lists_show_its_number_alone(case, login):
    data = {"reason": "分房示例", "source": "密告示例", "unit": "市公安局"}
    keep_list(case.office.desk("leader", ON), "积案", "add", case.visit.matter, data)
    answer = read_list(case.office.desk(login, ON), "积案").as_json()
    assert answer["items"] == [{"number": case.visit.matter, "name": "保密事项", "withheld": True}]
    assert not is_silent(words_of(answer["items"]))
    assert read_list(case.office.desk("leader", ON), "积案").as_json()["items"][0]["claim"] == "密告示例"


@pytest.mark.parametrize("login", STRANGERS)
def test_recalling_it_for_a_return_visit_tells_nothing(case, login):
    recalled = recall_visit(case.office.desk(login, ON), case.visit.matter)
    assert not recalled.readable
    assert not recalled.people
    assert not is_silent(str(recalled))


@pytest.mark.parametrize("login", STRANGERS)
def test_the_preview_of_a_slip_of_one_who_comes_again_says_nothing_of_the_case(case, login):
    """Of what was told before, of what the case is about and who has it, nothing is laid out."""
    give_notices(
        case.office.desk("leader", ON),
        parse_notice({"visit": case.visit.matter, "opinion": "密告示例", "contact": "译丙", "told": "口头"}),
    )
    again = visit_json(ON, matter=case.visit.matter, units=[], claim="又来一次", facts="又来一次")
    papers = ReadPapers()
    desk = case.office.desk(login, ON)
    preview_slip(replace(desk, papers=papers), parse_visit(again))
    printed = words_of(papers.content)
    assert "预览" in printed
    assert not [word for word in SECRETS if word in printed and word not in words_of(again)]
    assert "又来一次" not in printed


def test_who_registered_that_he_came_again_reads_what_he_wrote(case):
    shown = show_record(case.office.desk("teller", ON), case.again.visit_number)
    assert isinstance(shown, OwnVisit)
    assert shown.people[0].name == "鲍**"
    assert (shown.visit.claim, shown.visit.facts, shown.visit.category) == (None, None, None)
    printed = show_json(shown)
    assert printed["matter"] == {"name": "保密事项", "withheld": True}
    assert "steps" not in printed
    assert case.again.dates == ()
    with pytest.raises(NotAllowed):
        show_record(case.office.desk("host", ON), case.again.visit_number)


@pytest.mark.parametrize("login", ["host", "watch"])
@pytest.mark.parametrize("name", ["e.csv", "e.jsonl", "e.xlsx"])
def test_exports_and_figures_keep_it_back(case, login, name, tmp_path: Path):
    desk, file, day = case.office.desk(login, ON), tmp_path / name, date(2026, 11, 23)
    export_visits(desk, day, day, file)
    text = str(list(load_workbook(file).active.values)) if name == "e.xlsx" else file.read_text("utf-8")
    assert not is_silent(text)
    assert "保密事项" in text
    sheet = save_ledger(desk, LedgerAsked(OPEN, Only(), Order("due")), tmp_path)
    assert not is_silent(str(list(load_workbook(sheet).active.values)))
    rows = words_of(figure_rows(desk, "来访.批次", day, day).as_json())
    assert not is_silent(rows)
    assert not is_silent(words_of(due_matters(desk, day).as_json()))


def test_a_pack_in_the_clipboard_keeps_it_back(case):
    day = Period(date(2026, 11, 23), date(2026, 11, 23))
    text = copy_pack(case.office.desk("watch", ON), day, "登记日期", "录入国家系统").text
    assert not is_silent(text)
    assert "保密事项" in text
    with pytest.raises(NotAllowed):
        copy_pack(case.office.desk("host", ON), day, "登记日期", "录入国家系统")


def test_the_audit_names_nothing_of_it(case):
    assert not is_silent(words_of([(row.record, row.purpose) for row in case.office.all(AuditEntry)]))


ACTS = {
    "amend": lambda desk, number: amend_record(desk, number, {"claim": "另一件示例"}),
    "amend person": lambda desk, number: amend_record(desk, number, {"person": 0, "phone": "13900001234"}),
    "notice": lambda desk, number: give_notices(
        desk, parse_notice({"visit": number, "opinion": "示例", "contact": "示例", "told": "口头"})
    ),
    "rate": lambda desk, number: rate_matter(
        desk, parse_rating({"visit": number, "whom": "信访部门", "value": "满意"})
    ),
    "reply": lambda desk, number: reply_duty(
        desk, parse_reply({"visit": number, "text": "示例", "done": True})
    ),
    **{
        f"list {word}": lambda desk, number, word=word: keep_list(
            desk, "积案", word, number, {"reason": "示例", "source": "示例"}
        )
        for word in ("add", "note", "end")
    },
    "preview notices": lambda desk, number: preview_notices(
        desk, parse_notice({"visit": number, "opinion": "示例", "contact": "示例", "told": "口头"})
    ),
    "preview reply": lambda desk, number: preview_reply(desk, number, "示例", True, None),
    "preview receipt": lambda desk, number: preview_receipt(desk, number, "市公安局", None),
    "preview delivery": lambda desk, number: preview_delivery(desk, number, "示例", None),
    "receive": lambda desk, number: unit_received(desk, number, "市公安局"),
    "deliver": lambda desk, number: deliver_paper(desk, DeliveryEntry(number=number, document="示例")),
    "incident": lambda desk, number: note_incident(
        desk,
        parse_incident({"visit": number, "kind": "扬言", "what": "示例", "measures": "示例", "grave": True}),
    ),
    "moves": lambda desk, number: possible_steps(desk, number),
    "preview step": lambda desk, number: preview_step(
        desk, parse_step({"matter" if number.startswith("XF") else "visit": number, "mode": "存"})
    ),
    "preview incident": lambda desk, number: preview_incident(
        desk,
        parse_incident({"visit": number, "kind": "扬言", "what": "示例", "measures": "示例", "grave": True}),
        picture=True,
    ),
    "preview amendment": lambda desk, number: preview_amendment(desk, number, {"claim": "另一件示例"}),
    "preview withdrawal": lambda desk, number: preview_withdrawal(desk, number, "示例"),
    "preview voiding": lambda desk, number: preview_voiding(desk, number),
    "preview move": lambda desk, number: preview_move(desk, number, None),
    "withdraw": lambda desk, number: withdraw_step(
        desk, WithdrawalWanted(number=number, step="示例", reason="示例")
    ),
    "readings": lambda desk, number: case_readings(desk, number),
    "sheet": lambda desk, number: sheet_case(desk, number),
    "preview list": lambda desk, number: preview_list(desk, "积案", "add", number, {"reason": "示例"}),
    "remind": lambda desk, number: send_reminder(desk, number, ReminderWanted(tier=15)),
    "amend visit": lambda desk, number: amend_record(desk, number, {"headcount": 2}),
    "join": lambda desk, number: join_visit(desk, MoveWanted(visit=number, matter=number)),
    "split": lambda desk, number: split_visit(desk, MoveWanted(visit=number)),
    "void": lambda desk, number: void_visit(desk, number, "示例"),
    "hand": lambda desk, number: hand_over(desk, number, "host"),
    "name": lambda desk, number: name_reader(desk, number, "host"),
    "who takes over": lambda desk, number: who_may_be_named(desk, number, OWNER),
    "who may read": lambda desk, number: who_may_be_named(desk, number, READER),
}


@pytest.mark.parametrize("login", STRANGERS)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_on_it_is_not_allowed(case, act, login):
    papers = len(case.office.all(Document))
    for number in (case.visit.visit_number, case.visit.query_code, case.visit.matter):
        with pytest.raises(NotAllowed):
            ACTS[act](case.office.desk(login, ON), number)
    assert len(case.office.all(Document)) == papers


@pytest.mark.parametrize("login", STRANGERS)
def test_its_attachments_are_as_guarded_as_it_is(case, login, tmp_path: Path):
    contents, reader = SealedContents(tmp_path / "files", b"k" * 32), case.office.desk("second", ON)
    wanted = AttachWanted(number=case.visit.matter, files=(FileGiven("密告示例.jpg", photo()),))
    put = attach_files(reader, contents, Pictures(), wanted).lines[0].row
    desk = case.office.desk(login, ON)
    for number in case.numbers:
        with pytest.raises(NotAllowed, match="withheld"):
            list_attachments(desk, contents, number, pictures=True)
        with pytest.raises(NotAllowed, match="withheld"):
            attach_files(desk, contents, Pictures(), replace(wanted, number=number))
    with pytest.raises(NotAllowed, match="withheld"):
        open_attachment(desk, contents, put.id)
    with pytest.raises(NotAllowed, match="withheld"):
        detach_attachment(desk, put.id, "示例")
    opened = open_case(desk, case.visit.matter)
    assert opened is not None
    assert not is_silent(str(opened.case))
    assert not is_silent(words_of([(row.record, row.purpose) for row in case.office.all(AuditEntry)]))


def test_an_act_grants_no_reading(case):
    with pytest.raises(NotAllowed, match="withheld"):
        case.office.step(case.visit.matter, "转送", ON, unit="市公安局")
    with pytest.raises(NotAllowed, match="withheld"):
        case.office.receive(case.visit.visit_number, on=ON)
    case.office.step(case.visit.matter, "转送", ON, login="second", unit="市公安局")
    with pytest.raises(NotAllowed, match="withheld"):
        show_record(case.office.desk("host", ON), case.visit.matter)


def test_it_is_heard_alone(case):
    other = case.office.register("2026-11-23 10:00")
    with pytest.raises(Refused) as caught:
        case.office.receive(case.visit.visit_number, other.visit_number, on=ON, login="second")
    assert ("visits[0]", "guarded_alone") in {(error.field, error.code) for error in caught.value.errors}


@pytest.mark.parametrize("login", ["clerk", "leader"])
def test_its_readers_read_it(case, login):
    assert show_record(case.office.desk(login, ON), case.visit.visit_number).visit.claim == "密告示例"


def test_who_may_no_longer_read_it_does_not_take_back_what_he_asked_for_it(office):
    visit = office.register(purpose="求决", units=["市教育局"])
    step = {"matter": visit.matter, "mode": "不予受理", "ground": "not_remit", "body": "示例局"}
    asked = advance_matter(office.desk("host", ON), parse_step(step))
    amend_record(office.desk("second", ON), visit.matter, {"purpose": "揭发控告"})
    with pytest.raises(NotAllowed) as refused:
        recall_request(office.desk("host", ON), asked.request.id)
    assert refused.value.code == "withheld"
