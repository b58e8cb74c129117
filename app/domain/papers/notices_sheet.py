"""三个告知单: opinion, date and contact in writing; only once all three are given."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import Block, code, document, heading, signatures, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import way_of_notice_date
from app.domain.papers.names import NOTICES
from app.domain.papers.say import full_date, needed, who
from app.domain.papers.wording import GUARDED, OPENING
from app.errors import FieldError, Refused

KIND = NOTICES


def notices_sheet(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 三个告知单. Refused(notices_incomplete) while one of the three is missing."""
    visit = needed(dossier.visit, "visit", "来访登记")
    people = dossier.people or needed(None, "people", "来访人")
    notice = dossier.notice
    opinion, due, contact = (notice.opinion, notice.due, notice.contact) if notice else (None, None, None)
    _complete(opinion, due, contact)
    if dossier.guarded:
        opinion, contact = head.say(GUARDED), head.contact or head.phone or contact
    return document(
        KIND,
        head,
        dossier,
        [
            text(head.say(OPENING, 日期=full_date(visit.arrived_at.date()), 事项=_about(dossier),
                          编号=visit.number)),
            heading("一、工作意见"),
            text(opinion or ""),
            heading("二、办理时限"),
            text(_until(dossier)),
            heading("三、联络方式"),
            text("，".join(part for part in (contact, head.hours) if part)),
            *_query(head, dossier),
            signatures("来访人签名", "告知人签名"),
        ],
        addressee=who(visit, people),
    )  # fmt: skip


def _complete(opinion: Any, due: Any, contact: Any) -> None:
    labelled = (("工作意见", opinion), ("办理时限", due), ("联络方式", contact))
    missing = [label for label, value in labelled if not value]
    if missing:
        raise Refused(FieldError("notices", "notices_incomplete", {"what": "、".join(missing)}))


def _about(dossier: Dossier) -> str:
    claim = dossier.matter.claim if dossier.matter else None
    return f"反映的“{claim}”事项" if claim and not dossier.guarded else "反映的事项"


def _until(dossier: Dossier) -> str:
    notice = dossier.notice
    if notice is None or notice.due is None:
        return ""
    reason = notice.due_reason or way_of_notice_date(dossier)
    return f"{full_date(notice.due)}前告知您办理情况。" + (f"依据：{reason.rstrip('。')}。" if reason else "")


def _query(head: Letterhead, dossier: Dossier) -> list[Block]:
    if dossier.code is None or dossier.visit is None:
        return []
    return [code(dossier.visit.query_code, dossier.code, "扫码查询进展" if head.host else "扫码核验真伪")]
