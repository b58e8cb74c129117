"""Each kind of paper has the builder that makes its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.papers.acceptance_letter import acceptance_letter
from app.domain.papers.alert_sheet import alert_sheet
from app.domain.papers.case_report import case_report
from app.domain.papers.charge_table import charge_table
from app.domain.papers.daily_report import daily_report
from app.domain.papers.delivery_receipt import delivery_receipt
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.duty_sheet import duty_sheet
from app.domain.papers.extension_letter import extension_letter
from app.domain.papers.forwarding_notice import assigning_notice, forwarding_notice
from app.domain.papers.information_report import information_report
from app.domain.papers.mediation_papers import hearing_notice, mediation_agreement, settlement_agreement
from app.domain.papers.no_more_letter import no_more_letter
from app.domain.papers.notices_sheet import notices_sheet
from app.domain.papers.opinion_letter import direct_reply, opinion_letter
from app.domain.papers.reception_record import reception_record
from app.domain.papers.refusal_letter import refusal_letter
from app.domain.papers.registration_form import registration_form
from app.domain.papers.reminder_letter import reminder, supervision_letter
from app.domain.papers.return_letter import return_letter
from app.domain.papers.review_letters import recheck_opinion, review_opinion
from app.domain.papers.route_slip import route_slip
from app.domain.papers.sizes import ALIASES, PAPER_SIZES, RECORDS
from app.domain.papers.slip import slip
from app.errors import FieldError, Refused

__all__ = ["ALIASES", "BUILDERS", "PAPER_SIZES", "build"]

Builder = Callable[[Letterhead, Dossier], dict[str, Any]]

BUILDERS: dict[str, Builder] = {
    "来访回执": slip,
    "三个告知单": notices_sheet,
    **dict.fromkeys(RECORDS.values(), reception_record),
    "交办单": duty_sheet,
    "来访登记表": registration_form,
    "受理告知书": acceptance_letter,
    "转送告知单": forwarding_notice,
    "交办告知单": assigning_notice,
    "不予受理告知书": refusal_letter,
    "不再受理告知书": no_more_letter,
    "直接回复": direct_reply,
    "引导单": route_slip,
    "延期办理告知书": extension_letter,
    "信访处理意见书": opinion_letter,
    "复查意见书": review_opinion,
    "复核意见书": recheck_opinion,
    "听证通知": hearing_notice,
    "调解协议书": mediation_agreement,
    "和解协议书": settlement_agreement,
    "异议退回函": return_letter,
    "催办单": reminder,
    "督办函": supervision_letter,
    "送达回证": delivery_receipt,
    "预警单": alert_sheet,
    "信访信息专报": information_report,
    "移交案例报告": case_report,
    "包案表": charge_table,
    "日报": daily_report,
}


def build(kind: str, head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The frozen content of a paper. Refused: paper_kind_unknown, paper_needs, notices_incomplete."""
    builder = BUILDERS.get(ALIASES.get(kind, kind))
    if builder is None:
        raise Refused(FieldError("kind", "paper_kind_unknown", {"kind": kind}))
    return builder(head, dossier)
