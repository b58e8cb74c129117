"""Events say what they changed: real tables, the matters they name, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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


def test_every_table_named_is_one_of_the_store() -> None:
    assert set(OF_MATTERS) <= TABLES
    assert TABLES >= OWN


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
