"""Each kind of paper has the builder that makes its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.papers import names
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
    names.SLIP: slip,
    names.NOTICES: notices_sheet,
    **dict.fromkeys(RECORDS.values(), reception_record),
    names.DUTY_SHEET: duty_sheet,
    names.REGISTRATION: registration_form,
    names.ACCEPTANCE: acceptance_letter,
    names.FORWARDING_NOTICE: forwarding_notice,
    names.ASSIGNING_NOTICE: assigning_notice,
    names.REFUSAL: refusal_letter,
    names.NO_MORE: no_more_letter,
    names.DIRECT_REPLY: direct_reply,
    names.ROUTE_SLIP: route_slip,
    names.EXTENSION: extension_letter,
    names.OPINION: opinion_letter,
    names.REVIEW_OPINION: review_opinion,
    names.RECHECK_OPINION: recheck_opinion,
    names.HEARING: hearing_notice,
    names.MEDIATION: mediation_agreement,
    names.SETTLEMENT: settlement_agreement,
    names.RETURN_LETTER: return_letter,
    names.REMINDER: reminder,
    names.SUPERVISION: supervision_letter,
    names.RECEIPT: delivery_receipt,
    names.ALERT: alert_sheet,
    names.GRAVE_REPORT: information_report,
    names.CASE_REPORT: case_report,
    names.CHARGE_TABLE: charge_table,
    names.DAILY: daily_report,
}


def build(kind: str, head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The frozen content of a paper. Refused: paper_kind_unknown, paper_needs, notices_incomplete."""
    builder = BUILDERS.get(ALIASES.get(kind, kind))
    if builder is None:
        raise Refused(FieldError("kind", "paper_kind_unknown", {"kind": kind}))
    return builder(head, dossier)
