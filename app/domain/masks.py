"""Masks names, numbers and telephones for those who need not know them whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_COMPOUND = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政
濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马
公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌
微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙
南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
"""Surnames of two characters."""


EXAMPLE = "（示例）"
"""What every synthetic person's name ends in."""


def surname(name: str) -> str:
    """The surname a Chinese name begins with, the first character otherwise; empty for an empty name."""
    letters = _letters(name)
    if len(letters) > 2 and "".join(letters[:2]) in COMPOUND_SURNAMES:
        return "".join(letters[:2])
    return letters[0] if letters else ""


def mask_name(name: str) -> str:
    """Surname and one * per further character: 王小明 -> 王**, 欧阳小明 -> 欧阳**.

    The mark of made-up people is no part of their name: 王小明（示例） -> 王**（示例）.
    """
    if name.endswith(EXAMPLE) and len(name) > len(EXAMPLE):
        return mask_name(name.removesuffix(EXAMPLE)) + EXAMPLE
    letters = _letters(name)
    kept = surname(name)
    shown = 2 if len(kept) > 1 and kept in COMPOUND_SURNAMES else 1
    return kept + "*" * max(0, len(letters) - shown)


def _letters(name: str) -> list[str]:
    """Characters as a person counts them: a variation selector or accent belongs to the one before it."""
    letters: list[str] = []
    for char in name.strip():
        if letters and unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
            letters[-1] += char
        elif not char.isspace():
            letters.append(char)
    return letters


def mask_id(number: str) -> str:
    """First 6 and last 4 of a long number (340722********0019), less of a short one."""
    if len(number) >= 15:
        return _mask(number, 6, 4)
    if len(number) >= 7:
        return _mask(number, 1, 2)
    return "*" * len(number)


def mask_phone(number: str) -> str:
    """First 3 and last 4 (138****1234); of a number under 11 characters only the last 2."""
    if len(number) >= 11:
        return _mask(number, 3, 4)
    return _mask(number, 0, 2) if len(number) > 4 else "*" * len(number)


def mask_contact(text: str) -> str:
    """Whom to reach, as free words: names by their surname, long numbers by their ends (李* 139****0000)."""
    words = [mask_numbers(word) if _DIGIT.search(word) else mask_name(word) for word in _WORDS.split(text)]
    return " ".join(word for word in words if word)


_WORDS = re.compile(r"[\s,，、;；:：]+")
_DIGIT = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"\d[\d -]{5,}[\dXx]")


def mask_numbers(text: str) -> str:
    """A text with the long numbers in it masked, those of certificates as those of telephones."""
    return _LONG_NUMBER.sub(
        lambda match: mask_id(match[0]) if len(match[0]) >= 15 else mask_phone(match[0]), text
    )


def _mask(text: str, head: int, tail: int) -> str:
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def mask_party(name: str, headcount: int) -> str:
    """How a visit is called where names are masked: 王**, or 王** 等38人 of several."""
    return f"{mask_name(name)} 等{headcount}人" if headcount > 1 else mask_name(name)


def mask_typed(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed into a correction, its certificates and telephones masked, those of parties too."""
    return {key: _mask_value(key, value) for key, value in typed.items()}


def _mask_value(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return mask_typed(value)
    masks = {"id_number": mask_id, "code": mask_id, "phone": mask_phone, "contact": mask_numbers}
    return masks[key](value) if key in masks and isinstance(value, str) else value
