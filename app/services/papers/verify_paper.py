"""Is this slip genuine? Asked of the QR text alone; with a store at hand also whether it was replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.papers.statement import Verdict, read, tidy_statement
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit, Void
from app.ports.signing import KeyRing
from app.services.papers.issue_paper import SLIP

NO_CODE, NOT_A_SLIP = "no_code", "not_a_slip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found; ``replaced`` and ``voided`` are None where no store was asked."""

    verdict: Verdict
    replaced: bool | None = None
    voided: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """CLI.md's ``verify``; the sentence for ``reason`` is added by who shows it."""
        verdict = self.verdict
        return {
            "genuine": verdict.genuine,
            "number": verdict.number,
            "date": verdict.date,
            "headcount": verdict.headcount,
            "due": verdict.due,
            "notices": verdict.notices,
            "query_code": verdict.query_code,
            "key_id": verdict.key_id,
            "before_key": verdict.before_key,
            "replaced": self.replaced,
            "voided": self.voided,
            "reason": verdict.reason,
        }


def verify_paper(texts: Iterable[str], key_ring: KeyRing, desk: Desk | None = None) -> Verified:
    """Judge the QR texts read from one paper (it carries a second, short code beside the statement).

    Not genuine for one of the reasons no_code, not_a_slip, slip_altered.
    """
    verdicts = [(text, read(text, key_ring)) for text in texts]
    for text, verdict in verdicts:
        if verdict.genuine:
            return _asked_of_store(tidy_statement(text), verdict, desk)
    altered = [verdict for _, verdict in verdicts if verdict.reason != NOT_A_SLIP]
    if altered:
        return Verified(verdict=altered[0])
    return Verified(verdict=Verdict(genuine=False, reason=NOT_A_SLIP if verdicts else NO_CODE))


def _asked_of_store(text: str, verdict: Verdict, desk: Desk | None) -> Verified:
    if desk is None:
        return Verified(verdict=verdict)
    with desk.records.reading() as reads:
        visits = reads.find(Visit, number=verdict.number)
        if not visits:
            return Verified(verdict=verdict)
        slips = reads.find(Document, visit_id=visits[0].id, kind=SLIP)
        voided = reads.count(Void, visit_id=visits[0].id) > 0
    known = any(slip.code == text for slip in slips)
    return Verified(verdict=verdict, replaced=slips[-1].code != text if known else None, voided=voided)
