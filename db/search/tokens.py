"""The index holds a text as tokens: one letter for the class of a piece, then the piece itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import add

from app.domain.text.folding import folded
from app.domain.text.pinyin import readings, syllables

NUMBER, CODE, FULL, TAIL = "v", "q", "x", "l"
NAME, WHOLE_NAME, PINYIN, INITIALS = "m", "f", "p", "i"
WORD, PLACE, CATEGORY = "w", "g", "k"
SHORTEST_NUMBER = 3
TAIL_LENGTH = 4
_RUN = re.compile(r"[0-9a-z]+|(?:[^\W\x00-\x7f]|[\ue000-\uf8ff\U00020000-\U0003ffff\U000f0000-\U0010fffd])+")
"""Letters and digits, and characters newer or rarer than Python's tables (private use, planes 2 and 3)."""
_CODE_SLIPS = str.maketrans("OIL", "011")
"""Crockford base 32: what a reader may take for 0 and 1."""


def plain(text: str) -> str:
    """Full-width, accented and traditional forms as the usual ones, in lower case."""
    return folded(text)


def compact(text: str) -> str:
    """Only letters and digits of a plain text: numbers without their hyphens and spaces."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return _compact(text)


@lru_cache(maxsize=1_000)
def _compact(text: str) -> str:
    """Kept, for places and categories come again and again."""
    return "".join(runs(text))


def runs(text: str) -> list[str]:
    """The unbroken pieces of a plain text: runs of ASCII letters and digits, and runs of anything wider."""
    return _RUN.findall(plain(text))


def pieces(run: str) -> list[str]:
    """A Chinese run's characters and pairs; an ASCII run is one piece."""
    if run.isascii():
        return [run]
    return [*run, *map(add, run, run[1:])]


def asked_tokens(text: str) -> list[str]:
    """The pieces a record must hold to be worth a look: pairs, or the one character there is."""
    asked: list[str] = []
    for run in runs(text):
        asked += [run] if run.isascii() or len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return asked


def words(text: str | None, mark: str = WORD) -> list[str]:
    """Tokens of running text (or of a name, with its own mark)."""
    return _marked(runs(text or ""), mark)


def _marked(text_runs: Iterable[str], mark: str) -> list[str]:
    """The pieces of runs, each with the mark of its class."""
    tokens: list[str] = []
    for run in text_runs:
        tokens += [mark + piece for piece in pieces(run)]
    return tokens


def number(text: str) -> list[str]:
    """Tokens of a printed number: its tails from each group on, with and without the check character."""
    tokens: list[str] = []
    tail = short = ""
    for group in reversed(text.split("-")):
        bare = compact(group)
        short = bare + short if tail else ""
        tail = bare + tail
        tokens += [NUMBER + part for part in (tail, short) if len(part) >= SHORTEST_NUMBER]
    return tokens


def code(text: str) -> str:
    """Token of a query code, as Crockford reads it."""
    return CODE + compact(text.upper().translate(_CODE_SLIPS))


def digits(text: str | None) -> tuple[str, ...]:
    """Tokens of a document number or a phone: the whole and its last four."""
    whole = compact(text or "")
    return (FULL + whole, TAIL + whole[-TAIL_LENGTH:]) if whole else ()


@lru_cache(maxsize=4_000)
def name(text: str) -> tuple[str, ...]:
    """Tokens of a person's name: whole, any part, pinyin and initials with what a typist has typed so far.

    A remark in brackets after the name belongs to its parts alone.
    """
    usual = plain(text)
    parts = _RUN.findall(usual)
    bare = compact(usual.split("(")[0])
    return (WHOLE_NAME + "".join(parts), WHOLE_NAME + bare, *_marked(parts, NAME), *sounds(bare))


def sounds(bare: str) -> tuple[str, ...]:
    """Tokens of every reading of a name, and of its beginnings up to each character."""
    keys, spoken = readings(bare), syllables(bare)
    tokens: dict[str, None] = {}
    for full in keys.full:
        for end in range(1, len(spoken) + 1):
            if full.endswith(rest := "".join(spoken[end:])):
                tokens[PINYIN + full[: len(full) - len(rest)]] = None
    for letters in keys.initials:
        tokens.update((INITIALS + letters[:end], None) for end in range(1, len(letters) + 1))
    return tuple(tokens)


def joined(tokens: Iterable[str]) -> str:
    """What is handed to the index."""
    return " ".join(dict.fromkeys(tokens))
