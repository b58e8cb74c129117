"""Cells of a CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula, in both widths."""


def safe_cell(value: object) -> object:
    """The value for a CSV cell: an apostrophe before what begins like a formula; None is empty."""
    if value is None:
        return ""
    if isinstance(value, str) and value.strip() and not _STARTS.isdisjoint((value[0], value.lstrip()[0])):
        return f"'{value}"
    return value
