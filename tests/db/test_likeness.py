"""Has this come before? Same people by what identifies them, same matters by place, category and words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.rows.matters import Step
from app.domain.rows.receptions import ReceivedVisit
from app.domain.rows.visits import Void
from app.ports.records import LikeVisit, MatterMatch, WaitingVisit
from db.search.likeness import shared_words
from db.store import Store
from tests.db.rows import NOON, Came, came, sample

ID = "340722190103200019"


def kept(store: Store, *visits: Came) -> None:
    for visit in visits:
        store.write(lambda w, v=visit: w.add(*v.rows))


def waiting(reads, day: date) -> list[WaitingVisit]:
    return [one for one in reads.hall_visits(day) if not one.taken_up]


def people(store: Store, **like: tuple) -> list[tuple[str, tuple[str, ...]]]:
    with store.reading() as reads:
        return [(match.person.name, match.why) for match in reads.same_people(LikeVisit(**like))]


def matters(store: Store, words: str, **like: str | None) -> list[MatterMatch]:
    asked = {"place": "340706", "category": "城乡建设"} | like
    with store.reading() as reads:
        return reads.same_matters(LikeVisit(words=words, **asked))


@pytest.mark.parametrize(
    ("like", "why"),
    [
        ({"id_numbers": (ID,)}, ("证件号码一致",)),
        ({"names": ("别人",), "id_numbers": (ID,)}, ("证件号码一致",)),
        (
            {"names": ("王小明",), "id_numbers": (ID,), "phones": ("13800001234",)},
            ("证件号码一致", "姓名和电话一致"),
        ),
        ({"names": ("王小明",), "phones": ("13800001234",)}, ("姓名和电话一致",)),
        ({"phones": ("13800001234",)}, ("电话一致",)),
        ({"names": ("别人",), "phones": ("13800001234",)}, ("电话一致",)),
        ({"names": ("王小明",), "births": (date(1901, 3, 20),)}, ("姓名和出生日期一致",)),
        ({"names": ("王小明",)}, None),
        ({"births": (date(1901, 3, 20),)}, None),
        ({"names": ("王小明",), "births": (date(1901, 3, 21),)}, None),
        ({"names": ("",), "id_numbers": ("",), "phones": ("",)}, None),
        ({}, None),
    ],
)
def test_who_is_the_same(store: Store, like: dict[str, tuple], why: tuple[str, ...] | None) -> None:
    kept(store, came("王小明", birth=date(1901, 3, 20)))
    assert people(store, **like) == ([("王小明", why)] if why else [])


def test_empty_fields_are_nobody(store: Store) -> None:
    kept(
        store, came("王小明", id_number=None, phone=None), came("李四", id_number=None, phone=None, serial=2)
    )
    assert people(store, names=("王小明", "李四")) == []


def test_the_surest_first_then_the_newest_and_no_voided_visit(store: Store) -> None:
    visits = [
        came("甲", serial=1, phone="13900000000"),
        came("乙", serial=2, phone="13900000000", id_number=None, at=NOON + timedelta(days=3)),
        came("丙", serial=3, phone="1", at=NOON + timedelta(days=1)),
        came("丁", serial=4, phone="1", at=NOON + timedelta(days=2)),
    ]
    kept(store, *visits)
    void = sample(Void, visit_id=visits[3].visit.id)
    store.write(lambda w: w.add(void))
    found = people(store, id_numbers=(ID,), phones=("13900000000",))
    assert [name for name, _ in found] == ["丙", "甲", "乙"]


def test_same_place_category_and_words(store: Store) -> None:
    visit = came(claim="丽景园小区办证", facts=None)
    kept(store, visit)
    [match] = matters(store, "丽景园二期一直没有办证")
    assert match.matter_id == visit.matter.id
    assert (match.visit_number, match.status) == (visit.visit.number, "已登记")
    assert match.why == ("地点相同", "类别相同", "词语: 丽景园 办证")


@pytest.mark.parametrize(
    ("words", "like", "found"),
    [
        ("丽景园小区办证", {}, 1),
        ("丽景园小区办证", {"category": None}, 1),
        ("丽景园小区办证", {"place": None}, 1),
        ("丽景园小区办证", {"place": None, "category": None}, 0),
        ("丽景园小区办证", {"place": "340705", "category": "民政"}, 0),
        ("小区", {"category": None}, 0),
        ("水渠淤堵", {}, 0),
        ("关于要求解决问题", {}, 0),
        ("", {}, 0),
    ],
)
def test_what_is_alike_and_what_is_not(
    store: Store, words: str, like: dict[str, str | None], found: int
) -> None:
    kept(store, came(claim="关于要求解决丽景园小区办证问题", facts=None))
    assert len(matters(store, words, **like)) == found


def test_the_matter_that_is_continued_is_no_hint(store: Store) -> None:
    visit = came()
    kept(store, visit, came(serial=2, matter=visit.matter))
    assert len(matters(store, "丽景园办证")) == 1
    assert matters(store, "丽景园办证", not_matter=visit.matter.id) == []


def test_accusations_are_never_a_hint(store: Store) -> None:
    kept(store, came(secret=True))
    assert matters(store, "丽景园小区办证") == []


def test_an_old_matter_with_the_very_words_beats_many_new_ones(store: Store) -> None:
    old = came(claim="反映示例花园二期电梯停运", facts=None, serial=999)
    kept(store, old, *(came(claim="反映道路破损", facts=None, serial=number) for number in range(200)))
    assert matters(store, "示例花园二期电梯又停运")[0].matter_id == old.matter.id


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("丽景园办证", "丽景园小区办证", ["丽景园", "办证"]),
        ("要求解决问题", "要求解决问题", []),
        ("甲", "甲", []),
        ("218户", "涉及218户", ["218"]),
        ("", "办证", []),
    ],
)
def test_shared_words(one: str, other: str, shared: list[str]) -> None:
    assert shared_words(one, other) == shared


def test_who_is_waiting(store: Store) -> None:
    visits = [
        came("甲乙丙丁戊"[number], serial=number, at=NOON + timedelta(minutes=number)) for number in range(5)
    ]
    yesterday = came("己", serial=9, at=NOON - timedelta(days=1))
    kept(store, yesterday, *visits)
    store.write(
        lambda w: w.add(
            sample(ReceivedVisit, visit_id=visits[1].visit.id),
            sample(Step, matter_id=visits[2].matter.id, visit_id=visits[2].visit.id, mode="转送"),
            sample(Step, matter_id=visits[3].matter.id, visit_id=visits[3].visit.id, mode="登记"),
            sample(Void, visit_id=visits[4].visit.id),
        )
    )
    with store.reading() as reads:
        assert [one.name for one in waiting(reads, NOON.date())] == ["甲", "丁"]
        assert [one.name for one in waiting(reads, NOON.date() - timedelta(days=1))] == ["己"]


def test_a_return_visit_waits_though_its_matter_has_older_steps(store: Store) -> None:
    first = came("甲")
    again = came("甲", serial=2, at=NOON + timedelta(days=2), matter=first.matter)
    kept(store, first, again)
    store.write(
        lambda w: w.add(sample(Step, matter_id=first.matter.id, visit_id=first.visit.id, mode="转送"))
    )
    with store.reading() as reads:
        assert [one.visit_id for one in waiting(reads, (NOON + timedelta(days=2)).date())] == [again.visit.id]
        assert waiting(reads, NOON.date()) == []
