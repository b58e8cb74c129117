"""The slip's QR text proves itself, and any changed character is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.numbers import visit_number
from app.domain.papers.statement import Facts, make, notices_hash, read, tidy_statement
from app.errors import Refused
from tests.printing.samples import KEY, Key

FACTS = Facts(
    query_code="7KQ4M-2XP9T-3",
    centre="340700",
    series="A",
    day=date(2026, 11, 23),
    serial=7,
    headcount=38,
    due=date(2026, 12, 8),
    notices=notices_hash("转送", date(2026, 12, 8), "值班室"),
)
HOST = "XF.EXAMPLE.GOV.CN"
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@pytest.mark.parametrize(
    ("host", "start"), [(HOST, f"HTTPS://{HOST}/Q/7KQ4M-2XP9T-3/"), ("", "JFT:7KQ4M-2XP9T-3/")]
)
def test_a_made_text_is_genuine_and_says_what_was_told(host: str, start: str) -> None:
    text = make(FACTS, host, KEY)
    verdict = read(text, KEY)
    assert text.startswith(start)
    assert set(text) <= ALPHANUMERIC
    assert verdict.genuine
    assert verdict.reason is None
    assert verdict.number == visit_number("340700", "A", FACTS.day, 7)
    assert (verdict.date, verdict.headcount, verdict.due) == (FACTS.day, 38, FACTS.due)
    assert verdict.notices == FACTS.notices.hex()
    assert (verdict.query_code, verdict.key_id) == ("7KQ4M-2XP9T-3", KEY.key_id)


@pytest.mark.parametrize("host", [HOST, ""])
def test_every_single_changed_character_is_refused(host: str) -> None:
    text = make(FACTS, host, KEY)
    for place, was in enumerate(text):
        for other in {"A", "B", "2", "7", "-", "/", chr(ord(was) ^ 1)} - {was}:
            assert not read(text[:place] + other + text[place + 1 :], KEY).genuine, (place, other)


def test_the_bits_left_over_at_the_end_must_be_nought() -> None:
    text = make(FACTS, "", KEY)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    for other in letters.replace(text[-1], ""):
        assert not read(text[:-1] + other, KEY).genuine


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: text + "A", lambda text: text + "="])
def test_length_matters(change) -> None:
    assert not read(change(make(FACTS, HOST, KEY)), KEY).genuine


def _wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


WRITTEN = {
    "small letters": str.lower,
    "host in small letters": lambda text: text.replace(
        text.partition("/Q/")[0], text.partition("/Q/")[0].lower()
    ),
    "slashes escaped": lambda text: text.replace("/", "%2F").replace(":", "%3a"),
    "full width": _wide,
    "quotes": lambda text: f"“{text}”",
    "brackets": lambda text: f"<{text}>",
    "byte order mark and line end": lambda text: f"\ufeff{text}\r\n",
    "broken over lines": lambda text: f"{text[:60]}\n{text[60:]}",
    "invisible marks": lambda text: f"\u200b{text[:9]}\u2060{text[9:]}",
    "a query behind": lambda text: f"{text}?from=singlemessage#rd",
    "a slash behind": lambda text: f"{text}/",
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("host", [HOST, ""])
def test_a_link_is_verified_however_it_was_written(host: str, written) -> None:
    text = make(FACTS, host, KEY)
    assert tidy_statement(written(text)) == text
    assert read(written(text), KEY).genuine


def test_another_desks_key_and_foreign_codes_are_told_apart() -> None:
    assert read(make(FACTS, HOST, Key(b"other")), KEY).reason == "slip_altered"
    assert read("https://example.org/", KEY).reason == "not_a_slip"
    assert read("", KEY).reason == "not_a_slip"


def test_a_statement_cannot_be_moved_to_another_query_code() -> None:
    text = make(FACTS, HOST, KEY)
    other = make(replace(FACTS, query_code="00000-00000-0"), HOST, KEY)
    body = text.rsplit("/", 1)[1]
    assert not read(other.rsplit("/", 1)[0] + "/" + body, KEY).genuine


@pytest.mark.parametrize("host", ["a b", "示例.cn", "X" * 60, "h/q"])
def test_a_host_that_does_not_fit_the_code_is_refused(host: str) -> None:
    with pytest.raises(Refused) as refused:
        make(FACTS, host, KEY)
    assert refused.value.errors[0].code == "host_unfit"


@settings(max_examples=60, deadline=None)
@given(
    series=st.from_regex(r"[A-Z]([2-9]|1[0-9]{1,2})?", fullmatch=True),
    day=st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    serial=st.integers(1, 65535),
    headcount=st.integers(1, 9999),
    due=st.none() | st.dates(date(2020, 1, 1), date(2099, 12, 31)),
)
def test_what_goes_in_comes_out(
    series: str, day: date, serial: int, headcount: int, due: date | None
) -> None:
    facts = replace(FACTS, series=series, day=day, serial=serial, headcount=headcount, due=due)
    verdict = read(make(facts, "", KEY), KEY)
    assert (verdict.date, verdict.headcount, verdict.due) == (day, headcount, due)
    assert verdict.number == visit_number("340700", series, day, serial)
