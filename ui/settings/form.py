"""The form reads a typed setting as the type it is declared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.text.folding import HALF_WIDTH
from app.errors import FieldError
from app.settings import Declared


@dataclass(frozen=True, slots=True)
class SettingForm:
    """One field of the page."""

    declared: Declared
    typed: Any
    """Text of a line, or the value of a choice."""

    def check(self) -> list[FieldError]:
        """wrong_type where a number was wanted; setting_choice where nothing of the list was chosen."""
        if self.declared.type is int and self.value() is None:
            return [FieldError(self.declared.key, "wrong_type", {"expected": "数字"})]
        return []

    def value(self) -> Any:
        """The value to store; None if it cannot be one."""
        if self.declared.type is not int or isinstance(self.typed, int):
            return self.typed if self.typed is not None else ""
        text = str(self.typed or "").strip().translate(HALF_WIDTH)
        return int(text) if text.isascii() and text.isdigit() else None
