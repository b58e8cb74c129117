"""Certificate numbers and telephones: the vectors of DOMAIN.md section 5.3, and what holds for any number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.identity import FOREIGNER, RESIDENT, SETTLED, age_on, check_id, check_phone, division_known

TODAY = date(2026, 11, 23)
SYNTHETIC = [
    ("340722190103200019", date(1901, 3, 20), "男"),
    ("340602190307129137", date(1903, 7, 12), "男"),
    ("340621190211058847", date(1902, 11, 5), "女"),
    ("340711190402290019", date(1904, 2, 29), "男"),
    ("34070519020304001X", date(1902, 3, 4), "男"),
]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_character(body: str) -> str:
    """GB 11643-1999 as DOMAIN.md writes it down, apart from the library under test."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def codes(verdict) -> list[str]:
    return [code for code, _ in verdict.errors]


def warned(verdict) -> list[str]:
    return [code for code, _ in verdict.warnings]


@pytest.mark.parametrize(("number", "birth", "sex"), SYNTHETIC)
def test_synthetic_numbers_pass_and_give_sex_and_birth(number, birth, sex):
    verdict = check_id(RESIDENT, number, TODAY)
    assert (verdict.errors, verdict.number, verdict.birth, verdict.sex) == ((), number, birth, sex)
    assert warned(verdict) == ["id_age"]


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_well_known_samples_pass(number):
    assert check_id(RESIDENT, number, TODAY).errors == ()


@pytest.mark.parametrize("number", [number for number, _, _ in SYNTHETIC])
def test_a_changed_last_character_is_refused(number):
    for last in "0123456789X":
        expected = [] if last == number[-1] else ["id_check_digit"]
        assert codes(check_id(RESIDENT, number[:-1] + last, TODAY)) == expected


def test_a_date_that_does_not_exist_is_refused_although_the_check_character_is_right():
    assert codes(check_id(RESIDENT, "340711190302290011", TODAY)) == ["id_date"]


def test_a_lower_case_x_full_width_and_spaces_are_taken():
    assert check_id(RESIDENT, " 34070519020304001x ", TODAY).number == "34070519020304001X"
    assert check_id(RESIDENT, "３４０７０５ 1902 0304 ００１ｘ", TODAY).number == "34070519020304001X"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("34072219010320001", "id_length"),
        ("3407221901032000199", "id_length"),
        ("34072219010320A019", "id_characters"),
        ("34072219010320001Y", "id_characters"),
    ],
)
def test_wrong_length_and_characters_are_refused(number, code):
    assert codes(check_id(RESIDENT, number, TODAY)) == [code]


def test_a_birth_tomorrow_is_refused_and_today_is_not():
    tomorrow = "34072220261124001"
    assert codes(check_id(RESIDENT, tomorrow + check_character(tomorrow), TODAY)) == ["id_future"]
    today = "34072220261123001"
    assert codes(check_id(RESIDENT, today + check_character(today), TODAY)) == []


def test_an_unknown_division_only_warns_and_an_abolished_one_does_not():
    body = "99999919700101001"
    verdict = check_id(RESIDENT, body + check_character(body), TODAY)
    assert verdict.errors == ()
    assert warned(verdict) == ["id_division_unknown"]
    assert division_known("340702")
    assert division_known("340721")
    assert not division_known("340799")


def test_fifteen_digits_are_taken_with_a_word():
    verdict = check_id(RESIDENT, "340722650312002", TODAY)
    assert (verdict.errors, verdict.birth, verdict.sex) == ((), date(1965, 3, 12), "女")
    assert "id_legacy" in warned(verdict)
    assert codes(check_id(RESIDENT, "340722651312002", TODAY)) == ["id_date"]


@pytest.mark.parametrize(
    ("number", "sex"),
    [
        ("340722650312011", "男"),
        ("340722650312012", "女"),
        ("340722650312021", "男"),
        ("340722650312022", "女"),
    ],
)
def test_sex_is_the_last_of_fifteen_digits(number, sex):
    """GB 11643-1989: the three digits at the end are a running number, odd for men."""
    assert check_id(RESIDENT, number, TODAY).sex == sex


@pytest.mark.parametrize(
    ("id_type", "body"),
    [(SETTLED, "81000019900101001"), (SETTLED, "82000019900101002"), (SETTLED, "83000019900101003"),
     (FOREIGNER, "91134019900101001")],
)  # fmt: skip
def test_residence_permits_and_foreigners_are_checked_the_same_way(id_type, body):
    right = body + check_character(body)
    verdict = check_id(id_type, right, TODAY)
    assert (verdict.errors, verdict.warnings, verdict.birth) == ((), (), date(1990, 1, 1))
    wrong = body + ("0" if right[-1] != "0" else "1")
    assert codes(check_id(id_type, wrong, TODAY)) == ["id_check_digit"]
    assert codes(check_id(id_type, right[:-1], TODAY)) == ["id_length"]


def test_the_old_foreigners_card_of_fifteen_is_taken_with_a_word():
    verdict = check_id(FOREIGNER, "USA340190010112", TODAY)
    assert (verdict.errors, warned(verdict)) == ((), ["id_legacy"])


@pytest.mark.parametrize("id_type", ["护照", "港澳居民来往内地通行证", "军官证", "户口簿", "其他"])
def test_other_certificates_are_not_checked(id_type):
    verdict = check_id(id_type, "e1234 5678", TODAY)
    assert (verdict.number, verdict.errors, verdict.warnings) == ("E12345678", (), ())


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_any_single_changed_digit_is_found(body, place, shift):
    number = body + check_character(body)
    assert "id_check_digit" not in codes(check_id(RESIDENT, number, TODAY))
    digit = str((int(number[place]) + shift) % 10)
    assert "id_check_digit" in codes(check_id(RESIDENT, number[:place] + digit + number[place + 1 :], TODAY))


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 15))
def test_neighbours_swapped_are_found(body, place):
    assume(body[place] != body[place + 1])
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert "id_check_digit" in codes(check_id(RESIDENT, swapped + check_character(body), TODAY))


@given(
    st.one_of(st.text(max_size=30), st.text("0123456789Xx -", max_size=20)),
    st.sampled_from([RESIDENT, SETTLED, FOREIGNER, "护照"]),
)
def test_no_text_breaks_the_check(text, id_type):
    verdict = check_id(id_type, text, TODAY)
    assert not verdict.errors or (verdict.sex, verdict.birth) == (None, None)
    if text.isascii():
        assert check_id(id_type, verdict.number, TODAY) == verdict


@pytest.mark.parametrize(
    ("typed", "number"),
    [("138 0000 1234", "13800001234"), ("１３８-0000-1234", "13800001234"),
     ("+86 13800001234", "13800001234"),
     ("0562-2800000", "0562-2800000"), ("05622800000", "0562-2800000"), ("(0562)2800000", "0562-2800000"),
     ("010-12345678", None), ("2800000", "2800000"), ("+852 2123 4567", "+85221234567"),
     ("0562-2800000转12", "0562-2800000转12"), ("4008123123", "4008123123")],
)  # fmt: skip
def test_telephones_are_tidied(typed, number):
    found, code, _ = check_phone(typed)
    assert (found, code) == (number, None) if number else code == "phone_form"


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [("138 0000 000", "phone_length", {"expected": 11, "actual": 10}),
     ("138000012345", "phone_length", {"expected": 11, "actual": 12}),
     ("12800001234", "phone_form", {}), ("不详", "phone_form", {}), ("000", "phone_form", {})],
)  # fmt: skip
def test_telephones_that_are_none_are_refused(typed, code, facts):
    assert check_phone(typed)[1:] == (code, facts)


def test_age_counts_full_years():
    assert age_on(date(2000, 11, 24), TODAY) == 25
    assert age_on(date(2000, 11, 23), TODAY) == 26
    assert age_on(date(2004, 2, 29), date(2025, 2, 28)) == 20
