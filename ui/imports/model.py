"""Puts the page of an import into words: columns, rows, the effect of F9, batches; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.dates.derivation import WEEKDAYS
from app.domain.ledger.mending import SPLIT
from app.errors import FieldError
from app.services.ledger.judge_visits import ALREADY, FINE, HELD, LEFT_OUT, REFUSED
from app.services.ledger.list_batches import BatchShown
from app.services.ledger.look_at_ledger import FIELD as AS_FIELD
from app.services.ledger.look_at_ledger import KEEP as AS_KEPT
from app.services.ledger.look_at_ledger import UNREAD, ColumnLook, LedgerLook
from app.services.ledger.row_look import RowLook
from app.words import sentence
from ui.imports.form import KEEP, WORDS
from ui.tables.columns import Cell, Column

ALL = "全部"
FILTERS = (ALL, FINE, HELD, REFUSED, ALREADY)
_RANK = {REFUSED: 0, HELD: 1, ALREADY: 2, LEFT_OUT: 3, FINE: 4}
_LOOKS = {
    REFUSED: ("error", "err"),
    HELD: ("warning", "warn"),
    ALREADY: ("open", "text2"),
    LEFT_OUT: ("open", "text2"),
    FINE: ("check", "ok"),
}
_ROWS_NAMED = 8
"""Rows that are no visits, of which so many are named by their number."""
_WHAT_TO_DO = {
    REFUSED: "Enter 改这一行",
    HELD: "Enter 改，Alt+D 照导或不导",
    ALREADY: "跳过，不会导两次",
    LEFT_OUT: "你定了不导，Alt+D 取消",
    FINE: "导入",
}


def what_to_do(row: RowLook) -> str:
    """The last column: what a key would do, or what was done."""
    names = names_in(row)
    if row.verdict == HELD and names:
        return f"Alt+P 拆成 {names} 人，Alt+D 作 1 人"
    if row.verdict == FINE and row.dealt:
        words = ("你改过" if row.dealt.mended else "", row.dealt.decision or "")
        done = "、".join(word for word in words if word)
        return f"导入，{done}"
    return _WHAT_TO_DO[row.verdict]


def names_in(row: RowLook) -> int:
    """How many people a held row's cell seems to name; 0 where that is not asked."""
    return next((int(error.facts["count"]) for error in row.errors if error.code == "two_names"), 0)


def _as_what(column: ColumnLook) -> Cell:
    if column.role == AS_FIELD:
        return Cell(WORDS[column.name])
    if column.role == UNREAD:
        return Cell("还没有定", token="warn")
    return Cell(KEEP if column.role == AS_KEPT else "不导入", token="text2")


def _opinion(column: ColumnLook) -> Cell:
    if column.role == UNREAD:
        return Cell("不认识，Enter 选一项", shape="warning", token="warn")
    if not column.remarks:
        return Cell("", shape="check", token="ok") if column.role == AS_FIELD else Cell("", token="text3")
    code, count = column.remarks.most_common(1)[0]
    error = column.words[code]
    if column.unknown:
        words = "、".join(f"“{word}”" for word, _ in column.unknown.most_common(3))
        others = f"等 {len(column.unknown)} 个词" if len(column.unknown) > 3 else ""
        return Cell(f"不认识{words}{others}，Enter 定作什么", shape="warning", token="warn")
    more = f"，还有 {len(column.remarks) - 1} 种" if len(column.remarks) > 1 else ""
    return Cell(f"{count} 行：{say(error)}{more}", shape="warning", token="warn")


COLUMN_COLUMNS = (
    Column(
        name="heading",
        title="表里的列",
        cell=lambda column: Cell(column.heading, strong=True),
        wide=112,
        rank=0,
    ),
    Column(name="as", title="作为", cell=_as_what, wide=104, rank=0),
    Column(
        name="sample",
        title="第 1 行",
        cell=lambda column: Cell(column.sample or "—", token="text2"),
        wide=112,
        rank=2,
    ),
    Column(name="opinion", title="看法", cell=_opinion, wide=176, share=3, rank=1),
)


def _verdict(row: RowLook) -> Cell:
    shape, token = _LOOKS[row.verdict]
    return Cell(row.verdict, shape=shape, token=token, strong=row.verdict == REFUSED)


def _why(row: RowLook) -> Cell:
    if row.verdict == ALREADY:
        return Cell(f"已经有了：{row.number}" if row.number else f"和第 {row.like_row} 行是同一件")
    if row.errors:
        return Cell("；".join(say(error) for error in row.errors))
    return Cell(row.words)


ROW_COLUMNS = (
    Column(name="row", title="行", cell=lambda row: Cell(str(row.row)), wide=56, rank=0),
    Column(name="verdict", title="结论", cell=_verdict, wide=112, rank=0),
    Column(name="why", title="为什么", cell=_why, wide=200, share=4, rank=0),
    Column(
        name="do",
        title="怎么办",
        cell=lambda row: Cell(what_to_do(row), token="text2"),
        wide=184,
        longest=Cell("Alt+P 拆成 2 人，Alt+D 作 1 人"),
        share=1,
        rank=2,
    ),
)


def may_decide(row: RowLook) -> bool:
    return row.verdict in (HELD, LEFT_OUT) or row.dealt.decision is not None


def may_split(row: RowLook) -> bool:
    return (row.verdict == HELD and names_in(row) > 0) or row.dealt.decision == SPLIT


def say(error: FieldError) -> str:
    return sentence(error.code, error.facts).rstrip("。")


def rows_shown(look: LedgerLook, only: str) -> list[RowLook]:
    """The worst first, each kind in the order of the file."""
    chosen = [row for row in look.rows if only in (ALL, row.verdict)]
    return sorted(chosen, key=lambda row: _RANK[row.verdict])


def count_of(look: LedgerLook, verdict: str) -> int:
    return sum(look.counts.values()) if verdict == ALL else look.counts[verdict]


def columns_title(look: LedgerLook) -> str:
    known = sum(column.role == AS_FIELD for column in look.columns)
    return f"1 列：认出 {known}，不认识 {len(look.unread)}"


def rows_title(look: LedgerLook) -> str:
    return f"2 行：{look.total:,}"


def left_line(look: LedgerLook, shown: int, only: str) -> str:
    """还有 394 行, and what to do with the bad ones."""
    left = count_of(look, only) - shown
    more = f"还有 {left:,} 行。" if left > 0 else ""
    rows = "、".join(str(row.row) for row in look.skipped[:_ROWS_NAMED])
    others = "等" if len(look.skipped) > _ROWS_NAMED else ""
    skipped = f"标题、合计、签字 {len(look.skipped)} 行不算（第 {rows} 行{others}）。" if look.skipped else ""
    return f"{more}{skipped}不能导的在上，可以另存成表，改好再导 Alt+S"


def file_words(look: LedgerLook) -> str:
    sheets = "、".join(f"“{sheet.name}”" for sheet in look.ledger.sheets if sheet.name)
    left = [sheet.name for sheet in look.ledger.left if sheet.name]
    unread = f"；没有读的表：{'、'.join(left)}" if left else ""
    unread += "".join(f"；没有读的{word} {count} 个" for word, count in look.beside.items())
    return f"{look.ledger.file}{f'，表{sheets}' if sheets else ''}，{look.total:,} 行{unread}"


def effects(look: LedgerLook) -> list[tuple[str, str, str]]:
    """Six facts of what F9 will do: title, number, sentence."""
    effect, counts = look.effect, look.counts
    span = f"{effect.first:%Y-%m} 至 {effect.last:%Y-%m}" if effect.first and effect.last else "—"
    years = "、".join(str(year) for year in sorted(effect.years))
    years = years if len(effect.years) < 4 else f"{min(effect.years)}–{max(effect.years)}"
    not_in = counts[REFUSED] + counts[HELD] + counts[ALREADY] + counts[LEFT_OUT]
    return [
        ("新增来访", f"{effect.visits:,} 批", f"{effect.heads:,} 人次，{span}"),
        ("新增事项", f"{effect.visits:,} 件", f"在办 {effect.open:,}，已办结 {effect.closed:,}"),
        ("新增的人", f"{effect.people:,}", "同一证件号的能认出是同一人，同名的不合并"),
        ("期限", f"{effect.open:,} 件在办", "标“旧台账”，不催不红，有人接着办才起算"),
        ("统计", f"{years or '—'} 年", "及时受理率不算导入的；同比会变，注明来源"),
        (
            "不导",
            f"{not_in:,} 行",
            f"不能导 {counts[REFUSED]}，要看未定 {counts[HELD]}，已有 {counts[ALREADY]}，"
            f"你定了不导 {counts[LEFT_OUT]}",
        ),
    ]


def why_not_ready(look: LedgerLook | None) -> str:
    """Why F9 cannot be pressed; empty where it can."""
    if look is None:
        return "先选一个文件"
    if look.problems:
        return say(look.problems[0])
    if look.unread:
        return f"“{look.unread[0]}”这一列还没有定"
    return "" if look.effect.visits else "没有可以导入的行"


def batch_line(batch: BatchShown) -> tuple[str, str, str, str]:
    """When, file, how many, and what can be done about it."""
    when = f"{batch.at:%Y-%m-%d} 周{WEEKDAYS[batch.at.weekday()]} {batch.at:%H:%M}"
    if batch.undone:
        return when, batch.file, f"{batch.visits:,} 批", f"{batch.by}，已经撤回"
    if not batch.touched:
        return when, batch.file, f"{batch.visits:,} 批", f"{batch.by}，可以撤销，还没有人动过"
    rest = batch.visits - len(batch.touched)
    what = f"可以撤其余 {rest:,}" if rest else "都办过了，不能撤"
    return when, batch.file, f"{batch.visits:,} 批", f"{len(batch.touched)} 件已经续办，{what}"


def _batch_column(at: int, title: str, wide: int, share: int = 0, rank: int = 0) -> Column:
    def cell(batch: BatchShown) -> Cell:
        return Cell(batch_line(batch)[at], strong=at == 1)

    return Column(name=f"batch.{at}", title=title, cell=cell, wide=wide, share=share, rank=rank)


BATCH_COLUMNS = (
    _batch_column(0, "什么时候", 176, rank=1),
    _batch_column(1, "文件", 160, share=2),
    _batch_column(2, "批", 88),
    _batch_column(3, "状态", 200, share=3),
)


def held_codes(rows: Sequence[RowLook]) -> list[str]:
    """The questions that held rows ask, each once."""
    return list(dict.fromkeys(error.code for row in rows if row.verdict == HELD for error in row.errors))
