"""The fields of a sheet as values: key, label and kind of input; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

LINE, WORDS, WHOLE, UNIT, HOLDER, CHOICE, DAY, TRUTH = (
    "line",
    "words",
    "whole",
    "unit",
    "holder",
    "choice",
    "day",
    "truth",
)
"""Kinds of input: one line, several lines, a number, a unit of the table, a unit that has the case …"""


@dataclass(frozen=True, slots=True)
class FormField:
    """One input; a key with a dot lies inside an object of the JSON that the form becomes."""

    key: str
    label: str
    kind: str = LINE
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words."""
    hint: str = ""
    beside: tuple[str, ...] = ()
    """Grey words behind each choice in the list; the input shows the words alone."""
    stands: bool = False
    """The value is the program's own and cannot be typed over."""
    old: str | None = None
    """What is on record now, shown beside the input; struck through once the input says something else."""
    first: str = ""
    """What the input says as long as nothing is changed."""


def first_words(fields: Iterable[FormField], values: Mapping[str, str]) -> str:
    """What a list of drafts shows of a form: the first field that holds words of a person."""
    free = [field.key for field in fields if field.kind in (WORDS, LINE)]
    return next((values[key] for key in free if values.get(key, "").strip()), "")


def typed_value(kind: str, value: object) -> str:
    """What a date box or a picker holds, as the form keeps it."""
    if value is None:
        return ""
    return value.isoformat() if kind == DAY and isinstance(value, date) else str(value)
