"""CASE.md 4: what was stored with a visit is as guarded as the case that the visit was joined to."""

from __future__ import annotations

import json

import pytest

from app.domain.entries.incident_entry import parse_incident
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.hall import AlertReceipt
from app.errors import NotAllowed
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.attachments.open_attachment import open_attachment
from app.services.case.case_readings import case_readings
from app.services.case.open_case import open_case
from app.services.case.show_record import show_record
from app.services.incidents.list_incidents import list_incidents
from app.services.incidents.note_alert_receipt import AlertReceiptEntry, note_alert_receipt
from app.services.incidents.note_incident import note_incident
from app.services.papers.issue_paper import issue_paper
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.move_visit import MoveWanted, join_visit
from app.services.visits.register_visit import register_visit
from db.contents import SealedContents
from printing.pictures import Pictures
from tests.app.services.office import at, visit_json
from tests.files import photo

ON = "2026-11-24 09:00"
DAY = at(ON).date()
SECRETS = ("甲事示例", "扬言示例", "劝导示例")
GRAVE = {"kind": "扬言", "what": "扬言示例", "measures": "劝导示例", "grave": True}
STRANGERS = ("host", "watch", "clerk")


class Moved:
    """An open visit with a grave incident and an attachment, joined to a guarded case by a leader."""

    def __init__(self, office, folder, *, alone: bool) -> None:
        self.office = office
        self.contents = SealedContents(folder / "files", b"k" * 32)
        host = office.desk("host", "2026-11-23 11:00")
        self.visit = office.register("2026-11-23 09:31", claim="甲事示例")
        if not alone:
            office.register("2026-11-23 10:00", matter=self.visit.matter)
        number = self.visit.visit_number
        self.alert = note_incident(host, parse_incident(GRAVE | {"visit": number})).documents[-1]
        wanted = AttachWanted(number=number, files=(FileGiven("甲事示例.jpg", photo()),), place=number)
        self.put = attach_files(host, self.contents, Pictures(), wanted).lines[0].row
        leader = office.desk("second", "2026-11-23 14:00")
        told = visit_json("2026-11-23 14:00", purpose="揭发控告", units=["市教育局"])
        self.guarded = register_visit(leader, parse_visit(told))
        join_visit(office.desk("second", ON), MoveWanted(visit=number, matter=self.guarded.matter))


@pytest.fixture(params=["alone", "with another"])
def moved(office, tmp_path, request) -> Moved:
    return Moved(office, tmp_path, alone=request.param == "alone")


@pytest.mark.parametrize("login", STRANGERS)
def test_its_incident_is_in_no_list(moved, login):
    (line,) = list_incidents(moved.office.desk(login, ON), at("2026-11-23 11:00").date(), DAY)
    assert line.as_json() == {"number": moved.guarded.matter, "name": "保密事项", "withheld": True}
    (line,) = list_incidents(moved.office.desk("leader", ON), at("2026-11-23 11:00").date(), DAY)
    assert line.as_json()["what"] == "扬言示例"


@pytest.mark.parametrize("login", STRANGERS)
def test_nobody_else_signs_for_its_warning_or_prints_it(moved, login):
    desk = moved.office.desk(login, ON)
    entry = AlertReceiptEntry(number=moved.alert.number, addressee="相关单位")
    with pytest.raises(NotAllowed, match="withheld"):
        note_alert_receipt(desk, entry)
    assert moved.office.all(AlertReceipt) == []
    with pytest.raises(NotAllowed, match="withheld"):
        issue_paper(desk, moved.alert.number, "预警单", "a4")
    with pytest.raises(NotAllowed, match="withheld"):
        open_attachment(desk, moved.contents, moved.put.id)


def test_the_receipt_of_its_warning_is_kept_with_the_case_it_belongs_to_now(moved):
    entry = AlertReceiptEntry(number=moved.alert.number, addressee="相关单位")
    note_alert_receipt(moved.office.desk("leader", ON), entry)
    [receipt] = moved.office.all(AlertReceipt)
    assert receipt.document_id == moved.alert.id


@pytest.mark.parametrize("login", STRANGERS)
def test_the_number_of_a_matter_that_went_whole_opens_nothing(office, tmp_path, login):
    moved = Moved(office, tmp_path, alone=True)
    desk = office.desk(login, ON)
    for door in (
        show_record,
        case_readings,
        lambda desk, number: send_reminder(desk, number, ReminderWanted(tier=5)),
    ):
        with pytest.raises(NotAllowed):
            door(desk, moved.visit.matter)
    opened = open_case(desk, moved.visit.matter)
    assert opened is not None
    assert not opened.readable
    words = json.dumps(str(opened.case), ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in words]
