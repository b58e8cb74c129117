"""Our papers as IPP media names (PWG 5101.1), and whether a printer takes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

MEDIA = {
    "a4": "iso_a4_210x297mm",
    "a5": "iso_a5_148x210mm",
    "a5-large": "iso_a5_148x210mm",
}
MILLIMETRES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "a5-large": (148.0, 210.0)}
_SIZE = re.compile(r"_([0-9.]+)x([0-9.]+)(mm|in)$")


def takes(paper: str, supported: Sequence[str]) -> bool:
    """Whether a list of media holds the paper, by name, by an old name, or within the custom sizes.

    A printer that lists nothing is taken at its word when it is asked to validate.
    """
    if not supported:
        return True
    if MEDIA[paper] in supported or paper[:2] in [name.lower() for name in supported]:
        return True
    least = [_size(name) for name in supported if name.startswith("custom_min_")]
    most = [_size(name) for name in supported if name.startswith("custom_max_")]
    width, height = MILLIMETRES[paper]
    return any(
        low and high and low[0] <= width <= high[0] and low[1] <= height <= high[1]
        for low, high in zip(least, most, strict=False)
    )


def _size(name: str) -> tuple[float, float] | None:
    match = _SIZE.search(name)
    if match is None:
        return None
    unit = 25.4 if match[3] == "in" else 1.0
    return float(match[1]) * unit, float(match[2]) * unit
