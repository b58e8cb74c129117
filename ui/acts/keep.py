"""列入, 记一笔, 销账: the sheets of the lists of cases (台账), by the columns of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.desk import Desk
from app.domain.case import names
from app.domain.case.obligations import Obligation
from app.domain.lists import columns
from app.domain.lists.act import ACTS, changes_by_item
from app.domain.lists.columns import ListColumn
from app.domain.lists.entries import open_entry
from app.domain.lists.kinds import KINDS, NOTED, RHYTHMS, ListKind
from app.domain.lists.plan import EXAMPLES
from app.errors import FieldError
from app.services.case.open_case import readable_case
from app.services.lists.keep_list import keep_list, preview_list
from app.services.reference.read_tables import read_units
from ui.acts.act import ActFacts, Effect
from ui.forms.effect import Line
from ui.forms.inputs import CHOICE, DAY, LINE, WHOLE, WORDS, FormField

LISTS, KIND, ITEM, PLAN = "list", "kind", "item", "plan"
_SORTS = {
    columns.LINE: LINE,
    columns.WORDS: WORDS,
    columns.CHOICE: CHOICE,
    columns.COUNT: WHOLE,
    columns.DAY: DAY,
    columns.UNIT: CHOICE,
}
_VERBS = {"add": "列入", "note": "记一笔", "end": "销账"}


@dataclass(frozen=True, slots=True)
class Keep:
    """One act on a list: of a kind, or of one that is chosen in the sheet (列入 alone)."""

    act: str
    kind: str = ""
    item: str = ""
    returns: ClassVar[bool] = True

    @property
    def name(self) -> str:
        return ".".join(part for part in (LISTS, self.act, self.kind, self.item) if part)

    @property
    def verb(self) -> str:
        word = self.item or _VERBS[self.act]
        return f"{self.kind}：{word}" if self.kind else f"{word}台账"

    @property
    def button(self) -> str:
        return "记下" if self.act == "note" else _VERBS[self.act]

    @classmethod
    def of(cls, name: str) -> Keep:
        """From its name: list.note.包案.日调度. KeyError."""
        _, act, *rest = name.split(".")
        if act not in ACTS or (rest and rest[0] not in KINDS):
            raise KeyError(name)
        kind, item = (*rest, "", "")[:2]
        return cls(act, kind, item)

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("list")
        opened = readable_case(desk, number)
        units = tuple((unit.name, unit.name) for unit in read_units(desk))
        on = {entry.kind for entry in opened.case.entries if entry.is_open}
        kinds = tuple((kind.name, kind.title) for kind in KINDS.values() if kind.name not in on)
        entry = open_entry(opened.case.entries, self.kind) if self.kind else None
        first = {ITEM: self.item} if self.item else {}
        if entry is not None and self.act == "note":
            first |= dict(_standing(entry.values))
        return ActFacts(opened=opened, first=first, choices={"unit": units, KIND: kinds})

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        chosen = self._kind(values)
        which = () if self.kind else (FormField(KIND, "哪本台账", CHOICE, facts.choices[KIND]),)
        if chosen is None:
            return which
        wanted = changes_by_item(chosen, values.get(ITEM, "")) if ACTS[self.act] == NOTED else None
        asked = [
            column for column in chosen.columns(ACTS[self.act]) if wanted is None or column.key in wanted
        ]
        asked.sort(key=lambda column: _FIRST.get(column.key, len(_FIRST)))
        return (*which, *(field for column in asked for field in _fields(column, facts, self.item, self.act)))

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        chosen = self._kind(values)
        if chosen is None:
            return Effect(errors=(FieldError(KIND, "required"),))
        data = self._data(chosen, facts, values)
        preview = preview_list(desk, chosen.name, self.act, facts.number, data)
        if preview.entry is None:
            return Effect(errors=preview.errors)
        before = open_entry(preview.before.entries, chosen.name)
        was = f"{before.state} → " if before is not None and before.state != preview.entry.state else ""
        lines: list[Line] = [("台账", f"{chosen.title}：{was}{preview.entry.state}", chosen.terms)]
        lines += _moved(preview.before.obligations, preview.after.obligations)
        lines.append(("不变", "法定期限和办理状态都不动", ""))
        return Effect(lines=tuple(lines))

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        chosen = self._kind(values)
        assert chosen is not None
        data = self._data(chosen, facts, values)
        kept = keep_list(desk, chosen.name, self.act, facts.number, data, draft_id=draft_id)
        return f"{facts.number} 已{_DONE[self.act]}{chosen.title}台账：{kept.entry.state}。"

    def _kind(self, values: Mapping[str, str]) -> ListKind | None:
        return KINDS.get(self.kind or values.get(KIND, ""))

    def _data(self, chosen: ListKind, facts: ActFacts, values: Mapping[str, str]) -> dict[str, Any]:
        """The JSON of the command line; parts that stand as they stood are left out, a plan comes whole."""
        data: dict[str, Any] = {}
        asked = {field.key for field in self.fields(facts, values)}
        for column in chosen.columns(ACTS[self.act]):
            keys = _keys(column)
            typed = {key: values.get(key, "").strip() for key in keys if key in asked}
            if ACTS[self.act] == NOTED and column.key not in (ITEM, PLAN):
                typed = {key: text for key, text in typed.items() if text != facts.first.get(key, "")}
            filled = {key: text for key, text in typed.items() if text}
            if column.sort == columns.PARTS:
                parts = {key.partition(".")[2]: text for key, text in filled.items()}
                data |= {column.key: parts} if parts else {}
            elif column.key in filled:
                text = filled[column.key]
                count = column.sort == columns.COUNT and text.isascii() and text.isdigit()
                data[column.key] = int(text) if count else text
        return data


_FIRST = {ITEM: 0, "reason": 0, "result": 0, "text": 1}
"""What is asked first: what it is about, then the words."""
_DONE = {"add": "列入", "note": "记在", "end": "销出"}


def _keys(column: ListColumn) -> tuple[str, ...]:
    if column.sort == columns.PARTS:
        return tuple(f"{column.key}.{part}" for part in column.choices)
    return (column.key,)


def _fields(column: ListColumn, facts: ActFacts, item: str, act: str) -> Iterator[FormField]:
    if column.sort == columns.PARTS:
        for part in column.choices:
            hint = f"如 {EXAMPLES[part]}" if part in RHYTHMS else "谁"
            yield FormField(f"{column.key}.{part}", part, LINE, hint=hint)
        return
    choices = tuple((choice, choice) for choice in column.choices)
    if column.sort == columns.UNIT:
        choices = facts.choices["unit"]
    if column.key == ITEM and item:
        yield FormField(column.key, column.title, LINE, stands=True)
        return
    wanted = column.required or (column.key == "text" and act == "note")
    hint = column.hint or ("" if wanted else "可以不写")
    yield FormField(column.key, column.title, _SORTS[column.sort], choices, hint)


def _standing(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands in the parts of an entry: a note shows it to be changed."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{part}", str(text)) for part, text in value.items())


def _moved(before: tuple[Obligation, ...], after: tuple[Obligation, ...]) -> Iterator[Line]:
    """Days of a plan by their item: how many begin, are met, go."""
    old = {obligation.id: obligation for obligation in before}
    new = {obligation.id: obligation for obligation in after}
    begun = [
        obligation
        for id, obligation in new.items()
        if obligation.kind == names.PLANNED and obligation.running and id not in old
    ]
    for what in dict.fromkeys(obligation.what for obligation in begun):
        days = sorted(obligation.due for obligation in begun if obligation.what == what)
        more = f"，共 {len(days)} 次，到 {days[-1]:%m-%d}" if len(days) > 1 else ""
        yield "新的", f"{what} {days[0]:%m-%d}{more}", "安排，不算法定期限"
    for id, obligation in new.items():
        was = old.get(id)
        if (
            obligation.kind == names.PLANNED
            and was is not None
            and was.running
            and obligation.met_at is not None
        ):
            yield "做到了", f"{obligation.what} {obligation.due:%m-%d}", ""
    gone = [
        obligation
        for id, obligation in old.items()
        if obligation.running and (id not in new or not new[id].running)
    ]
    ended = [
        obligation
        for obligation in gone
        if new.get(obligation.id) is None or new[obligation.id].met_at is None
    ]
    if ended:
        yield "不再欠", f"{len(ended)} 项安排", ""
