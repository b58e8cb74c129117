"""The units of a fresh store, as the tests of the rules need them."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.reference import units_for
from app.domain.text.pinyin import initials


@dataclass(frozen=True)
class Unit:
    name: str
    short: str
    initials: str = ""
    disabled: bool = False


UNITS = tuple(Unit(one.name, one.short, initials(one.name)) for one in units_for("340700"))
