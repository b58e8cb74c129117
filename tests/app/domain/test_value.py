"""Values are used as frozen dataclasses are: replaced, listed, compared, refused a change."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace

import pytest
from msgspec import field

from app.domain.value import Value


class Bag(Value, frozen=True, kw_only=True):
    name: str
    holds: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


class Box(Bag, frozen=True, kw_only=True):
    lid: bool = False


def test_another_of_the_same_kind_with_other_fields() -> None:
    box = Box(name="甲（示例）", lid=True)
    assert replace(box, holds=("乙",)) == Box(name="甲（示例）", lid=True, holds=("乙",))
    assert box.holds == ()


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError):
        replace(Bag(name="甲"), colour="红")


def test_its_fields_stand_in_their_order() -> None:
    assert [one.name for one in fields(Box)] == ["name", "holds", "notes", "lid"]


def test_it_never_changes() -> None:
    with pytest.raises(AttributeError):
        Bag(name="甲").name = "乙"  # type: ignore[misc]


def test_only_its_own_kind_is_equal() -> None:
    assert Bag(name="甲") == Bag(name="甲")
    assert Bag(name="甲") != Box(name="甲")


def test_each_has_a_dict_of_its_own() -> None:
    assert Bag(name="甲").notes is not Bag(name="甲").notes


def test_it_goes_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Box(name="甲", lid=True))) == Box(name="甲", lid=True)
