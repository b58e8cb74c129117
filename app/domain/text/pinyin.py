"""Pinyin of names and units: surnames as they are said, initials, and finding a unit by what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from app.domain.masks import COMPOUND_SURNAMES
from app.domain.text.spelling import spelling
from app.domain.value import Value

_SURNAMES = """
曾zeng 单shan 解xie 仇qiu 查zha 朴piao 区ou 吕lv,lu,lyu 盖ge,gai 召shao 任ren 华hua 纪ji 翟zhai,di 尹yin
洗xian 冼xian 尉wei 乐yue,le 折she 员yun 晁chao 黑he,hei 繁po 秘bi,mi 缪miao,mu 种chong 秦qin 郇xun,huan
应ying 佴nai 宁ning 阚kan 车che 逄pang 逯lu 乜nie 隗kui,wei 过guo 葛ge 万wan 长zhang,chang 相xiang 幺yao
令ling 燕yan 牟mou,mu 颉xie,jie 谌chen,shen 覃qin,tan 能nai,neng 抹mo 适kuo,shi 宓mi,fu 洪hong 石shi 卜bu
哈ha 那na 台tai 祭zhai,ji 重chong 钻zuan 俞yu 於yu 句gou 不fou 角jue,jiao 从cong 枞zong 芮rui 妫gui 殷yin
贲ben 费fei,bi 干gan 柏bai,bo 薄bo 鲍bao 沈shen 朝chao 佟tong 观guan,quan 曲qu 谷gu 夏xia 肖xiao
尉迟yuchi 万俟moqi 澹台tantai 长孙zhangsun 单于chanyu 鲜于xianyu 令狐linghu 亓官qiguan 宰父zaifu
夹谷jiagu 颛孙zhuansun
"""
"""Surnames not said as the dictionary says, or said in two ways; the first is the usual."""

_ENTRY = re.compile(r"([^\sa-z,]+)([a-z,]+)")
SURNAMES: dict[str, tuple[str, ...]] = {
    name: tuple(sounds.split(",")) for name, sounds in _ENTRY.findall(_SURNAMES)
}
_NAME_LENGTH = 4
_MOST = 8
"""No more readings than this of one name are indexed."""


class PinyinKeys(Value, frozen=True):
    """All readings of a text, lower case, without tones and spaces: zengguoqiang and its initials zgq."""

    full: tuple[str, ...]
    initials: tuple[str, ...]


class UnitLike(Protocol):
    """A row of the units table (app.domain.rows.centre.Unit)."""

    @property
    def name(self) -> str: ...

    @property
    def short(self) -> str: ...

    @property
    def initials(self) -> str: ...

    @property
    def disabled(self) -> bool: ...


U = TypeVar("U", bound=UnitLike)
_GUESS = 7
"""The rank of a match by a single letter or character: offered, never taken for granted."""


@lru_cache(maxsize=20_000)
def syllables(text: str) -> tuple[str, ...]:
    """One syllable per Chinese character, other letters and digits one by one, the rest dropped."""
    folded = _fold(text)
    if 2 <= len(folded) <= _NAME_LENGTH and _is_spelled_out(folded):
        return tuple(sound for char in folded for sound in _spelled(char))
    return _spelled(folded)


@lru_cache(maxsize=20_000)
def _spelled(folded: str) -> tuple[str, ...]:
    syllables: list[str] = []
    for piece in spelling().spell(folded):
        syllables += [piece] if _is_syllable(piece) else [char for char in piece if char.isalnum()]
    return tuple(syllables)


def _is_spelled_out(name: str) -> bool:
    """Whether every character is in the dictionary and no part is a phrase, which may be said otherwise.

    Asked because most names are so, and each of their characters is spelled once for all names.
    """
    table = spelling()
    parts = (name[i:j] for i in range(len(name)) for j in range(i + 2, len(name) + 1))
    return all(table.has(char) for char in name) and not any(table.is_phrase(part) for part in parts)


def _is_syllable(piece: str) -> bool:
    return piece.isascii() and piece.isalpha()


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def readings(text: str) -> PinyinKeys:
    """All ways a person's name may be said: the surname by table and dictionary, the rest as usual."""
    name = _fold(text)
    compound = name[:2] in SURNAMES or (len(name) > 2 and name[:2] in COMPOUND_SURNAMES)
    head = name[:2] if compound else name[:1]
    rest = syllables(name[len(head) :])
    common = syllables(name)[: len(syllables(name)) - len(rest)]
    if not common + rest:
        return PinyinKeys((), ())
    sounds = dict.fromkeys([*SURNAMES.get(head, ()), "".join(common)])
    full = tuple(dict.fromkeys(sound + "".join(rest) for sound in sounds))
    firsts = dict.fromkeys(_head_initials(sound, common) for sound in sounds)
    return PinyinKeys(full[:_MOST], tuple(dict.fromkeys(first + _initials(rest) for first in firsts))[:_MOST])


def _head_initials(sound: str, common: Sequence[str]) -> str:
    if sound == "".join(common):
        return _initials(common)
    if len(common) < 2:
        return sound[:1]
    cut = next((cut for cut in range(2, len(sound)) if sound[cut:] == common[1]), 0)
    return sound[0] + (sound[cut] if cut else common[1][0])


def _initials(sounds: Sequence[str]) -> str:
    return "".join(sound[0] for sound in sounds)


def initials(text: str) -> str:
    """First letters of a word or unit, not of a name: 市住建局 -> szjj."""
    return _initials(syllables(text))


def core(name: str) -> str:
    """A unit's name without what everyone leaves out: 市住建局 -> 住建, 义安区 -> 义安."""
    short = re.sub(r"^(?:[^市省]{2,3})?[市省]", "", name)
    short = re.sub(r"(?:管理局|委员会|人民政府|局|委|办公室|办|厅|区|县)$", "", short)
    return short if len(short) >= 2 else name


def _typed(typed: str) -> str:
    return re.sub(r"[\s@:：，,]+", "", _fold(typed))


def _ranks(unit: U, typed: str) -> int | None:
    """How well a unit answers to what was typed: 0 best, None not at all."""
    names = (_fold(unit.name), _fold(unit.short))
    if typed == names[0]:
        return 0
    if typed == names[1]:
        return 1
    cores = {core(name) for name in names}
    if core(typed) in cores:
        return 2
    if typed.isascii():
        return _letter_rank(unit, typed, (*names, *cores))
    if len(typed) >= 2 and any(typed in name for name in names):
        return 4
    if len(typed) >= 2 and any(_in_order(core(typed), name) for name in names):
        return 6
    return _GUESS if any(typed in name for name in names) else None


def _letter_rank(unit: U, typed: str, names: Sequence[str]) -> int | None:
    keys = {unit.initials, *(initials(name) for name in names)}
    if typed in keys:
        return 3
    spelled = {"".join(syllables(name)) for name in names}
    if typed in spelled:
        return 3
    if any(key.startswith(typed) for key in keys | spelled):
        return 5 if len(typed) > 1 else _GUESS
    return None


def _in_order(typed: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in typed)


def match_units(units: Sequence[U], typed: str) -> list[U]:
    """The units that typed text means, of the best kind of match alone: one is found, more are ambiguous.

    By name, short name, name without 市 and 局, pinyin initials of any of these, part of the name, begun
    initials of two letters, characters in order. Full width and a leading @ are taken, disabled units not.
    """
    ranked = [pair for pair in _ranked(units, typed) if pair[0] < _GUESS]
    return [unit for rank, unit in ranked if rank == ranked[0][0]]


def is_named(unit: UnitLike, typed: str) -> bool:
    """Whether the text is the unit's own name: whole, short, or without 市 and 局."""
    text, names = _typed(typed), (_fold(unit.name), _fold(unit.short))
    return text in names or text in {core(name) for name in names}


def _ranked(units: Sequence[U], typed: str) -> list[tuple[int, U]]:
    text = _typed(typed)
    if not text:
        return []
    ranks = [(_ranks(unit, text), unit) for unit in units if not unit.disabled]
    return sorted(((rank, unit) for rank, unit in ranks if rank is not None), key=lambda pair: pair[0])
