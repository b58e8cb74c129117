"""Tables and columns have the Chinese names that the people who fill them in use."""

from __future__ import annotations

import json

TABLES: dict[str, str] = {
    "people": "来访人",
    "visits": "来访登记",
    "attendances": "来访的人",
    "voids": "撤回",
    "links": "关联",
    "amendments": "更正",
    "matters": "信访事项",
    "deadlines": "期限",
    "steps": "办理步骤",
    "notices": "三个告知",
    "reminders": "催办",
    "person_keys": "个人签名密钥",
    "entered_figures": "录入的数字",
    "reports_out": "导出的统计",
    "requests": "报批",
    "decisions": "签批",
    "withdrawals": "撤销的步骤",
    "receipts": "签收",
    "deliveries": "送达",
    "appointments": "指定的人",
    "visit_moves": "并案和拆分",
    "incidents": "现场情况",
    "attachments": "附件",
    "detachments": "撤下的附件",
    "thumbnails": "附件的小图",
    "list_facts": "台账",
    "hall_acts": "候访",
    "alert_receipts": "预警签收",
    "ratings": "评价",
    "receptions": "联合接访",
    "received_visits": "接访的批次",
    "seats": "到场单位",
    "lines": "接访记录",
    "duties": "交办",
    "duty_replies": "交办答复",
    "documents": "文书",
    "printings": "出纸",
    "staff": "账号",
    "desks": "工位",
    "units": "单位",
    "categories": "类别",
    "divisions": "区划",
    "holidays": "放假安排",
    "roster": "值班",
    "settings": "设置",
    "gaps": "空号",
    "audit": "审计",
    "conflicts": "核对",
}

COLUMNS: dict[str, str] = {
    "name": "姓名",
    "sex": "性别",
    "birth": "出生日期",
    "birth_year": "出生年份",
    "ethnic": "民族",
    "nationality": "国籍",
    "id_type": "证件类型",
    "id_number": "证件号码",
    "no_id_reason": "没有证件的原因",
    "phone": "电话",
    "address": "住址",
    "absent": "没有填的项",
    "number": "编号",
    "claim": "诉求",
    "facts": "情况",
    "purpose": "目的",
    "category": "类别",
    "place": "属地",
    "procedure": "程序",
    "confidential": "保密",
    "status": "办理状态",
    "unit": "责任单位",
    "opened_at": "开始时间",
    "due": "最近的期限",
    "kind": "种类",
    "one": "一方",
    "other": "另一方",
    "why": "依据",
    "at": "时间",
    "by": "经办人",
    "undone_at": "取消时间",
    "undone_by": "取消的人",
    "form": "形式",
    "room": "接访室",
    "lead": "牵头单位",
    "leader": "带班领导",
    "recorder": "记录人",
    "roster_reason": "换人原因",
    "result": "处理结果",
    "ended_at": "结束时间",
    "continues": "接着哪一场",
    "desk": "工位",
    "clerk": "登记人",
    "login": "账号",
    "roles": "角色",
    "disabled": "停用",
    "must_change_password": "要换密码",
    "letter": "台号",
    "suite": "算法",
    "token": "令牌",
    "series": "号码系列",
    "key_id": "密钥编号",
    "public_key": "公钥",
    "short": "简称",
    "division": "区划代码",
    "initials": "拼音首字母",
    "path": "类别",
    "code": "区划代码",
    "day": "日期",
    "source": "来源",
    "key": "项名",
    "value": "内容",
    "state": "处理",
    "decided_by": "处理的人",
    "decided_at": "处理时间",
    "text": "内容",
    "opinion": "工作意见",
    "contact": "联络方式",
    "reason": "原因",
    "remark": "备注",
    "duty": "交办事项",
    "content": "文书内容",
    "detail": "详情",
    "headcount": "人数",
    "provisional": "暂定",
    "derivation": "怎么算的",
    "way": "从哪天起算多久",
    "units": "单位",
    "contacts": "各级联系人",
    "part": "上午或下午",
    "accused": "被检举单位",
    "organisation": "来访单位",
    "guardian": "监护人",
    "proxy": "代理人",
    "interpreter": "翻译",
    "urgent": "重大紧急",
    "skipped_levels": "越级",
    "interest": "应当回避的人",
    "written": "书面材料",
    "concerned": "涉及人数",
    "arrived_at": "来访时间",
}
"""A column has one name wherever it stands, but for those of ``_OTHERWISE``."""

_OTHERWISE: dict[tuple[str, str], str] = {
    ("units", "name"): "单位名称",
    ("divisions", "name"): "区划名称",
    ("deadlines", "due"): "期限",
    ("duties", "due"): "交办期限",
    ("holidays", "name"): "节日",
    ("holidays", "kind"): "休或班",
    ("conflicts", "lost"): "没有留下的值",
}

UNNAMED_TABLE, UNNAMED_COLUMN = "记录", "一项"
"""For what a newer program on another desk calls by a name that this one does not know."""


PERSONAL_FIELDS = frozenset(
    {
        *("name", "birth", "birth_year", "id_number", "phone", "address"),
        *("proxy", "organisation", "guardian", "interpreter"),
    }
)
"""Fields whose values are told to nobody who only looks at what was corrected."""


def corrected_words(field: str, text: str | None) -> str:
    """A value that a correction keeps, for reading: units one after another, a time to the minute."""
    if text is None or text in ("", "[]"):
        return "空"
    if field in ("units", "accused", "interest"):
        return "、".join(json.loads(text)) if text.startswith("[") else text
    if field in ("arrived_at", "opened_at") and "T" in text:
        return text[:16].replace("T", " ")
    return text


def table_words(table: str) -> str:
    """来访人, 信访事项 …"""
    return TABLES.get(table, UNNAMED_TABLE)


def column_words(table: str, column: str) -> str:
    """电话, 诉求 …; the column's own name is for programs."""
    return _OTHERWISE.get((table, column)) or COLUMNS.get(column, UNNAMED_COLUMN)
