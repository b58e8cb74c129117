"""How a clerk reads a ledger: her answers about columns and rows, as a map and as decisions; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.domain.ledger.headings import FIELDS
from app.domain.ledger.mapping import LedgerMap
from app.domain.ledger.mending import LEAVE, SPLIT, TAKE, Mending
from app.services.ledger.read_ledger import Wanted

KEEP, IGNORE = "照抄", "不导入"
WORDS = {
    "number": "原编号",
    "arrived": "来访日期",
    "time": "来访时间",
    "registered": "登记日期",
    "name": "来访人姓名",
    "sex": "性别",
    "birth": "出生日期",
    "ethnic": "民族",
    "nationality": "国籍",
    "id_type": "证件类型",
    "id_number": "证件号码",
    "phone": "电话",
    "address": "住址",
    "headcount": "人数",
    "concerned": "涉及人数",
    "purpose": "目的",
    "category": "类别",
    "place": "属地",
    "units": "涉及单位",
    "unit": "责任单位",
    "claim": "诉求",
    "facts": "情况",
    "status": "状态",
    "outcome": "办理结果",
}
"""Field of a ledger to its word on the screen."""
assert set(WORDS) == set(FIELDS)


@dataclass(slots=True)
class ImportForm:
    """Nothing is guessed: what is not answered here is read by its heading or not at all."""

    chosen_map: LedgerMap | None = None
    """None: the usual headings, or how a file with the same headings was read last."""
    head: int | None = None
    sheet: str | None = None
    all_sheets: bool = False
    decided: dict[tuple[str, int], str] = field(default_factory=dict)
    cells: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    """Sheet and row to its cells put right, by heading (mending.place_of)."""

    def wanted(self) -> Wanted:
        mending = {sheet: self._mending(sheet) for sheet, _ in (*self.decided, *self.cells)}
        return Wanted(self.head, self.sheet, self.all_sheets, (), mending)

    def _mending(self, name: str) -> Mending:
        return Mending(
            {row: decision for (sheet, row), decision in self.decided.items() if sheet == name},
            {row: cells for (sheet, row), cells in self.cells.items() if sheet == name},
        )

    def read_column(self, known: LedgerMap, heading: str, as_what: str) -> None:
        """A column is read as a field, copied as it is (照抄) or left behind (不导入)."""
        ledger_map = self.chosen_map or known
        columns = {
            name: column
            for name, column in ledger_map.columns.items()
            if column != heading and name != as_what
        }
        keep = tuple(column for column in ledger_map.keep if column != heading)
        ignore = tuple(column for column in ledger_map.ignore if column != heading)
        if as_what == KEEP:
            keep += (heading,)
        elif as_what == IGNORE:
            ignore += (heading,)
        else:
            columns[as_what] = heading
        self.chosen_map = replace(ledger_map, columns=columns, keep=keep, ignore=ignore)

    def map_words(self, known: LedgerMap, name: str, words: Mapping[str, str]) -> None:
        """Words of a column stand for the centre's own; the map is remembered with the import."""
        ledger_map = self.chosen_map or known
        values = {**ledger_map.values, name: {**ledger_map.values.get(name, {}), **words}}
        self.chosen_map = replace(ledger_map, values=values)

    def accept(self, known: LedgerMap, code: str) -> None:
        """All rows with this question go in as they are."""
        ledger_map = self.chosen_map or known
        if code not in ledger_map.accept:
            self.chosen_map = replace(ledger_map, accept=(*ledger_map.accept, code))

    def put_right(self, sheet: str, row: int, cells: Mapping[str, str]) -> None:
        """Cells of a row of the file say something else; the file itself stays as it is."""
        self.cells[sheet, row] = {**self.cells.get((sheet, row), {}), **cells}

    def as_in_file(self, sheet: str, rows: Iterable[int]) -> bool:
        """Nothing of these rows is put right or decided any more; whether something was."""
        places = [(sheet, row) for row in rows]
        done = [self.cells.pop(place, None) or self.decided.pop(place, None) for place in places]
        for place in places:
            self.decided.pop(place, None)
        return any(done)

    def split(self, sheet: str, row: int) -> bool:
        """The names in one cell are as many people, or no longer so; whether they are now."""
        if self.decided.get((sheet, row)) == SPLIT:
            del self.decided[sheet, row]
            return False
        self.decided[sheet, row] = SPLIT
        return True

    def decide(self, sheet: str, row: int) -> str:
        """A held row goes in as it is; asked again it is left out; a third time it is undecided."""
        following: dict[str, str] = {"": TAKE, TAKE: LEAVE, LEAVE: "", SPLIT: TAKE}
        now = following[self.decided.get((sheet, row), "")]
        if now:
            self.decided[sheet, row] = now
        else:
            self.decided.pop((sheet, row), None)
        return now
