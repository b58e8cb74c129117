"""One column of a list of cases: its key in the JSON, its heading, what may stand in it."""

from __future__ import annotations

from typing import Any

from app.domain.value import Value

LINE, WORDS, CHOICE, COUNT, DAY, UNIT, PARTS = "line", "words", "choice", "count", "day", "unit", "parts"
"""One line, several lines, one of a few words, a whole number, a day, a unit of the table, an object of
texts with fixed keys."""
_SORTS = {
    LINE: "文字",
    WORDS: "文字",
    CHOICE: "选一",
    COUNT: "整数",
    DAY: "日期",
    UNIT: "单位",
    PARTS: "分项",
}


class ListColumn(Value, frozen=True, kw_only=True):
    """A column of a list; ``key`` stands in the JSON of ``list KIND add``, ``note`` or ``end``."""

    key: str
    title: str
    sort: str = LINE
    choices: tuple[str, ...] = ()
    """The words of a CHOICE, the keys of PARTS."""
    required: bool = False
    most: int = 200
    hint: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": self.title,
            "type": _SORTS[self.sort],
            "required": self.required,
        } | ({"choices": list(self.choices)} if self.choices else {})
