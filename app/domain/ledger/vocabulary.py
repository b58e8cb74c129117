"""Words that ledgers use for what this program calls otherwise, and words that say that there is nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from app.domain.terms import ID_TYPES, PURPOSES, STATUSES

_NOTHING = {
    **dict.fromkeys(
        ("无", "没有", "不详", "未知", "不知", "不清楚", "不明", "不清", "未详", "空", "空白"), "不详"
    ),
    **dict.fromkeys(
        ("暂无", "未填", "未登记", "未提供", "无法提供", "null", "none", "nil", "n/a", "na"), "不详"
    ),
    **dict.fromkeys(("-", "--", "---", "—", "——", "/", "//", "\\", "*", "×", "?", "??"), "不详"),
    **dict.fromkeys(("不愿提供", "拒绝提供", "拒绝", "拒不提供", "不肯提供", "保密", "不提供"), "不愿提供"),
    **dict.fromkeys(("匿名", "不具名", "未具名", "不署名", "未署名", "不愿透露", "不愿透露姓名"), "不愿提供"),
    **dict.fromkeys(
        ("未带", "没带", "忘带", "未携带", "没有带", "未带证件", "未带身份证", "未出示"), "当场无证件"
    ),
}
_SEXES = {"男性": "男", "女性": "女", "男士": "男", "女士": "女", "M": "男", "F": "女", "1": "男", "2": "女"}
"""0 is 女 in the national system and 未知 in GB/T 2261.1: it is asked about."""
_ID_TYPES = {
    **dict.fromkeys(
        ("身份证", "二代身份证", "第二代身份证", "二代证", "一代身份证", "临时身份证"), "居民身份证"
    ),
    **dict.fromkeys(("身份证号", "身份证号码", "公民身份证", "居民身份证号"), "居民身份证"),
    **dict.fromkeys(("回乡证", "港澳通行证", "港澳居民通行证", "来往内地通行证"), "港澳居民来往内地通行证"),
    **dict.fromkeys(("台胞证", "台湾通行证", "台湾居民通行证"), "台湾居民来往大陆通行证"),
    **dict.fromkeys(("港澳台居住证",), "港澳台居民居住证"),
    **dict.fromkeys(("外国人永居证", "永久居留证", "外国人永久居留证"), "外国人永久居留身份证"),
    **dict.fromkeys(("户口本", "户籍簿"), "户口簿"),
    **dict.fromkeys(("军人证", "军官证件"), "军官证"),
    **dict.fromkeys(("其它", "其他证件", "其它证件"), "其他"),
}
_PURPOSES = {
    **dict.fromkeys(("求助", "求决类", "请求解决", "申诉求决", "申诉求决类", "投诉请求", "投诉"), "求决"),
    **dict.fromkeys(("申诉类", "申述"), "申诉"),
    **dict.fromkeys(("意见", "建议", "建议意见", "意见建议类", "建议意见类", "建言献策"), "意见建议"),
    **dict.fromkeys(("揭发", "控告", "检举", "举报", "检举控告", "检举控告类", "揭发控告类"), "揭发控告"),
    **dict.fromkeys(("其它", "其他类", "咨询", "政策咨询", "咨询类", "表达感情", "感谢"), "其他"),
}
_STATUSES = {
    **dict.fromkeys(
        ("办结", "结案", "已结案", "已结", "已完结", "完结", "办结归档", "已办理", "已办完"), "已办结"
    ),
    **dict.fromkeys(
        ("已处理", "处理完毕", "已解决", "已化解", "化解", "已答复", "当场答复", "现场办结"), "已办结"
    ),
    **dict.fromkeys(
        ("在办", "正在办理", "正在处理", "处理中", "未办结", "未结案", "未结", "未解决", "未化解"), "办理中"
    ),
    **dict.fromkeys(("转办", "已转办", "交办", "已交办", "转送", "已转送", "转交", "已转交"), "办理中"),
    **dict.fromkeys(("受理",), "已受理"),
    **dict.fromkeys(("登记", "待办", "待办理", "待处理", "未办", "未办理"), "已登记"),
    **dict.fromkeys(("引导", "已分流"), "已引导"),
    **dict.fromkeys(("存查", "留存"), "存"),
    **dict.fromkeys(("撤回", "撤诉", "已撤诉"), "已撤回"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "sex": {"男": "男", "女": "女"} | _SEXES,
    "id_type": {word: word for word in ID_TYPES} | _ID_TYPES,
    "purpose": {word: word for word in PURPOSES} | _PURPOSES,
    "status": {word: word for word in STATUSES} | _STATUSES,
}
"""Field to the ledger's words with the program's own."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "sex": ("男", "女"),
    "id_type": ID_TYPES,
    "purpose": PURPOSES,
    "status": STATUSES,
}
VISITS = ("来访", "走访", "上门", "接访", "约访", "下访")
"""Words in a ledger's column of ways that say that somebody came."""


def plain_word(text: str) -> str:
    """A word for comparing: half width, without spaces and a full stop."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.")


def absent_reason(text: str) -> str | None:
    """Why a cell has no value, if its text says that it has none: 不详, 不愿提供, 当场无证件."""
    word = plain_word(text)
    return _NOTHING.get(word) or _NOTHING.get(word.lower())


def known_word(field: str, text: str) -> str | None:
    """The program's word for a ledger's word, None if it is not known."""
    word = plain_word(text)
    return WORDS[field].get(word) or WORDS[field].get(word.upper())
