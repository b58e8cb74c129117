"""A printer's state in words; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from app.ports.printers import PrinterState
from ui.widgets.choices import Choice

OTHER_PRINTER = "换打印机"
"""What the key is called, and the reason that the reprint is recorded with."""


def printer_words(state: PrinterState) -> str:
    """就绪, or what keeps it; a silent one is never called ready for certain."""
    if state.reasons:
        return "、".join(state.reasons)
    if not state.ready:
        return "没有接上，登记不受影响"
    return "就绪" if state.answers else "可以用，不回报状态"


def printer_choices(states: Sequence[PrinterState]) -> list[Choice]:
    """激光（就绪）: which printer instead, each with how it is."""
    return [Choice(state.name, f"{state.name}（{_state_words(state)}）") for state in states]


def _state_words(state: PrinterState) -> str:
    if state.reasons:
        return "、".join(state.reasons)
    return "就绪" if state.ready else "没有回音"
