"""The person card says what agrees and what differs; another number asks one question first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.base import new_id
from app.domain.rows.visits import Person
from app.services.visits.find_records import find_records
from app.services.visits.register_visit import register_visit
from app.services.visits.tell_apart import county_of
from tests.ui.register.conftest import ALT, NONE, Clerk, Key
from ui.find.model import row_of
from ui.register.entry.person_form import PersonForm
from ui.register.hints.agreement import agreement

TODAY = date(2026, 11, 23)
MINE, OTHER = "340722196503120010", "340722196503120037"


def register(
    desk, number: str, name: str = "王小明（示例）", more: tuple[dict[str, object], ...] = (), heads: int = 1
):
    person = {
        "name": name, "id_type": "居民身份证", "id_number": number, "phone": "13800005678",
        "address": "枞阳县示例镇样例村 1 组 8 号", "representative": True,
    }  # fmt: skip
    facts = {
        "people": [person, *more], "headcount": heads, "purpose": "求决", "category": "城乡建设",
        "place": "340722", "units": [],
        "claim": "要求尽快办理示例花园 3 幢不动产权证", "facts": "示例情况一二三。",
    }  # fmt: skip
    return register_visit(desk, parse_visit(facts))


def check_digit(number: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return number[:17] + "10X98765432"[sum(w * int(d) for w, d in zip(weights, number, strict=False)) % 11]


MINE, OTHER = check_digit(MINE), check_digit(OTHER)


@pytest.fixture
def row() -> Person:
    return Person(
        id=new_id(), name="王小明（示例）", sex="男", birth=date(1965, 3, 12), id_type="居民身份证",
        id_number=OTHER, phone="13800005678", address="枞阳县示例镇", absent={},
    )  # fmt: skip


def test_it_names_what_agrees_and_what_differs(row: Person) -> None:
    typed = PersonForm(id_number=MINE, name="王小明（示例）", phone="13800001234")
    found = agreement(typed, row, TODAY)
    assert found.agrees == ("姓名", "出生")
    assert found.other_number
    assert f"证件号不同（填的尾号 {MINE[-4:]}，上次 {OTHER[-4:]}）" in found.words
    assert "电话不同（填的尾号 1234，上次 5678）" in found.words


def test_what_one_of_them_has_not_is_not_compared(row: Person) -> None:
    typed = PersonForm(name="王小明（示例）")
    assert agreement(typed, replace(row, phone=None), TODAY).words == "姓名一致"


def asked(clerk: Clerk) -> list[QWidget]:
    return [one for one in clerk.window.findChildren(QWidget, "register.same.yes") if one.isVisible()]


def typed(clerk: Clerk) -> None:
    clerk.type(MINE, enter=True)
    clerk.type("王小明（示例）", enter=True)
    clerk.rest()


@pytest.mark.parametrize("way", [(Key.Key_L, "link"), (Key.Key_F4, "again")])
def test_another_number_asks_first_and_no_takes_nothing_over(clerk, way):
    register(clerk.desk, OTHER)
    typed(clerk)
    cards = {one.kind: one for one in clerk.page.form_view.hints.cards()}
    assert cards["person"].title == "同名，证件号不同"
    clerk.key(way[0], ALT if way[1] == "link" else NONE)
    clerk.rest()
    assert len(asked(clerk)) == 1
    clerk.key(Key.Key_Escape)
    clerk.rest()
    form = clerk.page.entry.form
    assert (form.people[0].id_number, form.people[0].phone, form.matter) == (MINE, "", "")
    assert form.people[0].linked == ""


def test_yes_links_and_the_typed_number_stays(clerk):
    register(clerk.desk, OTHER)
    typed(clerk)
    clerk.key(Key.Key_F4)
    clerk.rest()
    asked(clerk)[0].click()
    clerk.rest()
    form = clerk.page.entry.form
    assert form.matter != ""
    assert form.people[0].id_number == MINE


def test_hits_of_one_name_are_told_apart(clerk):
    register(clerk.desk, OTHER)
    second = {
        "name": "李示例（示例）", "id_type": "居民身份证", "id_number": MINE, "phone": "13800009999",
        "address": "铜陵市义安区示例路 2 号", "representative": True,
    }  # fmt: skip
    register(clerk.desk, check_digit("340705195812010010"), "王小红（示例）", (second,), 38)
    rows = [row_of(hit, TODAY) for hit in find_records(clerk.desk, "李示例").hits]
    assert any("等38人（代表 李**（示例））" in row.title for row in rows)
    assert any(
        "1965 年生" in row.second and f"尾号 {MINE[-4:]}" in row.second and "义安区" in row.second
        for row in rows
    )
    names = {
        (row.title, row.second)
        for row in (row_of(hit, TODAY) for hit in find_records(clerk.desk, "王小").hits)
    }
    assert any("1965 年生" in second_line and "枞阳县" in second_line for _, second_line in names)
    assert any("1958 年生" in second_line for _, second_line in names)


@pytest.mark.parametrize(
    ("address", "county"),
    [
        ("枞阳县示例镇样例村", "枞阳县"),
        ("安徽省铜陵市义安区示例路", "义安区"),
        ("铜陵市郊区示例路", "郊区"),
        ("示例路 1 号", ""),
    ],
)
def test_the_county_of_an_address(address: str, county: str) -> None:
    assert county_of(address) == county
