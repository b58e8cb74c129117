"""依法分类处理: which other lawful way a matter may have, by category and words (信访工作条例第31条)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalWay:
    """A way beside the petition, as a hint to the clerk: never a reason to turn anyone away."""

    name: str
    """行政复议, 劳动仲裁 …"""
    what: str
    """One sentence for the visitor."""
    rule: str
    """The article."""
    because: str
    """The word that called it up."""


_WAYS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "诉讼或检察监督",
        "对判决、裁定、执行不服的，可依法申诉或申请检察监督",
        "条例第 31 条第 1 项",
        ("判决", "裁定", "法院", "执行难", "上诉", "再审", "刑事", "政法"),
    ),
    (
        "劳动仲裁",
        "劳动争议可向劳动人事争议仲裁委员会申请仲裁",
        "条例第 31 条第 2 项",
        ("欠薪", "拖欠工资", "工资", "劳动合同", "工伤", "辞退", "劳动和社会保障"),
    ),
    (
        "党员申诉、申请复审",
        "对党纪、政务处分不服的，可向原决定机关申请复审",
        "条例第 31 条第 3 项",
        ("党纪", "党内处分", "政务处分", "开除党籍"),
    ),
    (
        "行政复议",
        "对行政机关的决定不服的，可申请行政复议",
        "条例第 31 条第 4 项",
        ("行政处罚", "不予登记", "不动产", "产权证", "征收决定", "强制拆除", "行政许可", "罚款", "工伤认定"),
    ),
    (
        "申请查处",
        "要求查处违法行为的，可向主管机关申请履行职责",
        "条例第 31 条第 5 项",
        ("违法建设", "违建", "无证经营", "偷排", "污染", "假冒", "超载", "环境保护"),
    ),
)


def legal_way(category: str | None, words: str) -> LegalWay | None:
    """The first way whose words occur in the category or, failing that, in the claim and facts.

    Words are this program's own choice (DOMAIN.md has no table), so this only ever hints.
    """
    for text in (category or "", words):
        for name, what, rule, marks in _WAYS:
            for mark in marks:
                if mark in text:
                    return LegalWay(name, what, rule, mark)
    return None
