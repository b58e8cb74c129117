"""Numbers on paper: their forms, their check characters, and what can be made of typed ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import numbers
from app.domain.numbers import CROCKFORD, NumberParts, parse_number, tidy_number, tidy_query_code

DAY = date(2026, 11, 23)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAKERS = [numbers.visit_number, numbers.reception_number, numbers.matter_number]
series = st.builds(
    lambda letter, generation: letter + (str(generation) if generation > 1 else ""),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    st.integers(1, 12),
)
days = st.dates(date(2020, 1, 1), date(2059, 12, 31))
made = st.builds(
    lambda make, code, letters, day, serial: make(f"{code:06d}", letters, day, serial),
    st.sampled_from(MAKERS),
    st.integers(110000, 659999),
    series,
    days,
    st.integers(1, 20_000),
)


def check_character(body: str, alphabet: str) -> str:
    """ISO 7064 hybrid system MOD n+1,n written out, apart from the library under test."""
    size = len(alphabet)
    product = size
    for letter in body:
        total = (product + alphabet.index(letter)) % size or size
        product = total * 2 % (size + 1)
    return alphabet[(size + 1 - product) % size]


def test_a_number_has_the_form_of_the_design():
    number = numbers.visit_number("340700", "A", DAY, 7)
    assert number[:-1] == "LF340700-A-261123-007-"
    assert number[-1] == check_character("LF340700A261123007", LETTERS)
    assert numbers.reception_number("340700", "A2", DAY, 1).startswith("JF340700-A2-261123-001-")
    assert numbers.matter_number("340700", "B", DAY, 1234).startswith("XF340700-B-261123-1234-")


@given(made)
def test_numbers_come_back_apart(number):
    parts = parse_number(number)
    assert parts is not None
    make = {"LF": MAKERS[0], "JF": MAKERS[1], "XF": MAKERS[2]}[parts.kind]
    assert make(parts.code, parts.series, parts.day, parts.serial) == number


@given(made)
def test_any_typing_of_a_number_is_understood(number):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in number)
    for typed in (number.lower(), f"  {number} ", wide, number.replace("-", " "), number.replace("-", "－")):
        assert tidy_number(typed) == number


@given(made.filter(lambda number: number.split("-")[1].isalpha() and len(number.split("-")[3]) == 3))
def test_without_hyphens_too(number):
    assert tidy_number(number.replace("-", "").lower()) == number


@pytest.mark.parametrize(
    ("letters", "day", "serial"),
    [("A2", DAY, 7), ("A", DAY, 1007), ("A12", DAY, 7), ("A2", date(2030, 11, 23), 7)],
)
def test_a_restored_series_or_a_long_serial_without_hyphens(letters, day, serial):
    number = numbers.visit_number("340700", letters, day, serial)
    assert parse_number(number.replace("-", "")) == NumberParts("LF", "340700", letters, day, serial)


@given(made, st.data())
def test_every_single_substitution_is_found(number, data):
    place = data.draw(st.sampled_from([n for n, char in enumerate(number) if char != "-"]))
    other = data.draw(st.sampled_from(LETTERS.replace(number[place], "")))
    assert tidy_number(number[:place] + other + number[place + 1 :]) is None


@pytest.mark.parametrize(
    "text", ["", "王小明", "LF", "340722190103200019", "LF340700-A-261323-007-K", "LF340700-A-"]
)
def test_what_is_no_number_is_none(text):
    assert tidy_number(text) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    number, code = tidy_number(text), tidy_query_code(text)
    assert number is None or tidy_number(number) == number
    assert code is None or tidy_query_code(code) == code


def test_document_numbers_have_hexagonal_brackets_and_no_zeros():
    assert numbers.document_number("铜信", "受", "A", 2026, 1) == "铜信受A〔2026〕1号"


def test_query_codes_are_many_and_carry_their_check_character():
    codes = {numbers.new_query_code() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        body, check = code.replace("-", "")[:10], code[-1]
        assert [len(part) for part in code.split("-")] == [5, 5, 1]
        assert check == check_character(body, CROCKFORD)


bodies = st.text(CROCKFORD, min_size=10, max_size=10)


@given(bodies, st.data())
def test_a_query_code_finds_every_single_substitution(body, data):
    code = body + check_character(body, CROCKFORD)
    place = data.draw(st.integers(0, 10))
    other = data.draw(st.sampled_from(CROCKFORD.replace(code[place], "")))
    assert tidy_query_code(code) is not None
    assert tidy_query_code(code[:place] + other + code[place + 1 :]) is None


def test_a_query_code_forgives_width_case_and_look_alikes():
    body = "0123456789"
    code = body + check_character(body, CROCKFORD)
    tidy = tidy_query_code(code)
    assert tidy == f"01234-56789-{code[-1]}"
    assert tidy_query_code(f"oL234 56789 {code[-1]}".lower()) == tidy
    assert tidy_query_code("".join(chr(ord(char) + 0xFEE0) for char in code)) == tidy
    assert tidy_query_code("U" + code[1:]) is None


def test_a_number_is_read_aloud_in_its_parts():
    number = numbers.visit_number("340700", "A", DAY, 7)
    assert numbers.spoken(number) == f"A 261123 007 {number[-1]}"
    assert numbers.spoken(number.lower()) == numbers.spoken(number)
    code = tidy_query_code("0123456789" + check_character("0123456789", CROCKFORD))
    assert numbers.spoken(code) == code.replace("-", " ")


@given(made)
def test_a_number_goes_to_its_series_and_back(number):
    series, serial = numbers.number_series(number)
    assert numbers.series_number(series, serial, number[2:8]) == number


@pytest.mark.parametrize(
    "typed",
    [
        "铜信受A〔2026〕1号",
        "铜信受A[2026]1号",
        "铜信受A（2026）1",
        "铜信受 A 〔2026〕 1 号",
        "铜信受-A-2026-1",
    ],
)
def test_a_document_number_is_read_however_it_was_typed(typed):
    assert numbers.number_series(typed) == ("铜信受-A-2026", 1)
    assert numbers.series_number("铜信受-A-2026", 1, "340700") == "铜信受A〔2026〕1号"


@pytest.mark.parametrize(
    "typed", ["", "随便", "铜信受〔2026〕1号", "LF340700-A-261123-007-Z", "铜信受-A-2026"]
)
def test_what_is_no_number_has_no_series(typed):
    assert numbers.number_series(typed) is None
