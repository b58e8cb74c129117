"""Gives freed memory back to the system: glibc keeps what short-lived objects left (12 to 19 MB)."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Nothing where the C library is another one."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return
    trim(0)
