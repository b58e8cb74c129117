"""Values for the marks of a statement, in few lengths, so that few statements are compiled and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def evened(values: Sequence[T], most: int) -> list[T]:
    """As many values as the next power of two (``most`` at most), the last of them again and again.

    For a list after IN, where a value that comes twice says nothing more. A page from the hub
    asks thirty statements of some hundred marks.
    """
    size = min(most, 1 << max(0, len(values) - 1).bit_length())
    return [*values, *([values[-1]] * (size - len(values)) if values else [])]
