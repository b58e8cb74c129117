"""One category at a time: added, renamed with what is below it, out of use; records keep their name."""

from __future__ import annotations

from functools import partial

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Category
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Visit
from app.errors import NotAllowed, Refused
from app.events import TablesChanged
from app.services.reference.change_category import (
    add_category,
    rename_category,
    switch_category,
    use_of_category,
)


def refused(act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    return [(wrong.field, wrong.code) for wrong in caught.value.errors]


def paths(office):
    return {row.path for row in office.all(Category)}


def test_a_category_is_added_below_another(office):
    add_category(office.desk("admin"), " 城乡建设／ 住房 ")
    assert office.one(Category, path="城乡建设/住房").initials == "zf"
    assert TablesChanged(("categories",)) in office.events
    audited = office.one(AuditEntry, act="更改类别")
    assert (audited.record, audited.purpose) == ("城乡建设/住房", "新增")


def test_a_renamed_category_takes_along_what_is_below_and_leaves_records_as_they_are(office):
    admin = office.desk("admin")
    add_category(admin, "城乡建设/住房")
    office.register(category="城乡建设")
    assert use_of_category(admin, "城乡建设").matters == 1
    assert rename_category(admin, "城乡建设", "住房和城乡建设") == "住房和城乡建设"
    assert {"住房和城乡建设", "住房和城乡建设/住房"} <= paths(office)
    assert not {"城乡建设", "城乡建设/住房"} & paths(office)
    assert [matter.category for matter in office.all(Matter)] == ["城乡建设"]
    assert office.all(AuditEntry, act="更改类别")[-1].purpose == "改名为 住房和城乡建设"


def test_out_of_use_and_back(office):
    switch_category(office.desk("admin"), "民政", disabled=True)
    assert office.one(Category, path="民政").disabled
    switch_category(office.desk("admin"), "民政", disabled=False)
    assert not office.one(Category, path="民政").disabled


def test_what_is_refused(office):
    admin = office.desk("admin")
    before = paths(office)
    assert refused(add_category, admin, "民政") == [("path", "category_known")]
    assert refused(add_category, admin, " / ") == [("path", "cell_empty")]
    assert refused(add_category, admin, "长" * 201) == [("path", "too_long")]
    assert refused(rename_category, admin, "民政", "政法") == [("path", "category_known")]
    assert refused(rename_category, admin, "没有", "有了") == [("path", "category_gone")]
    assert paths(office) == before


def test_a_name_that_is_taken_below_refuses_the_whole_renaming(office):
    admin = office.desk("admin")
    for path in ("民政/低保", "民政局事项/低保"):
        add_category(admin, path)
    assert refused(rename_category, admin, "民政", "民政局事项") == [("path", "category_known")]
    assert "民政" in paths(office)


def test_the_system_administrator_alone(office):
    for login in ("clerk", "host", "leader", "watch"):
        for act in (
            lambda desk: add_category(desk, "新类"),
            lambda desk: rename_category(desk, "民政", "新类"),
            lambda desk: switch_category(desk, "民政", disabled=True),
            lambda desk: use_of_category(desk, "民政"),
        ):
            with pytest.raises(NotAllowed):
                act(office.desk(login))


@pytest.mark.parametrize("act", ["renamed", "stopped"])
def test_who_comes_again_about_a_matter_is_registered_under_its_category(office, act):
    """来访必登: the matter keeps its category, so nothing that the visit says is wrong."""
    first = office.register("2026-11-02 09:00", category="城乡建设")
    if act == "renamed":
        rename_category(office.desk("admin"), "城乡建设", "住房城建")
    else:
        switch_category(office.desk("admin"), "城乡建设", disabled=True)
    office.register("2026-11-05 09:00", matter=first.matter)
    office.register("2026-11-06 09:00", matter=first.matter, category="城乡建设")
    assert [row.category for row in office.all(Visit)] == ["城乡建设"] * 3
    anew = partial(office.register, "2026-11-06 10:00", category="城乡建设")
    assert refused(anew) == [("category", "category_unknown")]
    other = partial(office.register, "2026-11-06 11:00", matter=first.matter, category="没有这一类")
    assert refused(other) == [("category", "category_unknown")]
