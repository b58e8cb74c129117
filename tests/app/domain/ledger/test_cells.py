"""Days, telephones and counts as ledgers write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledger.cells import is_ruined, plain_number, read_count, read_names, read_phones
from app.domain.ledger.moments import read_clock, read_moment
from app.words import SENTENCES

DAY = date(2021, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("2021.3.5", "2021-3-5", "2021/3/5", "20210305", "2021年3月5日", "44260", "21.3.5", "2021年3月5号"),
        *("2021。3。5", "２０２１．３．５", "2021/3/5 星期五", "2021-3-5日", "2021 3 5", "2021、3、5"),
        *("2021年3月5日(周五)", "2021年03月05日上午", "2021.3.5.", "二〇二一年三月五日", "二○二一年三月五号"),
    ],
)
def test_a_day_is_a_day(text):
    when = read_moment(text)
    assert (when.day, when.clock, when.code) == (DAY, None, None)


SPELT = "〇一二三四五六七八九"


def spelt(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{SPELT[tens] if tens > 1 else ''}{'十' if tens else ''}{SPELT[ones] if ones else ''}"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_characters(day):
    year = "".join(SPELT[int(digit)] for digit in f"{day.year}")
    assert read_moment(f"{year}年{spelt(day.month)}月{spelt(day.day)}日").day == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2021年3月5日9时", time(9)),
        ("2021-3-5 9:30", time(9, 30)),
        ("2021/3/5 9:30:15", time(9, 30, 15)),
        ("2021年3月5日15时30分", time(15, 30)),
        ("2021年3月5日下午3点", time(15)),
        ("2021-03-05T09:30:00", time(9, 30)),
        ("2021-03-05T09:30:00+08:00", time(9, 30)),
        ("2021-03-05 09:30:00.000", time(9, 30)),
        ("44260.5", time(12)),
        ("二零二一年三月五日上午9时", time(9)),
    ],
)
def test_a_time_is_a_time(text, clock):
    when = read_moment(text)
    assert (when.day, when.clock, when.code) == (DAY, clock, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2021111", "moment_doubtful"),
        ("3/5/2021", "moment_doubtful"),
        ("05-3月-21", "moment_doubtful"),
        ("5-Mar-21", "moment_doubtful"),
        ("2021.3", "moment_part"),
        ("3月5日", "moment_part"),
        ("民国110年3月5日", "moment_unreadable"),
        ("二〇二一年二月三十日", "moment_no_such_day"),
        ("2021-02-29", "moment_no_such_day"),
        ("2021.2.30", "moment_no_such_day"),
        ("1899-12-30", "moment_too_old"),
        ("春节前", "moment_unreadable"),
        ("2021年3月5日至6日", "moment_unreadable"),
        ("2021-3-5 25:00", "moment_unreadable"),
        ("2021-03-05T09:30:00Z", "moment_unreadable"),
        ("12", "moment_unreadable"),
    ],
)
def test_what_is_no_day_says_why(text, code):
    when = read_moment(text)
    assert (when.day, when.code) == (None, code)
    assert SENTENCES[code].format(given=text)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_itself(day):
    for text in (day.isoformat(), f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}"):
        assert read_moment(text).day == day


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading(text):
    when = read_moment(text)
    assert (when.day is None) == (when.code is not None)
    read_clock(text)
    read_phones(text)
    read_count(text)
    assert read_names(text or "x").names


@pytest.mark.parametrize(
    ("text", "numbers", "whole"),
    [
        *((text, ("13800001234",), True) for text in (
            "138 0000 1234", "138-0000-1234", "+8613800001234", "008613800001234", "8613800001234",
            "13800001234.0", "１３８００００１２３４", "'13800001234",
        )),
        *((text, ("0562-2800000",), True) for text in ("(0562)2800000", "0562 2800000", "05622800000")),
        ("0562-2800000转801", ("0562-2800000转801",), True),
        ("13800001234、0562-2800000", ("13800001234", "0562-2800000"), True),
        ("13800001234 13900001234", ("13800001234", "13900001234"), True),
        ("13800001234/13800001234", ("13800001234",), True),
        ("儿子13800001234", ("13800001234",), False),
        ("00852-91234567", ("+85291234567",), True),
        *((text, (), False) for text in ("1.38E+10", "138****1234", "12345", "5622800000", "问村委会")),
    ],
)  # fmt: skip
def test_telephones(text, numbers, whole):
    phones = read_phones(text)
    assert (phones.numbers, phones.whole) == (numbers, whole)


def test_numbers_as_they_were_meant():
    assert plain_number('="340722190103200019"') == "340722190103200019"
    assert is_ruined("3.40722E+17")
    assert not is_ruined("34070519020304001X")
    assert [read_count(text) for text in ("38", "３８人", "38人次", "38.0", "约40", "-1", "")] == [38] * 4 + [
        None
    ] * 3
    assert read_names("张三等5人").headcount == 5
    assert read_names("王示例、李示例").names == ("王示例", "李示例")
    assert read_names("阿卜杜拉·买买提").names == ("阿卜杜拉·买买提",)
