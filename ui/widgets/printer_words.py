"""A printer's state in words; no Qt."""

from __future__ import annotations

from app.ports.printers import PrinterState


def printer_words(state: PrinterState) -> str:
    """就绪, or what keeps it; a silent one is never called ready for certain."""
    if state.reasons:
        return "、".join(state.reasons)
    if not state.ready:
        return "没有接上，登记不受影响"
    return "就绪" if state.answers else "可以用，不回报状态"
