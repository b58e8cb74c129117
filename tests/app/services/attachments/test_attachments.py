"""Attachments of a case: put to its places, listed, opened, taken off; all or none, each reading noted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.attachments import DUTY, EVIDENCE, MATTER, MIB, STEP, VISIT
from app.domain.rows.attachments import Attachment, LocalContent, Thumbnail
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.case import VisitMove
from app.domain.rows.visits import Visit
from app.errors import NotAllowed, Refused, Unavailable
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.attachments.detach_attachment import detach_attachment
from app.services.attachments.list_attachments import list_attachments
from app.services.attachments.open_attachment import open_attachment
from app.services.case.show_record import show_record
from app.services.visits.amend_record import amend_record
from db.contents import SealedContents
from printing.pictures import Pictures
from tests.app.services.office import Office, at
from tests.files import bomb, pdf, photo

ON = "2026-11-23 10:30"


class Room:
    """Attachments at an office's desk."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.contents = SealedContents(folder / "files", b"k" * 32)

    def put(self, number: str, *files: tuple[str, bytes], login: str = "host", **over: object):
        wanted = AttachWanted(number=number, files=tuple(FileGiven(*file) for file in files), **over)
        return attach_files(self.office.desk(login, ON), self.contents, Pictures(), wanted)

    def list(self, number: str, login: str = "host"):
        return list_attachments(self.office.desk(login, ON), self.contents, number, pictures=True)

    def open(self, id: str, login: str = "host", **over: object):
        return open_attachment(self.office.desk(login, ON), self.contents, id, **over)

    def files(self) -> list[str]:
        return list(self.contents.names())


@pytest.fixture
def room(office: Office, tmp_path: Path) -> Room:
    return Room(office, tmp_path)


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(error.field, error.code) for error in caught.value.errors}


def test_put_listed_and_opened(room: Room) -> None:
    visit = room.office.register()
    put = room.put(visit.visit_number, ("合同（示例）.jpg", photo()), ("信.pdf", pdf(2)), note="原件已还")
    assert put.number == visit.matter
    assert [(line.row.kind, line.row.pages, line.place) for line in put.lines] == [
        ("image/jpeg", 1, MATTER),
        ("application/pdf", 2, MATTER),
    ]
    listed = room.list(visit.matter, "clerk")
    assert [line.row.name for line in listed.standing] == ["合同（示例）.jpg", "信.pdf"]
    assert all(line.here and not line.where for line in listed.lines)
    assert set(listed.small) == {line.row.id for line in listed.lines}
    opened = room.open(listed.lines[0].row.id)
    assert opened.content == photo()
    assert listed.as_json()["total"] == 2
    case = room.office.case(visit.matter)
    assert [row.name for row in case.attachments] == ["合同（示例）.jpg", "信.pdf"]


def test_the_content_is_judged_and_the_name_is_not_believed(room: Room) -> None:
    visit = room.office.register()
    put = room.put(visit.matter, ("真的是照片.exe", photo(form="PNG")))
    assert put.lines[0].row.kind == "image/png"
    with pytest.raises(Refused) as caught:
        room.put(visit.matter, ("好看.jpg", b"MZ" + bytes(99)), ("行.jpg", photo()), ("炸弹.png", bomb()))
    assert codes(caught) == {("files[0]", "attach_program"), ("files[2]", "attach_pixels")}
    assert len(room.files()) == 1
    assert len(room.office.all(Attachment)) == 1


def test_a_name_is_kept_in_the_store_alone_and_as_one_safe_line(room: Room, tmp_path: Path) -> None:
    visit = room.office.register()
    put = room.put(visit.matter, ("../..\\宅基\u202e地\n证.jpg", photo()))
    assert put.lines[0].row.name == "宅基地证.jpg"
    for file in tmp_path.rglob("*"):
        assert "宅基地" not in file.name
        assert not file.is_file() or "宅基地".encode() not in file.read_bytes()


def test_the_same_content_is_stored_once_and_not_listed_twice_at_a_place(room: Room) -> None:
    first, second = room.office.register(), room.office.register("2026-11-23 10:00")
    put = room.put(first.matter, ("一.jpg", photo()), ("二.jpg", photo()))
    assert len(put.lines) == 1
    again = room.put(first.matter, ("三.jpg", photo()))
    assert again.before == {put.lines[0].row.id}
    room.put(second.matter, ("四.jpg", photo()))
    assert len(room.files()) == 1
    assert len(room.office.all(Attachment)) == 2
    room.put(first.matter, ("五.jpg", photo()), place="证据扎实")
    assert len(room.files()) == 1
    assert len(room.office.all(LocalContent)) == 1


def test_every_place_of_a_case(room: Room) -> None:
    office = room.office
    visit = office.register()
    office.receive(visit.visit_number)
    case = office.case(visit.matter)
    wanted = {
        MATTER: "事项",
        VISIT: visit.visit_number,
        STEP: case.standing_steps[-1].id,
        DUTY: case.duties[0].id,
        EVIDENCE: "事实清楚",
    }
    for number, place in enumerate(wanted.values()):
        room.put(visit.matter, (f"{number}.jpg", photo(str(number))), place=place)
    lines = room.list(visit.matter).lines
    assert [line.row.place for line in lines] == list(wanted)
    assert lines[1].place == "首次来访"
    assert lines[3].place == f"交办 {case.duties[0].unit}"
    assert lines[4].place == "不放过：事实清楚"
    with pytest.raises(Refused) as caught:
        room.put(visit.matter, ("x.jpg", photo()), place="别处")
    assert codes(caught) == {("place", "attach_place_unknown")}
    other = office.register("2026-11-23 10:00")
    with pytest.raises(Refused):
        room.put(visit.matter, ("x.jpg", photo()), place=other.visit_number)


def test_the_limits_of_size_and_number(room: Room) -> None:
    visit = room.office.register()
    with pytest.raises(Refused) as caught:
        room.put(visit.matter, ("大.jpg", photo() + bytes(20 * MIB)))
    assert codes(caught) == {("files[0]", "attach_too_large")}
    with pytest.raises(Refused) as caught:
        room.put(visit.matter)
    assert codes(caught) == {("FILE", "attach_none")}
    with pytest.raises(Refused) as caught:
        room.put(visit.matter, *((f"{n}.jpg", photo()) for n in range(51)))
    assert codes(caught) == {("FILE", "attach_too_many")}
    pages = [(f"{n}.jpg", photo(str(n), (80, 60))) for n in range(201)]
    small = {name: content + name.encode() for name, content in pages}  # trailing bytes make each another
    for start in range(0, 200, 50):
        room.put(visit.matter, *list(small.items())[start : start + 50])
    with pytest.raises(Refused) as caught:
        room.put(visit.matter, ("200.jpg", small["200.jpg"]))
    assert codes(caught) == {("FILE", "attach_case_full")}
    assert len(room.files()) == 200


def test_taken_off_with_a_reason_and_only_once(room: Room) -> None:
    visit = room.office.register()
    row = room.put(visit.matter, ("错.jpg", photo())).lines[0].row
    desk = room.office.desk("clerk", "2026-11-23 11:00")
    with pytest.raises(Refused) as caught:
        detach_attachment(desk, row.id, " ")
    assert codes(caught) == {("reason", "reason_missing")}
    with pytest.raises(Refused) as caught:
        detach_attachment(desk, row.id, "放错了", at("2026-11-23 10:00"))
    assert codes(caught) == {("at", "step_before")}
    assert detach_attachment(desk, row.id, "放错了事项").as_json()["withdrawn"]["reason"] == "放错了事项"
    with pytest.raises(Refused) as caught:
        detach_attachment(desk, row.id, "再来")
    assert codes(caught) == {("ID", "detached_already")}
    listed = room.list(visit.matter)
    assert (listed.standing, listed.lines[0].taken_off.by) == ((), "clerk")
    assert room.open(row.id).content == photo()
    again = room.put(visit.matter, ("对.jpg", photo()))
    assert again.before == frozenset()


def test_one_that_was_taken_off_is_for_few_eyes(room: Room) -> None:
    """It was put to the wrong matter: who reads that matter has no business with it."""
    visit = room.office.register()
    row = room.put(visit.matter, ("别人的密告.jpg", photo()), note="密告").lines[0].row
    assert room.open(row.id, "watch").content == photo()
    detach_attachment(room.office.desk("clerk", "2026-11-23 11:00"), row.id, "放错了事项")
    for login in ("host", "clerk", "leader"):
        assert room.open(row.id, login).content == photo()
        assert room.list(visit.matter, login).lines[0].row.name == "别人的密告.jpg"
    with pytest.raises(NotAllowed, match="detached_withheld"):
        room.open(row.id, "watch")
    assert not room.office.all(AuditEntry)[-1].success
    listed = room.list(visit.matter, "watch")
    assert (listed.lines[0].row.name, listed.lines[0].row.note, listed.small) == ("已撤下的附件", None, {})
    assert "密告" not in str(show_record(room.office.desk("watch", ON), visit.matter))


def test_every_opening_is_an_entry_of_the_audit_without_a_word_of_the_name(room: Room) -> None:
    visit = room.office.register()
    row = room.put(visit.matter, ("宅基地证.jpg", photo())).lines[0].row
    room.open(row.id, "leader")
    room.open(row.id, "clerk", saved=True)
    entries = [(one.who, one.act, one.record) for one in room.office.all(AuditEntry)]
    assert entries[-3:] == [
        ("host", "添加附件", visit.matter),
        ("leader", "查看附件", visit.matter),
        ("clerk", "导出附件", visit.matter),
    ]
    assert "宅基地" not in str(room.office.all(AuditEntry))


@pytest.mark.parametrize("birth", ["born", "corrected"])
@pytest.mark.parametrize("login", ["host", "watch"])
def test_a_guarded_case_is_not_for_these_eyes(room: Room, birth: str, login: str) -> None:
    office = room.office
    guarded = birth == "born"
    visit = office.register(purpose="揭发控告" if guarded else "求决", units=["市教育局"])
    row = room.put(visit.matter, ("密告.jpg", photo()), login="clerk").lines[0].row
    if not guarded:
        amend_record(office.desk("second", ON), visit.matter, {"purpose": "揭发控告"})
    for number in (visit.matter, visit.visit_number, visit.query_code):
        with pytest.raises(NotAllowed, match="withheld"):
            room.list(number, login)
        with pytest.raises(NotAllowed, match="withheld"):
            room.put(number, ("x.jpg", photo("x")), login=login)
    with pytest.raises(NotAllowed, match="withheld"):
        room.open(row.id, login)
    assert (office.all(AuditEntry)[-1].act, office.all(AuditEntry)[-1].success) == ("查看附件", False)
    with pytest.raises(NotAllowed, match="withheld"):
        detach_attachment(office.desk(login, ON), row.id, "示例")
    assert room.open(row.id, "leader").content == photo()
    assert len(room.files()) == 1


def test_roles_and_interest(room: Room) -> None:
    visit = room.office.register()
    first = room.office.one(Visit, number=visit.visit_number)
    room.office.add(replace(first, id=new_id(), number="LF340700-A-261123-099-K", interest=("host",)))
    with pytest.raises(NotAllowed, match="has_interest"):
        room.put(visit.matter, ("x.jpg", photo()))
    with pytest.raises(NotAllowed, match="role_missing"):
        list_attachments(room.office.desk("admin"), room.contents, visit.matter)
    with pytest.raises(NotAllowed, match="role_missing"):
        open_attachment(room.office.desk("admin"), room.contents, "x")


def test_not_before_the_registration(room: Room) -> None:
    visit = room.office.register()
    with pytest.raises(Refused) as caught:
        room.put(visit.matter, ("x.jpg", photo()), at=at("2026-11-22 09:00"))
    assert codes(caught) == {("at", "step_before_visit")}


def test_a_store_that_takes_nothing_leaves_no_content(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = room.office.register()

    def full(*_args: object) -> None:
        raise Unavailable("disk_full")

    monkeypatch.setattr("db.writes.StoreWrites.add", full)
    with pytest.raises(Unavailable, match="disk_full"):
        room.put(visit.matter, ("x.jpg", photo()), ("y.jpg", photo("y")))
    monkeypatch.undo()
    assert room.files() == []
    assert room.office.all(Attachment) == []
    assert room.office.all(Thumbnail) == []


def test_a_content_that_is_gone_or_changed_is_said(room: Room) -> None:
    visit = room.office.register()
    row = room.put(visit.matter, ("x.jpg", photo())).lines[0].row
    path = room.contents.path(row.content)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Unavailable, match="content_damaged"):
        room.open(row.id)
    path.unlink()
    with pytest.raises(Unavailable, match="content_lost"):
        room.open(row.id)
    assert room.list(visit.matter).lines[0].where == "内容原来在这台，现在找不到了"
    assert room.put(visit.matter, ("x.jpg", photo())).before == {row.id}
    assert room.open(row.id).content == photo()


def test_an_attachment_of_a_visit_goes_with_it(room: Room) -> None:
    """Joined or split, the attachments of a visit follow it, those taken off too."""
    office = room.office
    first, second = office.register(), office.register("2026-11-23 10:00")
    row = room.put(first.matter, ("一.jpg", photo()), place=first.visit_number).lines[0].row
    gone = room.put(first.matter, ("二.jpg", photo("2")), place=first.visit_number).lines[0].row
    detach_attachment(office.desk("host", "2026-11-23 11:00"), gone.id, "放错了")
    visit = office.case(first.matter).visits[0]
    target = office.case(second.matter).matter
    office.add(
        VisitMove(
            id=new_id(), visit_id=visit.id, from_matter=visit.matter_id, matter_id=target.id, act="并案",
            at=at("2026-11-23 12:00"), by="host",
        )
    )  # fmt: skip
    assert [line.row.id for line in room.list(second.matter).standing] == [row.id]
    assert room.open(row.id).row.id == row.id
