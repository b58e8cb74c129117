"""A store with every kind of fact that ``show`` tells; the same each time but for ids."""

from __future__ import annotations

from pathlib import Path

from app.domain.entries.incident_entry import parse_incident
from app.domain.entries.reply_entry import parse_rating, parse_reply
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter, Step
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.attachments.detach_attachment import detach_attachment
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper, unit_received
from app.services.handling.rate_matter import rate_matter
from app.services.handling.reply_duty import reply_duty
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.incidents.note_alert_receipt import AlertReceiptEntry, note_alert_receipt
from app.services.incidents.note_incident import note_incident
from app.services.ledger.import_visits import import_visits
from app.services.lists.keep_list import keep_list
from app.services.papers.issue_paper import issue_paper
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from app.services.visits.register_visit import register_visit
from app.services.visits.void_visit import void_visit
from db.contents import SealedContents
from printing.pictures import Pictures
from tests.app.services.office import Office, at, visit_json
from tests.files import photo

ON = "2026-11-23 16:00"
LEDGER = (
    "登记编号,来访日期,姓名,证件号码,联系电话,住址,人数,信访目的,诉求,反映情况\n"
    "1,2025-03-05,张三等5人,340722190103200019,13800001234 13900005678,示例镇1号,,求决,旧事,未办证\n"
)


def build(office: Office, folder: Path) -> None:
    """A group's handled matter, closed, refused, guarded and contradicted ones, moved and imported visits."""
    _handled(office, folder)
    _closed(office)
    _accepted_and_asked(office)
    _taken_back(office)
    _moved(office)
    _guarded(office)
    _imported(office, folder)
    _contradicted(office)


def numbers(office: Office) -> list[str]:
    """Of every matter, visit and reception."""
    kinds = (Matter, Visit, Reception)
    return [row.number for kind in kinds for row in sorted(office.all(kind), key=lambda row: row.number)]


def _handled(office: Office, folder: Path) -> None:
    """A group's matter: reception, duties, replies, papers, corrections, an incident, attachments, lists."""
    first = office.register(
        people=[
            visit_json("2026-11-23 09:31")["people"][0],
            {
                "name": "李某示例", "id_type": "无", "id_number": None, "no_id_reason": "没有带",
                "phone": None, "address": "安徽省铜陵市义安区示例路22号后院", "birth": None,
            },
        ],
        absent={"people[1].phone": "不愿提供"},
        headcount=6,
        concerned=30,
        proxy={"name": "代办乙", "relation": "子女", "letter": "书面"},
        guardian={"name": "监护甲", "relation": "父母", "phone": "13700001234"},
        interpreter="译丙 13600001234",
        urgent=True,
        skipped_levels=True,
        interest=["watch"],
        units=["市住建局", "市公安局"],
    )  # fmt: skip
    other = office.register("2026-11-23 09:35", claim="另一家的事", units=[])
    office.receive(
        first.visit_number,
        other.visit_number,
        lines=[
            {"at": "09:43", "text": "#1 代表：要求11月底前答复办证时间"},
            {"at": "09:51", "text": "#1 @市住建局 核查218户产权登记 10日 回@李局"},
            {"at": "09:55", "text": "#2 @义安区 逐户登记联系方式 5工作日"},
            {"at": "10:02", "text": "!现场答复：水电不停"},
        ],
    )
    number, on = first.visit_number, ON
    reply = {"matter": first.matter, "unit": "市住建局", "at": at("2026-11-23 15:00").isoformat()}
    reply_duty(office.desk("host", on), parse_reply(reply | {"text": "核查到一半", "done": False}))
    reply_duty(office.desk("host", on), parse_reply(reply | {"text": "已核查", "done": True}))
    unit_received(office.desk("host", on), first.matter, "市住建局", at("2026-11-23 15:30"))
    issue_paper(office.desk("clerk", on), number, "来访回执", "a5")
    issue_paper(office.desk("clerk", on), number, "来访回执", "80mm", reason="来访人遗失")
    amend_record(office.desk("clerk", on), number, {"person": 0, "phone": "13911112222"})
    amend_record(office.desk("host", on), first.matter, {"place": "340722", "claim": "丽景园办证（更正）"})
    issue_paper(office.desk("host", on), number, "来访回执", "a5")
    wanted = AttachWanted(
        number=number, files=(FileGiven("对.jpg", photo()), FileGiven("别人的密告.jpg", photo("另一张")))
    )
    contents = SealedContents(folder / "files", b"k" * 32)
    lines = attach_files(office.desk("host", on), contents, Pictures(), wanted).lines
    detach_attachment(office.desk("host", "2026-11-23 16:05"), lines[1].row.id, "放错了事项")
    grave = {
        "kind": ["扬言"], "what": "扬言到楼顶（示例）", "who": "丁某（示例）", "measures": "劝导，通知保安",
        "at": at("2026-11-23 10:20").isoformat(), "police": "10:20 报警", "grave": True,
        "visit": number,
    }  # fmt: skip
    alert = note_incident(office.desk("clerk", on), parse_incident(grave)).as_json()["alert"]
    receipt = AlertReceiptEntry(
        number=alert["number"], addressee="市委、市政府", person="张值班（示例）", feedback="已报领导"
    )
    note_alert_receipt(office.desk("clerk", "2026-11-23 16:10"), receipt)
    watch = office.desk("second", "2026-11-24 09:00")
    keep_list(watch, "积案", "add", first.matter, {"reason": "长期未解决", "source": "国家局交办"})
    keep_list(watch, "积案", "note", first.matter, {"text": "已约谈"})
    keep_list(watch, "积案", "end", first.matter, {"result": "已化解", "text": "办好了"})
    keep_list(watch, "专项", "add", other.matter, {"reason": "集中", "topic": "办证难", "households": 218})
    send_reminder(office.desk("second", "2026-11-25 09:00"), other.matter, ReminderWanted(tier=5))


def _closed(office: Office) -> None:
    """Accepted, extended with a head's paper, closed, delivered, rated, then asked for 复查."""
    visit = office.register("2026-11-23 11:00", claim="要求退费（示例）")
    number = visit.matter
    office.step(number, "转送", "2026-11-24 09:00", unit="市住建局", remark="请依法办理")
    office.step(number, "受理告知", "2026-11-25 09:00", unit="市住建局")
    office.close(visit.visit_number, "2026-12-01 10:00")
    issued = issue_paper(office.desk("host", "2026-12-01 11:00"), visit.visit_number, "信访处理意见书", "a4")
    entry = DeliveryEntry(
        number=number, document=issued.document.number, at=at("2026-12-02 09:00"), how="当面", sign="签收"
    )
    deliver_paper(office.desk("host", "2026-12-02 10:00"), entry)
    rating = {"matter": number, "whom": "责任单位", "value": "满意", "remark": "办得快"}
    rate_matter(office.desk("host", "2026-12-03 10:00"), parse_rating(rating))
    office.step(number, "复查", "2026-12-05 10:00", body="义安区政府")


def _accepted_and_asked(office: Office) -> None:
    """A refusal that waits for a leader; and one step that was withdrawn."""
    visit = office.register("2026-11-23 11:20", claim="要求换证（示例）", procedure="简易")
    asked = {"ground": "legal_way", "way": 1, "body": "义安区人民法院"}
    office.step(visit.matter, "转送", "2026-11-24 09:10", unit="市公安局")
    step = office.case(visit.matter).steps[-1]
    wanted = WithdrawalWanted(
        number=visit.matter, step=step.id, reason="送错了单位", visitor_told="已电话告知"
    )
    withdraw_step(office.desk("host", "2026-11-24 09:40"), wanted)
    office.step(visit.matter, "不予受理", "2026-11-24 10:00", **asked)


def _taken_back(office: Office) -> None:
    visit = office.register("2026-11-23 11:40", claim="登记错了（示例）")
    void_visit(office.desk("clerk", "2026-11-23 11:45"), visit.visit_number, "登记重了")


def _moved(office: Office) -> None:
    """A visit that was joined to another matter, and one that was joined and split again."""
    target = office.register("2026-11-23 13:00", claim="同一件事（示例）")
    for hour, back in ((14, False), (15, True)):
        again = office.register(f"2026-11-23 {hour}:00", claim="又来（示例）")
        desk = office.desk("host", f"2026-11-23 {hour}:30")
        join_visit(desk, MoveWanted(visit=again.visit_number, matter=target.matter, reason="同一件事"))
        if back:
            split_visit(desk, MoveWanted(visit=again.visit_number, matter="", reason="并错了"))


def _guarded(office: Office) -> None:
    """An accusation, and its visitor who comes again at another clerk's window."""
    visit = office.register(
        "2026-11-23 13:20", purpose="揭发控告", claim="密告（示例）", units=["市教育局"], accused=["市教育局"]
    )
    again = visit_json("2026-11-23 15:20", matter=visit.matter, units=[])
    again |= dict.fromkeys(("claim", "facts", "purpose", "category", "place"))
    register_visit(office.desk("host", "2026-11-23 15:20"), parse_visit(again))


def _imported(office: Office, folder: Path) -> None:
    file = folder / "old.csv"
    file.write_bytes(LEDGER.encode("utf-8-sig"))
    import_visits(office.desk("host", "2026-11-27 09:00"), file)


def _contradicted(office: Office) -> None:
    """Accepted here while another desk refused it; the refusal comes in by sync."""
    number = office.register("2026-11-23 15:40", claim="要求复工（示例）").matter
    office.step(number, "受理告知", "2026-11-24 11:00", unit="市人社局")
    refusal = Step(
        id=new_id(),
        matter_id=office.one(Matter, number=number).id,
        mode="不予受理",
        at=at("2026-11-24 11:05"),
        by="second",
        approver="leader",
        detail={"ground": "legal_way", "way": 2, "body": "市劳动人事争议仲裁委员会（示例）"},
    )
    office.add(refusal)
