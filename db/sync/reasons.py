"""A hub's reasons as this desk can say them: a newer hub may give ones that it has no sentence for."""

from __future__ import annotations

from typing import Any

from app.words import sentence

OTHER = "hub_other_reason"


def known_reason(code: str, facts: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Code and facts for which there is a sentence; ``hub_other_reason`` names the one there is none for."""
    try:
        sentence(code, facts)
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        return OTHER, {"reason": code}
    return code, facts
