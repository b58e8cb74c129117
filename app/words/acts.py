"""Words of acts and refusals: an audit row 无权 carries the act or the reason as its code."""

from __future__ import annotations

ACT_WORDS = {
    "register": "登记",
    "amend": "更正",
    "void": "作废来访",
    "notice": "三个告知",
    "rate": "评价",
    "slip": "出纸",
    "print": "打印",
    "show": "查看",
    "search": "查找",
    "conflicts": "核对",
    "draft": "草稿",
    "sync": "同步",
    "courier": "用文件同步",
    "unmask": "看完整证件号",
    "attach": "附件",
    "hall": "候访",
    "incident": "现场情况",
    "roster": "带班表",
    "reception": "接访",
    "step": "办理",
    "list": "台账",
    "join": "归到另一件事",
    "split": "拆出去",
    "hand": "首接移交",
    "name": "指定查看人",
    "approve": "审批",
    "due": "督办",
    "remind": "催办",
    "report": "统计",
    "gaps": "空号",
    "export": "导出",
    "import": "导入旧台账",
    "tables": "基础表",
    "enrol": "加入中心",
    "backup": "备份",
    "restore": "恢复",
    "settings": "设置",
    "staff": "人员",
    "hub revoke": "停用登记台",
    "audit": "看审计",
    "check": "核对库",
    "withheld": "保密事项",
    "has_interest": "应当回避的事项",
    "unmask_role": "导出完整证件号",
    "unmask_own_day": "看完整证件号，不是自己当天登记的",
    "own_request": "批自己送的请示",
    "other_leader": "批送给别人的请示",
    "leader_signs": "换包案领导，不是带班领导",
    "leader_settles": "核对两台办得不一样的，不是带班领导",
}
"""By the acts of ``app.domain.roles`` and the refusals of a case (``app.desk.OF_THE_CASE``)."""


def act_words(code: str) -> str:
    """The words of a code; a record's number, and a code of a newer desk, as it stands."""
    return ACT_WORDS.get(code, code)
