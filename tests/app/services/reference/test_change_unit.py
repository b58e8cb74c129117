"""One unit at a time: its ranks and telephones, out of use and back, and what is refused where."""

from __future__ import annotations

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Unit
from app.errors import NotAllowed, Refused
from app.events import TablesChanged
from app.services.reference.change_unit import add_unit, cells_of, change_unit, switch_unit

NEW = {"name": "市水利局", "short": "", "kind": "部门", "经办": "周科（示例） 0562-2800009"}


def refused(act, office, cells):
    with pytest.raises(Refused) as caught:
        act(office.desk("admin"), cells)
    return [(wrong.field, wrong.code) for wrong in caught.value.errors]


def test_a_unit_is_added_and_everybody_hears_of_it(office):
    add_unit(office.desk("admin"), NEW)
    unit = office.one(Unit, name="市水利局")
    assert (unit.short, unit.contacts["经办"]["phone"]) == ("市水利局", "0562-2800009")
    assert TablesChanged(("units",)) in office.events
    entry = office.one(AuditEntry, act="更改单位")
    assert (entry.record, entry.purpose) == ("市水利局", "新增")


def test_one_rank_is_changed_and_the_others_stay(office):
    add_unit(office.desk("admin"), NEW | {"主要负责人": "钱局（示例）"})
    change_unit(office.desk("admin"), {"name": "市水利局", "经办": "吴科（示例）　0562-2800001"})
    unit = office.one(Unit, name="市水利局")
    assert cells_of(unit)["经办"] == "吴科（示例） 0562-2800001"
    assert unit.contacts["主要负责人"] == {"name": "钱局（示例）"}
    assert office.all(AuditEntry, act="更改单位")[-1].purpose == "负责人"
    assert change_unit(office.desk("admin"), cells_of(unit)).as_json()["same"] == 1


def test_out_of_use_and_back(office):
    switch_unit(office.desk("admin"), "市住建局", disabled=True)
    assert office.one(Unit, name="市住建局").disabled
    switch_unit(office.desk("admin"), "市住建局", disabled=False)
    assert not office.one(Unit, name="市住建局").disabled


def test_what_is_wrong_stands_at_its_column(office):
    assert refused(add_unit, office, {"name": "市住建局", "kind": "部门"}) == [("name", "unit_known")]
    assert refused(add_unit, office, {"name": " ", "kind": "部门"}) == [("name", "cell_empty")]
    assert refused(add_unit, office, {"name": "市水利局", "kind": ""}) == [("kind", "cell_empty")]
    assert refused(change_unit, office, {"name": "市住建局", "kind": "局"}) == [("kind", "not_one_of")]
    assert not office.all(Unit, name="市水利局")


def test_the_system_administrator_alone(office):
    for login in ("clerk", "host", "leader", "watch"):
        with pytest.raises(NotAllowed):
            add_unit(office.desk(login), NEW)
        with pytest.raises(NotAllowed):
            switch_unit(office.desk(login), "市住建局", disabled=True)
