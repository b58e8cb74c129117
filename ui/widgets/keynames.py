"""How keys are written on screen."""

from __future__ import annotations

_NAMES = {"Return": "Enter", "Escape": "Esc", "Plus": "+", "Minus": "-", "PgDown": "PgDn"}


def key_name(sequence: str) -> str:
    """Ctrl+Return → Ctrl+Enter; F9 → F9."""
    return "+".join(_NAMES.get(part, part) for part in sequence.split("+") if part) or sequence
