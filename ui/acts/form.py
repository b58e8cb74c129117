"""A sheet as typed: which act, of which matter, what stands in its inputs; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.errors import FieldError
from ui.forms.inputs import FormField


@dataclass(slots=True, eq=False)
class ActForm:
    """As a draft keeps it; two are the same that say the same, an empty input says nothing."""

    act: str = ""
    number: str = ""
    values: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    """What stood in the inputs when they were last filled from the record."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ActForm):
            return NotImplemented
        return (self.act, self.number, self._filled()) == (other.act, other.number, other._filled())

    def _filled(self) -> dict[str, str]:
        return {key: value for key, value in self.values.items() if value.strip()}

    def kept(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "number": self.number,
            "values": dict(self.values),
            "first": dict(self.first),
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> ActForm:
        values, first = (
            {str(key): str(value) for key, value in dict(kept.get(part, {})).items()}
            for part in ("values", "first")
        )
        return cls(str(kept.get("act", "")), str(kept.get("number", "")), values, first)

    def read_anew(self, first: Mapping[str, str]) -> tuple[str, ...]:
        """Take up the record as it is now; answered are the inputs that were changed here and elsewhere.

        An input that nobody has touched follows the record: what another desk put right is not put back by
        a sheet that was opened before. In ``first``, ``of.v0`` names the visit that the choice v0 is about.
        """
        self._follow_place(first)
        both = []
        for key, value in first.items():
            before = self.first.get(key, "")
            if self.values.get(key, before) == before:
                self.values[key] = value
            elif self.first and value not in (before, self.values[key]):
                both.append(key)
        self.first = dict(first)
        return tuple(both)

    def _follow_place(self, first: Mapping[str, str]) -> None:
        """A visit that came between moves the others: what was typed goes with its visit."""
        chosen = self.values.get("what", "")
        subject = self.first.get(f"of.{chosen}")
        if subject is None or first.get(f"of.{chosen}") == subject:
            return
        now = next((key.removeprefix("of.") for key, value in first.items() if value == subject), "")
        self.values["what"] = now
        if now:
            for kept in (self.values, self.first):
                own = {key: kept.pop(key) for key in list(kept) if key.startswith(f"{chosen}.")}
                kept |= {f"{now}{key.removeprefix(chosen)}": value for key, value in own.items()}

    def says_more_than(self, first: Mapping[str, str]) -> bool:
        """Whether something was typed beside what stood there at first."""
        return any(value != first.get(key, "") for key, value in self.values.items())


def field_of(error: FieldError, fields: Iterable[FormField]) -> str | None:
    """The input that an error belongs to; None for what is wrong with the act as a whole."""
    return next((field.key for field in fields if field.key == error.field), None)
