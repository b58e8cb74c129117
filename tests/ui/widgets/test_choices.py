"""Typed letters find the entries of a picker's list."""

from __future__ import annotations

from ui.widgets.choices import Choice, exact, fitting

UNITS = [
    Choice("市住建局", "市住建局", "szjj", ("住建",)),
    Choice("市自然资源和规划局", "市自然资源和规划局", "szrzyhghj", ("资规", "zrzy")),
    Choice("枞阳县", "枞阳县", "zyx"),
    Choice("市公安局", "市公安局", "sgaj"),
]


def test_initials_and_chinese_find_the_same() -> None:
    assert [one.value for one in fitting(UNITS, "sgaj")] == ["市公安局"]
    assert [one.value for one in fitting(UNITS, "公安")] == ["市公安局"]


def test_full_width_and_capitals_do_not_matter() -> None:
    assert fitting(UNITS, "ＳＧＡＪ") == fitting(UNITS, "sgaj")


def test_what_begins_comes_before_what_contains() -> None:
    assert fitting(UNITS, "zy")[0].value == "枞阳县"


def test_nothing_typed_offers_all_in_their_order() -> None:
    assert fitting(UNITS, "") == UNITS


def test_exact_takes_a_short_name_and_refuses_two_of_a_kind() -> None:
    assert exact(UNITS, "住建") is UNITS[0]
    assert exact([UNITS[0], UNITS[0]], "szjj") is None
    assert exact(UNITS, "") is None


def test_words_without_letters_of_their_own_are_found_by_their_sound() -> None:
    outcomes = [
        Choice(words, words, hint) for words, hint in (("支持", ""), ("不予支持", "要批准"), ("80 毫米", ""))
    ]
    assert fitting(outcomes, "byzc")[0].value == "不予支持", "a grey hint in Chinese is no letter"
    assert fitting(outcomes, "zhichi")[0].value == "支持"
    assert exact(outcomes, "zc") is outcomes[0]
    assert [one.value for one in fitting(outcomes, "80")] == ["80 毫米"]


def test_full_pinyin_finds_what_only_has_initials() -> None:
    """Whoever types qita or yianqu is no worse off than with qt and yaq; initials go first."""
    places = [Choice("义安区", "义安区", "yaq"), Choice("郊区", "郊区", "jq")]
    assert fitting(places, "yianqu") == [places[0]]
    assert exact(places, "jiaoqu") is places[1]
    assert fitting(places, "q") == places
    assert fitting(places, "zhongqu") == []
