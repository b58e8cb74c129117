"""One division at a time: added by its code, called otherwise; the code stays."""

from __future__ import annotations

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Division
from app.errors import NotAllowed, Refused
from app.services.reference.change_division import add_division, name_division


def refused(act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    return [(wrong.field, wrong.code) for wrong in caught.value.errors]


def test_a_division_is_added_and_renamed(office):
    add_division(office.desk("admin"), "341181", "天长市")
    assert office.one(Division, code="341181").name == "天长市"
    name_division(office.desk("admin"), "341181", "天长新市")
    assert office.one(Division, code="341181").name == "天长新市"
    assert [row.purpose for row in office.all(AuditEntry, act="更改区划")] == ["新增", "名称"]


def test_what_is_refused(office):
    admin = office.desk("admin")
    assert refused(add_division, admin, "340722", "某县") == [("code", "division_known")]
    assert refused(add_division, admin, "34", "某县") == [("code", "division_code")]
    assert refused(add_division, admin, "341181", " ") == [("name", "cell_empty")]
    assert not office.all(Division, code="341181")


def test_the_system_administrator_alone(office):
    for login in ("clerk", "host", "leader", "watch"):
        with pytest.raises(NotAllowed):
            add_division(office.desk(login), "341181", "天长市")
