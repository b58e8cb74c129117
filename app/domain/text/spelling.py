"""How Chinese text is spelled in pinyin without tones: phrase by phrase, else character by character.

The table (pinyin.txt, made by packaging/make_pinyin.py) takes 3 MB and 15 ms where the dictionaries that it
comes from take 57 MB and 130 ms.
"""

from __future__ import annotations

from array import array
from functools import cache
from pathlib import Path

from app.domain.value import Value

FILE = Path(__file__).with_name("pinyin.txt")
LAST_CODE = 0x32400
LONGEST = 10
"""Characters of a phrase."""
_HANS = (
    (0x3007, 0x3007),
    (0xE815, 0xE864),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A703, 0x2B81D),
    (0x2B825, 0x2BF6E),
    (0x2C029, 0x2CE93),
    (0x2D016, 0x2D016),
    (0x2D11B, 0x2EBD9),
    (0x2F80A, 0x2FA1F),
    (0x30000, 0x31288),
    (0x31350, 0x32389),
)
"""Code points that are Chinese characters, whether or not the table has a reading for them."""


class Spelling(Value, frozen=True):
    """The table in memory: a number of a sound for each code point, phrases by their first character."""

    sounds: tuple[str, ...]
    of_code: array[int]
    rests: dict[str, str]
    otherwise: dict[str, tuple[str, ...]]

    def has(self, char: str) -> bool:
        """Whether the character has a reading."""
        code = ord(char)
        return code < LAST_CODE and self.of_code[code] > 0

    def is_phrase(self, text: str) -> bool:
        """Whether the text as a whole is a phrase of the table."""
        rests = self.rests.get(text[0])
        return rests is not None and f" {text[1:]} " in rests

    def spell(self, text: str) -> list[str]:
        """A piece for each Chinese character (itself if it has no reading), one for each run of others."""
        pieces: list[str] = []
        place = 0
        while place < len(text):
            if not is_chinese(text[place]):
                end = next((i for i in range(place, len(text)) if is_chinese(text[i])), len(text))
                pieces.append(text[place:end])
            else:
                end = self._end_of_phrase(text, place)
                pieces += self._phrase(text[place:end])
            place = end
        return pieces

    def _end_of_phrase(self, text: str, place: int) -> int:
        """Where the longest phrase from here ends; after one character where none begins."""
        rests = self.rests.get(text[place])
        if rests is not None:
            for end in range(min(len(text), place + LONGEST), place + 1, -1):
                if f" {text[place + 1 : end]} " in rests:
                    return end
        return place + 1

    def _phrase(self, text: str) -> tuple[str, ...] | list[str]:
        if len(text) > 1 and text in self.otherwise:
            return self.otherwise[text]
        return [self.sounds[self.of_code[ord(char)]] or char if self.has(char) else char for char in text]


def is_chinese(char: str) -> bool:
    code = ord(char)
    return code >= 0x3007 and any(first <= code <= last for first, last in _HANS)


@cache
def spelling() -> Spelling:
    """The table, read at its first use."""
    text = FILE.read_text(encoding="utf-8")
    by_sound, by_first, otherwise = text[text.index("\na ") + 1 :].split("\n\n")
    sounds, of_code = [""], array("H", bytes(2 * LAST_CODE))
    for number, line in enumerate(by_sound.split("\n"), 1):
        sound, _, chars = line.partition(" ")
        sounds.append(sound)
        for char in chars:
            of_code[ord(char)] = number
    rests = {line[0]: f"{line[1:]} " for line in by_first.split("\n")}
    phrases = (line.split(" ") for line in otherwise.rstrip("\n").split("\n"))
    return Spelling(tuple(sounds), of_code, rests, {phrase: tuple(spelt) for phrase, *spelt in phrases})
