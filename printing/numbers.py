"""Finds the numbers of a text with the unit that each is read with: 第 22 条, 1,234.5 万元, 5 个工作日."""

from __future__ import annotations

import re

UNITS = (
    *("年度", "周年", "年", "季度", "季", "个月", "月份", "月底", "月", "周", "旬"),
    *("个工作日", "工作日", "日", "天", "小时", "分钟", "时", "分", "秒", "点"),
    *("个百分点", "百分点", "亿元", "万元", "千元", "元", "角", "亿", "万", "千", "百", "倍", "成"),
    *("人次", "人", "名", "位", "口人", "口", "岁", "周岁", "户次", "户", "批次", "批", "件次", "件", "起"),
    *("次", "例", "宗", "项", "条", "款", "目", "章", "节", "号", "类", "级", "期", "届", "步", "处", "行"),
    *("份", "页", "张", "本", "封", "册", "卷", "字", "格", "个", "种", "台", "部", "辆", "块", "笔"),
    *("个单位", "家", "组", "幢", "栋", "单元", "层", "楼", "室", "套", "间", "弄", "组团"),
    *("平方公里", "平方米", "公顷", "公里", "毫米", "厘米", "米", "亩", "吨", "公斤", "度"),
)
"""Words that papers put behind a number."""
_ABOUT = "余多来"
_SPOKEN = "[〇零一二两三四五六七八九十百千]+"
"""Numbers of articles are written out: 第二十二条."""
_SPACE = "[ \u00a0]?"
_DIGIT = "[0-9０-９]"
_DIGITS = rf"{_DIGIT}+(?:,{_DIGIT}{{3}})*(?:\.{_DIGIT}+)?"
_LONGEST_FIRST = "|".join(sorted(UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?:第{_SPACE})?{_DIGITS}(?:{_SPACE}[{_ABOUT}]?(?:{_LONGEST_FIRST})|[%％‰℃])"
    rf"|第?{_SPOKEN}[{_ABOUT}]?(?:{_LONGEST_FIRST})"
    rf"|(?<![0-9A-Za-z_./:@+#&=*-]){_DIGITS}"
)
"""The last: a number without a unit that is no part of a longer one, as 261123 of LF340700-A-261123-001."""


def bound_places(text: str) -> frozenset[int]:
    """Places between two characters of a number with its unit, where no line may end."""
    return frozenset(
        place for number in _NUMBER.finditer(text) for place in range(number.start() + 1, number.end())
    )
