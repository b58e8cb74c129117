"""How a ledger is read: its headings, words to replace, values it does not have, what is kept or ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    def as_json(self) -> dict[str, Any]:
        """The JSON object of a map file."""
        return {
            "columns": dict(self.columns),
            "values": {name: dict(words) for name, words in self.values.items()},
            "defaults": dict(self.defaults),
            "keep": list(self.keep),
            "ignore": list(self.ignore),
            "accept": list(self.accept),
        }

    def value(self, name: str, text: str) -> str:
        """What a cell's text stands for."""
        return self.values.get(name, {}).get(text, text)
