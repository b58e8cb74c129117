"""A batch is taken back whole while nothing was done with it, and can be brought in again."""

from __future__ import annotations

import pytest

from app.domain.rows.ledger import LedgerBatch
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Visit, Void
from app.errors import NotAllowed, Refused
from app.services.ledger.undo_import import undo_import
from app.services.visits.amend_record import amend_record
from tests.app.services.ledger.test_shapes import bring, line, text

DAY = "2026-11-27 09:30"


def code_of(office, batch, login="host"):
    with pytest.raises(Refused) as caught:
        undo_import(office.desk(login, DAY), batch)
    return caught.value.errors[0].code


def test_a_batch_is_taken_back_and_comes_in_again(office, tmp_path):
    told = bring(office, text(tmp_path, line("1") + line("2")))
    assert told["batch"] == "B1"
    assert undo_import(office.desk("host", DAY), "b1") == {
        "batch": "B1",
        "file": "old.csv",
        "undone": 2,
        "kept": [],
    }
    assert {void.visit_id for void in office.all(Void)} == {visit.id for visit in office.all(Visit)}
    assert {matter.status for matter in office.all(Matter)} == {"已撤回"}
    assert code_of(office, "B1") == "batch_undone"
    again = bring(office, text(tmp_path, line("1") + line("2", claim="改正了")))
    assert (again["imported"], again["batch"]) == (2, "B2")
    assert bring(office, text(tmp_path, line("1")))["already"] == 1
    assert undo_import(office.desk("host", DAY), "B2")["undone"] == 2
    assert bring(office, text(tmp_path, line("1")))["imported"] == 1


@pytest.mark.parametrize("act", ["step", "amend", "receive"])
def test_a_batch_with_a_visit_that_was_taken_up_stays(office, tmp_path, act):
    told = bring(office, text(tmp_path, line("1") + line("2")))
    number = told["rows"][1]["visit_number"]
    if act == "step":
        office.step(number, "转送", DAY, unit="市住建局")
    elif act == "receive":
        office.receive(number, on=DAY)
    else:
        amend_record(office.desk("host", DAY), number, {"person": 0, "phone": "13900001111"})
    with pytest.raises(Refused) as caught:
        undo_import(office.desk("host", DAY), "B1")
    (error,) = caught.value.errors
    assert (error.code, error.facts["count"], error.facts["numbers"]) == ("batch_touched", 1, number)
    assert office.all(Void) == []


def test_unknown_batches_and_other_roles(office, tmp_path):
    assert code_of(office, "B7") == "batch_unknown"
    assert bring(office, text(tmp_path, line("1", day="2021111")))["batch"] is None
    assert office.all(LedgerBatch) == []
    with pytest.raises(NotAllowed):
        undo_import(office.desk("clerk", DAY), "B1")
