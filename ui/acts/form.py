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

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ActForm):
            return NotImplemented
        return (self.act, self.number, self._said()) == (other.act, other.number, other._said())

    def _said(self) -> dict[str, str]:
        return {key: value for key, value in self.values.items() if value.strip()}

    def kept(self) -> dict[str, Any]:
        return {"act": self.act, "number": self.number, "values": dict(self.values)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> ActForm:
        values = {str(key): str(value) for key, value in dict(kept.get("values", {})).items()}
        return cls(str(kept.get("act", "")), str(kept.get("number", "")), values)

    def says_more_than(self, first: Mapping[str, str]) -> bool:
        """Whether something was typed beside what stood there at first."""
        return any(value != first.get(key, "") for key, value in self.values.items())


def field_of(error: FieldError, fields: Iterable[FormField]) -> str | None:
    """The input that an error belongs to; None for what is wrong with the act as a whole."""
    return next((field.key for field in fields if field.key == error.field), None)
