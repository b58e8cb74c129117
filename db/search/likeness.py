"""The words two texts share: the longest common pieces that say something."""

from __future__ import annotations

from db.search import tokens

EMPTY_WORDS = frozenset(
    """
    关于 要求 反映 问题 解决 信访 来访 诉求 希望 请求 有关 没有 一直 我们 他们 相关 情况 进行 因为 所以
    """.split()  # noqa: SIM905 - easier to read and to add to
)
"""Pairs every petition may hold: sharing only these says nothing."""
LONGEST = 300
"""Characters of each text compared."""


def shared_words(text: str, other: str) -> list[str]:
    """Common pieces of two or more characters, longest first, none within another."""
    theirs = tokens.plain(other[:LONGEST])
    pieces: dict[str, None] = {}
    for run in tokens.runs(text[:LONGEST]):
        start = 0
        while start < len(run) - 1:
            stop = start + 2
            while stop <= len(run) and run[start:stop] in theirs:
                stop += 1
            piece = run[start : stop - 1]
            if len(piece) < 2:
                start += 1
                continue
            if not _says_nothing(piece):
                pieces[piece] = None
            start += len(piece)
    return sorted(pieces, key=len, reverse=True)


def _says_nothing(piece: str) -> bool:
    if piece.isascii():
        return len(piece) < 3
    return piece in EMPTY_WORDS or all(piece[i : i + 2] in EMPTY_WORDS for i in range(0, len(piece), 2))
