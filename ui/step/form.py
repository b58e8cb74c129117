"""A step as typed: from the inputs of the sheet to the JSON of the step, and back from a draft; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.entries.step_entry import StepEntry, parse_step
from app.errors import FieldError
from ui.forms.inputs import TRUTH, WHOLE, FormField


@dataclass(slots=True)
class StepForm:
    """Which case, which mode, and what stands in its inputs by key."""

    number: str = ""
    mode: str = ""
    values: dict[str, str] = field(default_factory=dict)
    send_to: str = ""

    def as_json(self, fields: tuple[FormField, ...]) -> dict[str, Any]:
        """The step JSON of CLI.md; inputs that the mode does not ask for are left out."""
        answer: dict[str, Any] = {"matter": self.number, "mode": self.mode}
        if self.send_to:
            answer["send_to"] = self.send_to
        for asked in fields:
            text = self.values.get(asked.key, "").strip()
            if text:
                _put(answer, asked, text)
        return answer

    def entry(self, fields: tuple[FormField, ...]) -> StepEntry:
        """Read as the command line reads it, so that the same is refused."""
        return parse_step(self.as_json(fields))

    def kept(self) -> dict[str, Any]:
        """For the draft."""
        return {"number": self.number, "mode": self.mode, "values": self.values, "send_to": self.send_to}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> StepForm:
        values = {str(key): str(value) for key, value in dict(kept.get("values", {})).items()}
        return cls(
            str(kept.get("number", "")), str(kept.get("mode", "")), values, str(kept.get("send_to", ""))
        )


def _put(answer: dict[str, Any], field: FormField, text: str) -> None:
    value: Any = text
    if field.kind == WHOLE or field.key == "way":
        value = int(text) if text.isascii() and text.isdigit() else text
    elif field.kind == TRUTH or field.key == "report":
        value = True
    elif field.key == "received_at":
        value = f"{text}T09:00:00+08:00" if _is_day(text) else text
    outer, dot, inner = field.key.partition(".")
    if dot:
        answer.setdefault(outer, {})[inner] = value
    else:
        answer[field.key] = value


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def field_of(error: FieldError, fields: tuple[FormField, ...]) -> str | None:
    """The input that an error belongs to; None for what is wrong with the step as a whole."""
    keys = [field.key for field in fields]
    if error.field in keys:
        return error.field
    inside = [key for key in keys if key.startswith(f"{error.field}.")]
    return inside[0] if inside else None
