"""What the index holds of a text: our own tokens, one letter for their class, then the piece itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.domain.pinyin import readings

NUMBER, CODE, FULL, TAIL = "v", "q", "x", "l"
NAME, WHOLE_NAME, PINYIN, INITIALS = "m", "f", "p", "i"
WORD, PLACE, CATEGORY = "w", "g", "k"
SHORTEST_NUMBER = 3
TAIL_LENGTH = 4
_CODE_SLIPS = str.maketrans("OIL", "011")
"""Crockford base 32: what a reader may take for 0 and 1."""


def plain(text: str) -> str:
    """Full-width forms and compatibility characters as the usual ones, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def compact(text: str) -> str:
    """Only letters and digits of a plain text: numbers without their hyphens and spaces."""
    return "".join(filter(_in_word, plain(text)))


def runs(text: str) -> Iterator[str]:
    """The unbroken pieces of a plain text: Chinese runs, and runs of ASCII letters and digits."""
    run = ""
    for one in plain(text):
        if not _in_word(one):
            if run:
                yield run
            run = ""
        elif run and run[-1].isascii() != one.isascii():
            yield run
            run = one
        else:
            run += one
    if run:
        yield run


def pieces(run: str) -> list[str]:
    """A Chinese run's characters and pairs; an ASCII run is one piece."""
    if run.isascii():
        return [run]
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]


def asked(text: str) -> list[str]:
    """The pieces a record must hold to be worth a look: pairs, or the one character there is."""
    found: list[str] = []
    for run in runs(text):
        found += [run] if run.isascii() or len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def words(text: str | None, mark: str = WORD) -> Iterator[str]:
    """Tokens of running text (or of a name, with its own mark)."""
    for run in runs(text or ""):
        for piece in pieces(run):
            yield mark + piece


def number(text: str) -> Iterator[str]:
    """Tokens of a printed number: its tails from each group on, with and without the check character."""
    groups = [compact(group) for group in text.split("-")]
    for start in range(len(groups)):
        for stop in (len(groups), len(groups) - 1):
            if len(tail := "".join(groups[start:stop])) >= SHORTEST_NUMBER:
                yield NUMBER + tail


def code(text: str) -> str:
    """Token of a query code, as Crockford reads it."""
    return CODE + compact(text.upper().translate(_CODE_SLIPS))


def digits(text: str | None) -> Iterator[str]:
    """Tokens of a document number or a phone: the whole and its last four."""
    if whole := compact(text or ""):
        yield FULL + whole
        yield TAIL + whole[-TAIL_LENGTH:]


def name(text: str) -> Iterator[str]:
    """Tokens of a person's name: whole, any part, pinyin and initials with what a typist has typed so far."""
    yield WHOLE_NAME + compact(text)
    yield from words(text, NAME)
    yield from _sounds(text)


@lru_cache(maxsize=50_000)
def _sounds(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for end in range(1, len(text) + 1):
        keys = readings(text[:end])
        found.update((PINYIN + compact(full), None) for full in keys.full)
        found.update((INITIALS + compact(first), None) for first in keys.initials)
    return tuple(one for one in found if len(one) > 1)


def joined(tokens: Iterable[str]) -> str:
    """What is handed to the index."""
    return " ".join(dict.fromkeys(tokens))


def _in_word(one: str) -> bool:
    """Letters and digits, and characters newer or rarer than our tables (private use, unassigned planes)."""
    return one.isalnum() or unicodedata.category(one) in ("Co", "Cn")
