"""How a ledger is read: headings, words to replace, missing values, what is kept, rows put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class LedgerMap:
    """The clerk's word about a ledger; empty where the usual headings do."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Field to heading."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field to words of the ledger with what they stand for."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Field to its value in every row that has none."""
    keep: tuple[str, ...] = ()
    """Headings whose cells are kept with the record as they are."""
    ignore: tuple[str, ...] = ()
    """Headings whose cells are left behind."""
    accept: tuple[str, ...] = ()
    """Codes of questions that are answered with yes for every row."""
    rows: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    """Row of one file, ``7`` or ``sheet!7``, to what is decided about it or to its new cells by heading."""

    def as_json(self) -> dict[str, Any]:
        """The JSON object of a map file."""
        return {
            "columns": dict(self.columns),
            "values": {name: dict(words) for name, words in self.values.items()},
            "defaults": dict(self.defaults),
            "keep": list(self.keep),
            "ignore": list(self.ignore),
            "accept": list(self.accept),
            **({"rows": {row: _plain(mending) for row, mending in self.rows.items()}} if self.rows else {}),
        }

    def without_rows(self) -> LedgerMap:
        """What holds for the next file with the same headings too."""
        return replace(self, rows={})

    def value(self, name: str, text: str) -> str:
        """What a cell's text stands for."""
        return self.values.get(name, {}).get(text, text)


def _plain(mending: str | Mapping[str, str]) -> str | dict[str, str]:
    return mending if isinstance(mending, str) else dict(mending)
