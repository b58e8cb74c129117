"""Pinyin of names and units: surnames as they are said, units as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text.pinyin import match_units, readings
from tests.app.domain.units import UNITS, Unit


@pytest.mark.parametrize(
    ("name", "full", "first"),
    [
        ("曾国强", "zengguoqiang", "zgq"),
        ("单小明", "shanxiaoming", "sxm"),
        ("解小明", "xiexiaoming", "xxm"),
        ("仇小明", "qiuxiaoming", "qxm"),
        ("查小明", "zhaxiaoming", "zxm"),
        ("朴小明", "piaoxiaoming", "pxm"),
        ("区小明", "ouxiaoming", "oxm"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟明", "moqiming", "mqm"),
        ("乐小明", "yuexiaoming", "yxm"),
        ("王小明", "wangxiaoming", "wxm"),
        ("䶮", "yan", "y"),
        ("𬭎小明", "hongxiaoming", "hxm"),
    ],
)
def test_names_are_found_as_they_are_said(name, full, first):
    keys = readings(name)
    assert (keys.full[0], keys.initials[0]) == (full, first)


def test_the_dictionary_reading_of_a_surname_is_found_too():
    assert "cengguoqiang" in readings("曾国强").full
    assert {"lvming", "luming"} <= set(readings("吕明").full)


@given(st.text(max_size=12))
def test_keys_are_lower_case_letters_and_digits(text):
    keys = readings(text)
    assert all(key and key == key.lower() and key.isalnum() for key in (*keys.full, *keys.initials))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("市住建局", "市住建局"),
        ("住建局", "市住建局"),
        ("住建", "市住建局"),
        ("@住建", "市住建局"),
        ("＠住建 ", "市住建局"),
        ("铜陵市住建局", "市住建局"),
        ("zj", "市住建局"),
        ("ＺＪＪ", "市住建局"),
        ("szjj", "市住建局"),
        ("zhujian", "市住建局"),
        ("义安", "义安区"),
        ("yaq", "义安区"),
        ("自资", "市自然资源局"),
        ("zr", "市自然资源局"),
        ("郊区", "郊区"),
        ("枞阳", "枞阳县"),
    ],
)
def test_units_are_found_by_what_people_type(typed, name):
    assert [unit.name for unit in match_units(UNITS, typed)] == [name]


@pytest.mark.parametrize("typed", ["", "@", "外星局", "住", "市", "q", "x"])
def test_too_little_or_a_stranger_finds_none(typed):
    assert match_units(UNITS, typed) == []


def test_two_units_of_one_name_are_both_found_and_a_disabled_one_is_not():
    twins = [Unit("市教育局", "教育局"), Unit("市教研局", "教研局"), Unit("市旧局", "旧局", disabled=True)]
    assert len(match_units(twins, "jy")) == 2
    assert match_units(twins, "旧局") == []


def test_a_short_name_wins_over_a_name_that_is_only_shortened():
    units = [Unit("市住建局", "市住建局"), Unit("住建服务中心", "住建")]
    assert [unit.short for unit in match_units(units, "住建")] == ["住建"]


def test_an_official_long_name_answers_to_its_short_form():
    long = [Unit("铜陵市住房和城乡建设局", "市住房局"), Unit("铜陵市公安局", "市公安局")]
    assert [unit.name for unit in match_units(long, "住建")] == ["铜陵市住房和城乡建设局"]
