"""条例第30条第3款: a paper for a unit is not printed again once the case accuses it or one above it."""

from __future__ import annotations

import pytest

from app.domain.rows.papers import Document
from app.errors import Refused
from app.services.papers.issue_paper import issue_paper
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit

ON = "2026-11-23 16:00"


def papers_of(office, kind: str) -> dict[str, str]:
    """Unit to the number of its paper."""
    return {row.unit: row.number for row in office.all(Document, kind=kind)}


@pytest.mark.parametrize("accused", ["市住建局", "住建局", "zjj"])
def test_the_accused_unit_gets_no_paper_again_and_the_others_do(office, accused):
    visit = office.register(units=[])
    office.receive(visit.visit_number, login="second")
    leader = office.desk("second", ON)
    sheets = papers_of(office, "交办单")
    assert set(sheets) == {"市住建局", "义安区"}
    assert issue_paper(leader, sheets["市住建局"], "交办单", "a4")
    changes = {"purpose": "揭发控告", "accused": [accused]}
    amend_record(leader, visit.visit_number, changes)
    with pytest.raises(Refused) as caught:
        issue_paper(leader, sheets["市住建局"], "交办单", "a4")
    assert [(error.field, error.code) for error in caught.value.errors] == [("number", "paper_to_accused")]
    assert issue_paper(leader, sheets["义安区"], "交办单", "a4")


@pytest.mark.parametrize("accused", ["市住建局", "住建局", "zjj"])
def test_a_reception_and_a_reminder_keep_from_the_accused_by_any_name(office, accused):
    visit = office.register(purpose="揭发控告", units=[], accused=[accused])
    with pytest.raises(Refused) as caught:
        office.receive(visit.visit_number, login="second")
    found = {(error.field, error.code) for error in caught.value.errors}
    assert found == {("units[0].unit", "route_to_accused"), ("lines[1].text", "route_to_accused")}
    for name in ("市住建局", "住建局", "zjj"):
        with pytest.raises(Refused) as caught:
            office.step(visit.matter, "转送", ON, login="second", unit=name)
        assert [error.code for error in caught.value.errors] == ["route_to_accused"]


@pytest.mark.parametrize("kind", ["交办单", "督办函"])
def test_the_accused_unit_gets_none_either_after_the_visit_was_split_from_its_case(office, kind):
    """The sheet goes with its duty into the new case; its matter, left behind, accuses nobody."""
    visit, other = (
        office.register(units=[], claim=claim) for claim in ("丽景园办证（示例）", "另一件（示例）")
    )
    office.receive(visit.visit_number, login="second")
    leader = office.desk("second", "2026-11-30 16:00")
    if kind != "交办单":
        asked = ReminderWanted(tier=5, unit="市住建局")
        send_reminder(office.desk("second", "2026-11-30 09:00"), visit.matter, asked)
    number = papers_of(office, kind)["市住建局"]
    join_visit(leader, MoveWanted(visit=other.visit_number, matter=visit.matter))
    split_visit(leader, MoveWanted(visit=visit.visit_number))
    assert issue_paper(leader, number, kind, "a4")
    amend_record(leader, visit.visit_number, {"purpose": "揭发控告", "accused": ["市住建局"]})
    with pytest.raises(Refused) as caught:
        issue_paper(leader, number, kind, "a4")
    assert [error.code for error in caught.value.errors] == ["paper_to_accused"]
