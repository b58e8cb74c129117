"""How keys are written on screen."""

from __future__ import annotations

_NAMES = {"Return": "Enter", "Escape": "Esc", "Del": "Delete", "PgDown": "PgDn", "Left": "←", "Right": "→"}


def key_name(sequence: str) -> str:
    """Ctrl+Return → Ctrl+Enter; Ctrl++ stays; F9 stays."""
    head, plus, last = sequence.rpartition("+") if not sequence.endswith("+") else (sequence[:-2], "+", "+")
    return f"{head}{plus}{_NAMES.get(last, last)}" if head else _NAMES.get(sequence, sequence)
