"""Makes app/domain/text/pinyin.txt out of pypinyin's dictionaries (MIT): a developer's tool.

One line a syllable with the characters first read so, then every phrase (they decide where a text is cut), by
its first character, then the phrases read otherwise than their characters one by one.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

HEAD = """# Readings of characters and phrases without tones, by packaging/make_pinyin.py out of pypinyin 0.55
# (MIT licence, Copyright (c) 2016 mozillazg, pinyin-data, phrase-pinyin-data). Not to be edited.
"""
TARGET = Path(__file__).parents[1] / "app" / "domain" / "text" / "pinyin.txt"


def main() -> None:
    """Write the file."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    single: dict[str, str] = {}
    for code in sorted(PINYIN_DICT):
        char = chr(code)
        (sound,) = lazy_pinyin(char, style=Style.NORMAL)
        single[char] = sound
        by_sound[sound].append(char)
    rests: defaultdict[str, list[str]] = defaultdict(list)
    otherwise = []
    for phrase in sorted(PHRASES_DICT):
        if len(phrase) < 2:
            continue
        rests[phrase[0]].append(phrase[1:])
        sounds = lazy_pinyin(phrase, style=Style.NORMAL)
        if sounds != [single.get(char, char) for char in phrase]:
            otherwise.append(f"{phrase} {' '.join(sounds)}")
    lines = [f"{sound} {''.join(chars)}" for sound, chars in sorted(by_sound.items())]
    lines += ["", *(f"{first} {' '.join(rest)}" for first, rest in sorted(rests.items())), "", *otherwise]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
