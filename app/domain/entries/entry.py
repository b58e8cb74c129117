"""Reading an input object key by key: types, unknown keys, empty strings; every finding with its path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from app.errors import FieldError, Refused

T = TypeVar("T")
LONGEST = 4000
"""Characters of a narrative (概况、投诉内容 in the national model)."""
ONE_LINE = 200
"""Texts of at most so many characters (a name, an address) stand in one line."""
YEARS = range(1800, 2200)
"""Years that a date or a time may lie in: what is counted from them stays a date."""
_CONTROL: dict[int, str | None] = {
    code: " " for code in [*range(32), *range(127, 160)] if chr(code) not in "\n\t"
}
"""A control character parts what stands beside it, so a space takes its place."""
_CONTROL |= dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\r\u2028\u2029"), "\n")
_CONTROL |= {ord(char): None for char in "\u200b\u200e\u200f\u2060\ufeff"}  # marks without a shape
_CONTROL |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # turn the reading round
_COMPATIBLE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
"""Characters of names that look alike and are not: composing would put another one in their place."""


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """An entry after its check: normalised, with everything that is refused and everything worth a word."""

    entry: T
    errors: tuple[FieldError, ...] = ()
    warnings: tuple[FieldError, ...] = ()

    def or_refuse(self) -> T:
        """The normalised entry; Refused with all the errors if there are any."""
        if self.errors:
            raise Refused(*self.errors)
        return self.entry


class Problems:
    """Errors collected on the way; the first of a field silences what only follows from it."""

    def __init__(self, errors: Collection[FieldError] = ()) -> None:
        self.errors: list[FieldError] = list(errors)

    def add(self, field: str, code: str, **facts: Any) -> None:
        """Note one thing wrong with one field."""
        self.errors.append(FieldError(field, code, facts))

    def has(self, field: str) -> bool:
        """Whether the field itself already has something wrong."""
        return any(error.field == field for error in self.errors)

    def required(self, field: str, value: object, or_absent: bool = False) -> None:
        """Note ``required`` for a missing value, unless the field has its error already.

        ``or_absent``: the visitor may not know it; the input then says why under "absent" (CLI.md).
        """
        if value is None and not self.has(field):
            self.add(field, "required", **({"or_absent": True} if or_absent else {}))

    def all(self) -> tuple[FieldError, ...]:
        """Everything noted, in order."""
        return tuple(self.errors)


def as_object(data: object, field: str = "") -> Mapping[str, Any]:
    """The input if it is a JSON object, else Refused(not_object)."""
    if not isinstance(data, Mapping):
        raise Refused(FieldError(field, "not_object"))
    return data


class Reader:
    """One JSON object being read; every getter returns the value or None and notes what is wrong."""

    def __init__(self, data: Mapping[str, Any], problems: Problems, path: str = "") -> None:
        self._data = data
        self._read: set[str] = set()
        self.problems = problems
        self.path = path

    def field(self, key: str) -> str:
        """The path of a key as errors name it: people[0].phone."""
        return f"{self.path}.{key}" if self.path else key

    def raw(self, key: str) -> Any:
        """The value as it came; None if missing."""
        self._read.add(key)
        return self._data.get(key)

    def _wrong(self, key: str, expected: str) -> None:
        self.problems.add(self.field(key), "wrong_type", expected=expected)

    def text(self, key: str, most: int = LONGEST, default: str | None = None) -> str | None:
        """A text, trimmed, without control and direction marks; the empty string is refused (CLI.md).

        A short one (ONE_LINE) comes in one line.
        """
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self._wrong(key, "文字")
            return None
        return self._clean(value, self.field(key), most)

    def _clean(self, value: str, field: str, most: int) -> str | None:
        tidy = _composed(value.replace("\r\n", "\n").translate(_CONTROL)).strip()
        if most <= ONE_LINE:
            tidy = re.sub(r"\s*[\n\t]\s*", " ", tidy)
        if not tidy:
            self.problems.add(field, "empty_text")
            return None
        if any(0xD800 <= ord(char) < 0xE000 for char in tidy):
            self.problems.add(field, "broken_text")
            return None
        if len(tidy) > most:
            self.problems.add(field, "too_long", most=most, actual=len(tidy))
        return tidy

    def whole(self, key: str) -> int | None:
        """A whole number; true and 3.0 are none."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self._wrong(key, "整数")
            return None
        return value

    def truth(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._wrong(key, "true 或 false")
            return default
        return value

    def day(self, key: str) -> date | None:
        """A day, 2026-11-23."""
        text = self.text(key, 40)
        if text is None:
            return None
        if re.fullmatch(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]", text):
            with suppress(ValueError):
                day = date.fromisoformat(text)
                if day.year in YEARS:
                    return day
        self._wrong(key, "日期，如 2026-11-23")
        return None

    def moment(self, key: str) -> datetime | None:
        """A moment in ISO 8601 with its offset."""
        text = self.text(key, 60)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.utcoffset() is None or moment.year not in YEARS:
            self._wrong(key, "带时区的时间，如 2026-11-23T09:31:00+08:00")
            return None
        return moment

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str | None:
        """One of the field's own words."""
        value = self.text(key, 60, default)
        if value is None or value in choices:
            return value
        if not self.problems.has(self.field(key)):
            self.problems.add(self.field(key), "not_a_choice", choices=" ".join(choices), given=value)
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self._wrong(key, "列表")
            return ()
        return tuple(text for text in map(self._item, value, self._fields(key, value)) if text)

    def _item(self, value: object, field: str) -> str | None:
        if isinstance(value, str):
            return self._clean(value, field, 200)
        self.problems.add(field, "wrong_type", expected="文字")
        return None

    def _fields(self, key: str, items: Collection[object]) -> list[str]:
        return [f"{self.field(key)}[{n}]" for n in range(len(items))]

    def words(self, key: str) -> dict[str, str]:
        """An object of texts, such as ``absent``."""
        value = self.raw(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
            self._wrong(key, "JSON 对象")
            return {}
        pairs = {name: self._item(word, f"{self.field(key)}.{name}") for name, word in value.items()}
        return {name: word for name, word in pairs.items() if word is not None}

    def object(self, key: str) -> Reader | None:
        """A reader of the object under a key, None if it is missing or none."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self._wrong(key, "JSON 对象")
            return None
        return Reader(value, self.problems, self.field(key))

    def objects(self, key: str) -> list[Reader]:
        """Readers of the objects in a list; a thing that is none reads as an empty object."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self._wrong(key, "列表")
            return []
        readers = []
        for item, field in zip(value, self._fields(key, value), strict=True):
            if not isinstance(item, Mapping):
                self.problems.add(field, "wrong_type", expected="JSON 对象")
            readers.append(Reader(item if isinstance(item, Mapping) else {}, self.problems, field))
        return readers

    def finish(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self._data:
            if key not in self._read:
                self.problems.add(self.field(str(key)), "unknown_key", key=str(key))


def _composed(text: str) -> str:
    """Letters with their accents as one character, ideographs as they were typed."""
    parts = _COMPATIBLE.split(text)
    return "".join(
        part if place % 2 else unicodedata.normalize("NFC", part) for place, part in enumerate(parts)
    )


def json_value(value: Any) -> Any:
    """A field of an entry as JSON has it: days and moments as text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [json_value(part) for part in value]
    if hasattr(value, "as_json"):
        return value.as_json()
    return dict(value) if isinstance(value, Mapping) else value
