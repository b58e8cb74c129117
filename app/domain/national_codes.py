"""Code lists of the national petition system, which differ from the national standards stored here."""

from __future__ import annotations

from app.domain.ethnic import ETHNIC_GROUPS

SEX = {"女": "0", "男": "1"}
"""性别 of the exchange specification; GB/T 2261.1 has 1 男 2 女 (DOMAIN.md section 3.1)."""
ETHNIC = {name: code for code, name in ETHNIC_GROUPS.items()}
"""民族 by GB/T 3304."""
YES, NO = "1", "0"
VISITING = "来访"
"""信访形式 of everything that is registered here."""

PACK = (
    *("姓名", "性别", "民族", "证件类型", "证件号码", "出生日期", "住址", "手机号", "固定电话", "国籍"),
    *("序号", "是否主访人", "信访件编号", "标题", "信访日期", "登记时间", "登记人", "登记机构", "信访形式"),
    *("信访目的", "内容分类", "问题属地", "信访人数", "涉及人数", "概况", "投诉内容", "匿名", "集体访"),
    *("重复信访", "越级", "办理程序", "备注"),
)
"""Columns in the order in which the national system asks for them: the person, then the matter."""


def flag(value: bool) -> str:
    """是 1, 否 0."""
    return YES if value else NO


def is_mobile(phone: str | None) -> bool:
    """Whether a telephone belongs under 手机号; others under 固定电话."""
    return bool(phone) and len(phone or "") == 11 and (phone or "").startswith("1")
