"""Says why an act may not be done now: a code with its facts and its article."""

from __future__ import annotations

from typing import Any

from msgspec import field

from app.domain.value import Value


class Why(Value, frozen=True):
    """Why a mode may not be taken; a code with its facts and the article behind it."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    article: str = ""
