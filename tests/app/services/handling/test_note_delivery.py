"""送达: a paper that the visitor would not take has a witness, or the answer says that it lacks one."""

from __future__ import annotations

import pytest

from app.domain.rows.case import Delivery
from app.domain.rows.papers import Document
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper
from tests.app.services.office import at

WHEN = "2026-01-20 10:00"


@pytest.mark.parametrize(
    ("sign", "witness", "warned"),
    [
        ("签收", None, []),
        ("拒收", "邻居（示例）", []),
        ("拒收", None, ["rejection_without_witness"]),
        ("拒收", " ", ["rejection_without_witness"]),
    ],
)
def test_a_paper_that_was_not_taken_wants_a_witness(office, sign, witness, warned):
    visit = office.register("2026-01-12 09:00")
    office.step(visit.visit_number, "受理告知", "2026-01-13 10:00", unit="市住建局")
    office.close(visit.visit_number, "2026-01-19 10:00", unit="市住建局")
    letter = office.one(Document, kind="信访处理意见书")
    entry = DeliveryEntry(
        number=visit.matter, document=letter.number, at=at(WHEN), sign=sign, witness=witness
    )
    done = deliver_paper(office.desk("host", WHEN), entry)
    assert [(error.field, error.code) for error in done.warnings] == [("witness", code) for code in warned]
    assert office.one(Delivery).witness == ((witness or "").strip() or None)
    (right,) = [row for row in done.case.rights if row.what == "申请复查"]
    assert right.until.isoformat() == "2026-02-19", "it was offered to him: the 30 days run"
