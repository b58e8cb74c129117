"""Says why an act may not be done now: a code with its facts and its article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Why:
    """Why a mode may not be taken; a code with its facts and the article behind it."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    article: str = ""
