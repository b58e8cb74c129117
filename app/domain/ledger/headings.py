"""Finds the row of headings in a ledger and the field that each heading means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.ledger.mapping import LedgerMap

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("编号", "原编号", "信访件编号", "信访编号", "登记编号", "案件编号", "信访号"),
    "arrived": (
        *("来访日期", "信访日期", "接访日期", "接待日期", "日期", "来访登记日期", "登记日期"),
        *("来访时间", "信访时间", "接访时间", "接待时间", "接件时间", "到访时间", "登记时间", "时间"),
    ),
    "time": ("来访时间", "到访时间", "接访时间", "接待时间", "时间"),
    "registered": ("登记日期", "登记时间"),
    "name": (
        *("姓名", "来访人", "信访人", "来访人姓名", "信访人姓名", "来访者", "来访者姓名", "来访群众"),
        *("群众姓名", "当事人", "诉求人", "反映人"),
    ),
    "sex": ("性别",),
    "birth": ("出生日期", "出生年月日"),
    "ethnic": ("民族",),
    "nationality": ("国籍",),
    "id_type": ("证件类型", "证件种类", "证件名称"),
    "id_number": ("身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "证件号", "有效证件号码"),
    "phone": ("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "联系号码"),
    "address": ("住址", "地址", "家庭住址", "家庭地址", "常住地址", "现住址", "住所", "居住地址", "联系地址"),
    "headcount": ("人数", "来访人数", "信访人数", "人次", "来访人次", "批次人数"),
    "concerned": ("涉及人数",),
    "purpose": ("信访目的", "目的"),
    "category": ("内容分类", "类别", "问题类别", "问题分类", "信访类别"),
    "place": ("属地", "问题属地", "区划", "所属区划"),
    "units": ("涉及单位", "反映单位"),
    "unit": ("责任单位", "承办单位", "办理单位", "主办单位"),
    "claim": (
        *("诉求", "主要诉求", "事由", "标题", "信访诉求", "诉求内容", "信访事项", "反映问题", "主要问题"),
        *("反映事项", "信访内容", "来访内容", "来访事由"),
    ),
    "facts": ("情况", "反映情况", "概况", "内容", "投诉内容", "基本情况", "具体情况", "情况概述", "反映内容"),
    "status": ("状态", "办理状态", "办结状态", "办结情况"),
    "outcome": ("办理情况", "办理结果", "处理情况", "处理结果", "处理意见", "答复情况"),
}
"""Each field with the headings that stand for it without a map, the likeliest first."""
KEPT = frozenset(
    (
        *(
            "备注",
            "序号",
            "信访类型",
            "信访形式",
            "来访形式",
            "信访渠道",
            "来源",
            "接待人",
            "接谈人",
            "接访人",
        ),
        *(
            "登记人",
            "经办人",
            "承办人",
            "年龄",
            "职业",
            "工作单位",
            "政治面貌",
            "办结日期",
            "办结时间",
            "户籍地址",
        ),
        *(
            "户口所在地",
            "邮编",
            "文化程度",
            "初重件",
            "初次重复",
            "是否重复",
            "满意度",
            "包案领导",
            "接访领导",
        ),
        *("带班领导", "化解情况", "批示"),
    )
)
"""Headings whose cells are kept with the record as they are."""
FORMS = frozenset({"信访类型", "信访形式", "来访形式", "信访渠道", "来源"})
"""Of these, the ones that say by which way the petition came."""
CLOSED_ON = frozenset({"办结日期", "办结时间"})
"""Of these, the ones that say when the matter was closed."""
RESIDENT_HEADINGS = frozenset({"身份证号", "身份证号码", "身份证", "公民身份号码"})
_LOOKED_AT = 20
"""Rows among which the headings are looked for."""
_BRACKETS = re.compile(r"[(\[【〔{<][^)\]】〕}>]*[)\]】〕}>]")
_MARKS = re.compile(r"[\s:：*＊★_]+")


def fold(heading: str) -> str:
    """A heading without white space, colons and stars, in half width."""
    plain = unicodedata.normalize("NFKC", heading).replace("\u200b", "").replace("\ufeff", "")
    return _MARKS.sub("", plain)


def without_brackets(heading: str) -> str:
    """人数(人) as 人数."""
    return _BRACKETS.sub("", fold(heading)) or fold(heading)


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a sheet is."""

    headings: tuple[str, ...]
    fields: Mapping[int, str]
    """Place to field."""
    kept: Mapping[int, str]
    """Place to the name under which its cells are kept as they are."""
    ignored: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Headings that nobody knows."""
    doubled: tuple[str, ...] = ()
    """Headings of a field that stand twice."""

    @property
    def resident(self) -> bool:
        """Whether the column of numbers says that they are residents' numbers."""
        return any(
            name == "id_number" and without_brackets(self.headings[place]) in RESIDENT_HEADINGS
            for place, name in self.fields.items()
        )

    def has(self, field: str) -> bool:
        return field in self.fields.values()

    def heading_of(self, field: str) -> str:
        """The heading of a field as the file writes it; the field's usual one where the file has none."""
        place = next((place for place, name in self.fields.items() if name == field), None)
        return FIELDS[field][0] if place is None else " ".join(self.headings[place].split())


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a sheet and the rows of the file they stand in."""

    columns: Columns
    first: int
    last: int
    storeys: tuple[tuple[str, ...], ...] = ()
    """The cells of its rows, as a new page may repeat them."""

    def repeats(self, cells: Sequence[str]) -> bool:
        """Whether a row says nothing but what stands in one of the rows of the headings."""
        words = [(place, fold(cell)) for place, cell in enumerate(cells) if cell]
        rows = (self.columns.headings, *self.storeys)
        return any(all(word == fold(_at(row, place)) for place, word in words) for row in rows)


def assign(headings: Sequence[str], ledger_map: LedgerMap) -> Columns:
    """Tell the columns by their headings: the map's word first, then the usual ones."""
    folded = [fold(heading) for heading in headings]
    bare = [without_brackets(heading) for heading in headings]
    fields: dict[int, str] = {}
    for field, heading in ledger_map.columns.items():
        place = _place(fold(heading), folded, bare, fields)
        if place is not None:
            fields[place] = field
    ignored = {fold(heading) for heading in ledger_map.ignore}
    named = {fold(heading) for heading in ledger_map.keep}
    spoken_for = {n for n, heading in enumerate(folded) if heading in ignored | named}
    for field, usual in FIELDS.items():
        if field in ledger_map.columns:
            continue
        taken = spoken_for | set(fields)
        place = next(
            (place for word in usual if (place := _place(word, folded, bare, taken)) is not None), None
        )
        if place is not None:
            fields[place] = field
    return _with_rest(headings, folded, bare, fields, ignored, named)


def _place(
    wanted: str, folded: list[str], bare: list[str], taken: Mapping[int, str] | set[int]
) -> int | None:
    for names in (folded, bare):
        for place, name in enumerate(names):
            if name == wanted and place not in taken:
                return place
    return None


def _with_rest(
    headings: Sequence[str],
    folded: list[str],
    bare: list[str],
    fields: dict[int, str],
    ignored: set[str],
    named: set[str],
) -> Columns:
    kept: dict[int, str] = {}
    left_out: list[str] = []
    unread: list[str] = []
    doubled: list[str] = []
    known = {folded[place] for place in fields}
    for place, heading in enumerate(folded):
        if not heading or place in fields:
            continue
        shown = " ".join(headings[place].split())
        if heading in ignored:
            left_out.append(shown)
        elif heading in named or bare[place] in KEPT:
            kept[place] = shown if shown not in kept.values() else f"{shown}（{place + 1}）"
        elif heading in known:
            doubled.append(shown)
        else:
            unread.append(shown)
    return Columns(
        tuple(headings), fields, kept, tuple(left_out), tuple(unread), tuple(dict.fromkeys(doubled))
    )


def find_head(rows: Sequence[tuple[int, tuple[str, ...]]], ledger_map: LedgerMap) -> Head | None:
    """The headings among the first rows (number, cells): the row, or two together, that name most.

    Headings of two storeys (信访人 over 姓名 and 住址) are read as one. None where no row holds anything.
    """
    best: tuple[int, Head] | None = None
    for at, (number, cells) in enumerate(rows[:_LOOKED_AT]):
        candidates: list[tuple[tuple[str, ...], int, tuple[tuple[str, ...], ...]]] = [
            (cells, number, (cells,))
        ]
        if at + 1 < len(rows) and rows[at + 1][0] == number + 1:
            lower = rows[at + 1][1]
            candidates.append((_storeys(cells, lower), number + 1, (cells, lower)))
        for headings, last, storeys in candidates:
            columns = assign(headings, ledger_map)
            single = int(last == number)
            score = 20 * len(columns.fields) + 2 * len(columns.kept) + single
            if best is None or score > best[0]:
                best = (score, Head(columns, number, last, storeys))
    return best[1] if best else None


def _storeys(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    """The lower headings, with the upper one where a column has no lower one."""
    width = max(len(upper), len(lower))
    pairs = ((_at(lower, place), _at(upper, place)) for place in range(width))
    return tuple(below or above for below, above in pairs)


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
