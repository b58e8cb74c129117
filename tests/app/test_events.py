"""Events say what they changed: real tables, the matters they name, and nothing else."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.domain.rows.base import Keep, Row
from app.domain.rows.case import CaseObligation, CaseState, CountedVisit
from app.domain.rows.hall import HallAct
from app.domain.rows.ledger import LedgerBatchVisit
from app.domain.rows.papers import Printing
from app.events import (
    OF_MATTERS,
    OWN,
    DraftKept,
    Event,
    MatterAdvanced,
    PrintJobChanged,
    ReceptionEnded,
    RowsPulled,
    SettingsChanged,
    VisitRegistered,
)

SCHEMA = (Path(__file__).parents[1] / "db" / "schema.sql").read_text(encoding="utf-8")
TABLES = set(re.findall(r"CREATE TABLE \"?(\w+)", SCHEMA))
BELONGS = {"matter_id", "visit_id", "reception_id"}
COMPUTED = (CaseState, CaseObligation, CountedVisit)
"""Written anew where a fact arrives; they travel to nobody."""
APART = (HallAct, LedgerBatchVisit, Printing)
"""Rows of the hall, of an import and of print runs: the pages that show these name them."""


def test_every_table_named_is_one_of_the_store() -> None:
    assert set(OF_MATTERS) <= TABLES
    assert TABLES >= OWN


def test_every_fact_of_a_case_is_among_them() -> None:
    """A withdrawal, a receipt or a join of another desk alone changes what a page shows of the case."""
    facts = {
        row.TABLE
        for row in Row.__subclasses__()
        if row.KEEP is not Keep.LOCAL
        and row.TABLE not in {other.TABLE for other in (*COMPUTED, *APART)}
        and BELONGS & {field.name for field in fields(row)}
    }
    assert {"withdrawals", "receipts", "visit_moves", "deliveries"} <= facts
    assert facts <= set(OF_MATTERS)


def test_a_registered_visit_names_its_matter_and_its_visit() -> None:
    changes = VisitRegistered("v1", "m1").changes
    assert changes.may_concern("m1")
    assert not changes.may_concern("m2")
    assert changes.visits == {"v1"}
    assert changes.touch("visits")
    assert not changes.touch("settings")


def test_a_reception_concerns_each_of_its_matters() -> None:
    changes = ReceptionEnded("r1", ("m1", "m2")).changes
    assert changes.may_concern("m1")
    assert changes.may_concern("m2")
    assert not changes.may_concern("m3")


def test_rows_of_another_desk_may_concern_any_matter() -> None:
    assert RowsPulled(("steps",)).changes.may_concern("m9")
    assert not RowsPulled(("units",)).changes.may_concern("m9")


@pytest.mark.parametrize("event", [DraftKept("d"), PrintJobChanged("j", "sent")])
def test_what_is_this_desks_alone_waits_for_no_hub(event: Event) -> None:
    assert event.changes.tables <= OWN
    assert not MatterAdvanced("m").changes.tables <= OWN


def test_a_setting_is_named_by_its_key() -> None:
    assert SettingsChanged(("配色",)).changes.rows == {"配色"}
