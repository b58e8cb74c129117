"""Sentences about registering and amending a visit."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "search_empty": "还没有写要找什么。可以写编号、查询码、姓名或首字母、证件号或电话后四位、诉求里的词。",
    "limit_range": "一次最多列 {most} 条，最少 1 条。",
    "purpose_missing": "看完整证件号要写明用途，例如“核对身份”。用途会记入审计。",
    "unmask_own_day": "登记员只能看自己当天登记的完整证件号。请由接谈员或带班领导来看。",
}
