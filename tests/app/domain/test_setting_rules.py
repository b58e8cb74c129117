"""Every declared setting has its rule: what no paper and no law can bear is refused before it is stored."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.setting_rules import CHOICES, LENGTHS, RANGES, READERS, check_setting
from app.errors import Refused
from app.settings import DECLARED


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.key)
def test_each_setting_has_one_rule_and_its_default_keeps_it(one: Any) -> None:
    rules = [table for table in (RANGES, CHOICES, LENGTHS, READERS) if one.key in table]
    assert len(rules) == (0 if one.type is bool else 1)
    assert (one.key in RANGES) == (one.type is int)
    check_setting(one.key, one.default)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("查询地址", "http://xf.example.gov.cn/q", "host_unfit"),
        ("查询地址", "https://xf.example.gov.cn", "host_unfit"),
        ("查询地址", "信访.示例", "host_unfit"),
        ("查询地址", "a" * 200, "host_unfit"),
        ("延期上限", 600, "setting_range"),
        ("办结期限", 61, "setting_range"),
        ("转送期限", 0, "setting_range"),
        ("复查申请期限", 15, "setting_range"),
        ("配色", "黑白", "setting_choice"),
        ("回执纸张", "B5", "setting_choice"),
        ("接待地址", "示" * 61, "setting_long"),
    ],
)
def test_what_would_spoil_every_slip_or_break_the_law_is_refused(key: str, value: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_setting(key, value)
    assert refused.value.errors[0].code == code


@pytest.mark.parametrize("host", ["", "xf.example.gov.cn", "XF.EXAMPLE.GOV.CN:8443", " xf.example.gov.cn "])
def test_a_host_alone_is_taken(host: str) -> None:
    check_setting("查询地址", host)
