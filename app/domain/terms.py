"""The field's own words for enumerated values, stored as they are said."""

from __future__ import annotations

PURPOSES = ("申诉", "求决", "意见建议", "揭发控告", "其他")
ACCUSATION, ADVICE = "揭发控告", "意见建议"
OTHER = "其他"
KINDS_OF_LAW = {
    "申诉": "申诉求决类",
    "求决": "申诉求决类",
    "意见建议": "建议意见类",
    "揭发控告": "检举控告类",
    "其他": "申诉求决类",
}
"""Purpose to the three types of 条例第29–31条; 其他 is treated as 申诉求决类."""

ID_TYPES = (
    "居民身份证",
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "港澳台居民居住证",
    "外国人永久居留身份证",
    "军官证",
    "户口簿",
    "其他",
    "无",
)
ABSENT_REASONS = ("不详", "不愿提供", "当场无证件")
SEXES = ("男", "女")
PROCEDURES = ("普通", "简易")
SINGLE, GROUP = "个体访", "集体访"
GROUP_FROM = 5
"""A visit of five or more persons is 集体访 (DOMAIN.md section 1.1)."""

STATUSES = ("已登记", "办理中", "已受理", "已办结", "不予受理", "不再受理", "已引导", "存", "已撤回")
CLOSED_STATUSES = frozenset({"已办结", "不予受理", "不再受理", "已引导", "存", "已撤回"})

JOINT_FORM, TALK_FORM = "联合接访", "接谈"
RECEPTION_FORMS = (JOINT_FORM, "带班接访", "约访", "下访", TALK_FORM)
"""联合接访 is the 1+X; 接谈 is the bureau alone; in the others a leader sits and no other unit need."""
RECEPTION_RESULTS = ("现场办结", "转办", "交办", "继续协调", "引导")
LINE_KINDS = ("诉求", "交办", "现场答复", "记录")
ORAL = "口头"
TOLD = (ORAL, "书面")
ACKNOWLEDGED = ("签字", "拒签", "见证")
STATUTORY, PROMISE = "法定", "承诺"
RATINGS = ("满意", "基本满意", "不满意")
