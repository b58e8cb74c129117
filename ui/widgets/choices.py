"""A picker offers choices and finds them by typed letters; no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from app.domain.text.folding import HALF_WIDTH
from app.domain.text.pinyin import readings
from app.domain.value import Value


class Choice(Value, frozen=True):
    """One entry: what is stored, what is shown, the grey hint, and letters that find it too."""

    value: Any
    text: str
    hint: str = ""
    """Shown grey behind the text, mostly the pinyin initials."""
    keys: tuple[str, ...] = ()
    """Initials, full pinyin, short name: anything typed that should find it."""


def plain(text: str) -> str:
    """Full-width letters and digits made plain, lower case, no spaces."""
    return text.translate(HALF_WIDTH).lower().replace(" ", "")


def rank(choice: Choice, typed: str, by_sound: bool = False) -> int | None:
    """How well an entry fits: 0 exact, 1 begins, 2 contains, 3 letters; None if not at all."""
    text = plain(choice.text)
    letters = _letters(choice, typed, by_sound)
    if not typed or typed == text or typed in letters:
        return 0
    if text.startswith(typed):
        return 1
    if any(hint.startswith(typed) for hint in letters):
        return 1
    if typed in text:
        return 2
    return 3 if any(typed in hint for hint in letters) else None


def fitting(choices: Iterable[Choice], typed: str, limit: int = 200) -> list[Choice]:
    """The entries that fit, best first, otherwise in the order given.

    Where their own letters find nothing, the sound of their words does: full pinyin costs 50 µs an entry.
    """
    wanted, offered = plain(typed), list(choices)
    for by_sound in (False, True):
        ranked = [
            (fit, index, choice)
            for index, choice in enumerate(offered)
            if (fit := rank(choice, wanted, by_sound)) is not None
        ]
        if ranked:
            return [choice for _, _, choice in sorted(ranked, key=lambda each: each[:2])[:limit]]
    return []


def _letters(choice: Choice, typed: str, by_sound: bool = False) -> list[str]:
    """What finds an entry beside its text: its own letters; the sound of its words too, or if it has none."""
    own = [plain(hint) for hint in (choice.hint, *choice.keys) if hint]
    if not typed.isascii() or (not by_sound and any(key.isascii() for key in own)):
        return own
    return [*own, *_cached_sounds(choice.text)]


@lru_cache(maxsize=4096)
def _cached_sounds(text: str) -> tuple[str, ...]:
    """Initials and pinyin of words; computed once, when letters are typed into a list that has none."""
    return sounds(text)


def sounds(typed: str) -> tuple[str, ...]:
    """Pinyin of what an input method committed, whole and as initials: 自己就 → zijijiu, zjj."""
    if not any("\u3400" <= char <= "\u9fff" for char in typed):
        return ()
    keys = readings(typed)
    return (*keys.full, *keys.initials)


def exact(choices: Iterable[Choice], typed: str) -> Choice | None:
    """The entry whose text, hint, key or sound is exactly what was typed, if there is only one."""
    wanted, offered = plain(typed), list(choices)
    if not wanted:
        return None
    by_text = [choice for choice in offered if plain(choice.text) == wanted]
    if len(by_text) == 1:
        return by_text[0]
    for by_sound in (False, True):
        by_key = [choice for choice in offered if wanted in _letters(choice, wanted, by_sound)]
        if by_key:
            return by_key[0] if len(by_key) == 1 else None
    return None
