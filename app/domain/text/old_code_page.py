"""Characters that older Chinese code pages kept in private places: moved to where they stand today."""

from __future__ import annotations

_FIRST = 0xE815
"""Private place of GBK's FE50; FE51 … FEA0 follow (without FE7F)."""
_LATER = {
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
    0xE78D: 0xFE10,
    0xE78E: 0xFE12,
    0xE78F: 0xFE11,
    0xE790: 0xFE13,
    0xE791: 0xFE14,
    0xE792: 0xFE15,
    0xE793: 0xFE16,
    0xE794: 0xFE17,
    0xE795: 0xFE18,
    0xE796: 0xFE19,
}
"""Those that Python's table still has in their private places (GB 18030-2022, annex)."""


def _moves() -> dict[int, int]:
    moves = dict(_LATER)
    lows = [low for low in range(0x50, 0xA1) if low != 0x7F]
    for offset, low in enumerate(lows):
        moves.setdefault(_FIRST + offset, ord(bytes((0xFE, low)).decode("gb18030")))
    return moves


_MOVES = _moves()


def in_todays_places(text: str) -> str:
    """The text with such characters as fonts and search know them: U+E863 becomes 䶮."""
    return text.translate(_MOVES)
