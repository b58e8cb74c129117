"""An accusation is kept from the unit it names and from the units under it (条例第30条第3款)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case.accused import accused_one
from app.domain.case.superiors import superiors
from app.domain.text.pinyin import initials


@dataclass(frozen=True)
class Placed:
    """A unit of the table."""

    name: str
    kind: str = "部门"
    division: str | None = None
    short: str = ""
    disabled: bool = False

    @property
    def initials(self) -> str:
        return initials(self.name)


UNITS = (
    Placed("义安区", "县区", "340706", "义安区"),
    Placed("枞阳县", "县区", "340722", "枞阳县"),
    Placed("钟鸣镇", "部门", "340706"),
    Placed("城关派出所", "部门", "340722"),
    Placed("市公安局", "部门"),
    Placed("市公安局交警支队", "部门"),
    Placed("市信访局", "信访部门", "340700"),
    Placed("义安区信访局", "信访部门", "340706"),
)
CITY = Placed("示例市政府", "县区", "340700")


def test_a_unit_of_a_division_stands_under_its_county():
    assert superiors(UNITS) == {"钟鸣镇": "义安区", "城关派出所": "枞阳县"}


def test_a_county_stands_under_the_one_that_encloses_it():
    above = superiors((*UNITS, CITY))
    assert (above["义安区"], above["枞阳县"], above["钟鸣镇"]) == ("示例市政府", "示例市政府", "义安区")
    assert "示例市政府" not in above


def test_two_of_one_division_do_not_stand_under_each_other():
    above = superiors((Placed("义安区", "县区", "340706"), Placed("义安区政府", "县区", "340706")))
    assert above == {"义安区政府": "义安区"}


@pytest.mark.parametrize(
    ("name", "accused", "found"),
    [
        ("钟鸣镇", "义安区", "义安区"),
        ("钟鸣镇", "枞阳县", None),
        ("城关派出所", "枞阳县", "枞阳县"),
        ("义安区", "钟鸣镇", None),
        ("市公安局交警支队", "市公安局", "市公安局"),
        ("市公安局", "市公安局交警支队", None),
        ("市信访局", "义安区", None),
        (None, "义安区", None),
    ],
)
def test_who_is_under_an_accused_unit_is_refused_by_relation(name, accused, found):
    assert accused_one(name, [accused], UNITS, superiors(UNITS)) == found


@pytest.mark.parametrize("name", ["市公安局", "公安局", "sgaj"])
@pytest.mark.parametrize("accused", ["市公安局", "公安局"])
def test_a_unit_is_the_accused_one_by_any_of_its_names(name, accused):
    """CASE.md 8 (7)."""
    units = (*UNITS[:4], Placed("市公安局", short="公安局"), *UNITS[5:])
    assert accused_one(name, [accused], units) == "市公安局"
    assert accused_one("市信访局", [accused], units) is None


def test_relation_goes_up_more_than_one_step():
    units = (*UNITS, CITY)
    assert accused_one("钟鸣镇", ["示例市政府"], units, superiors(units)) == "示例市政府"


@given(
    st.lists(
        st.builds(
            Placed,
            st.text("甲乙丙丁", min_size=1, max_size=3),
            st.sampled_from(["县区", "部门", "信访部门"]),
            st.sampled_from([None, "340700", "340706", "340722", "340000"]),
        ),
        max_size=8,
        unique_by=lambda unit: unit.name,
    )
)
def test_nobody_stands_above_himself(units):
    above = superiors(units)
    for unit in units:
        seen, now = set(), unit.name
        while now in above:
            assert now not in seen
            seen.add(now)
            now = above[now]
