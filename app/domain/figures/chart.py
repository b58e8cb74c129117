"""Pairs of bars as one drawing: the screen, the PDF and the raster draw the same marks.

Lengths are pixels of the screen at 100 %; whoever draws them scales them. This period is solid, the other one
hollow, so that a copy in grey says the same (LOOK2 A7). The base line is zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

LEFT, RIGHT, TOP = 36.0, 12.0, 24.0
FOOT, SECOND = 22.0, 18.0
"""Room for the labels under the base line, and for the second line where one has it."""
WIDEST, THINNEST = 28.0, 3.0
NUMBER, OTHER, LABEL = 13.0, 12.0, 13.0
WIDE_ENOUGH, JUST_ENOUGH = 50.0, 30.0
"""Widths of a pair from which both numbers, and from which this period's alone, stand on the bars."""
MOST_STEPS = 4
LEFT_OF, MIDDLE, RIGHT_OF = "left", "middle", "right"


@dataclass(frozen=True, slots=True)
class Pair:
    """One place of the chart: its label, this period's value and the other's, as numbers and in words."""

    label: str
    now: float
    before: float | None
    now_words: str
    before_words: str = ""
    second: str = ""
    """Under the label: 至 27 日."""


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    solid: bool
    pair: int


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line: of the grid, or the base."""

    x: float
    y: float
    width: float
    base: bool


@dataclass(frozen=True, slots=True)
class Word:
    x: float
    y: float
    """Of the baseline."""
    text: str
    size: float
    anchor: str = MIDDLE
    strong: bool = False
    tone: str = "text"
    """text for what counts, text3 for what it is compared with."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The marks of a chart of a width and a height."""

    width: float
    height: float
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()
    slots: tuple[tuple[float, float], ...] = field(default=())
    """Left edge and width of the place of each pair."""


def draw_pairs(pairs: Sequence[Pair], width: float, height: float) -> Drawing:
    """The chart of the pairs; without pairs an empty drawing."""
    if not pairs:
        return Drawing(width, height)
    foot = FOOT + (SECOND if any(pair.second for pair in pairs) else 0)
    base = height - foot
    room = base - TOP
    top, step = _scale(max(max(pair.now, pair.before or 0) for pair in pairs))
    place = (width - LEFT - RIGHT) / len(pairs)
    bars: list[Bar] = []
    words: list[Word] = []
    lines = [Line(LEFT, base, width - LEFT - RIGHT, True)]
    for count in range(1, round(top / step) + 1):
        lines.append(Line(LEFT, base - room * count * step / top, width - LEFT - RIGHT, False))
    for line, value in zip(lines, range(len(lines)), strict=True):
        words.append(Word(LEFT - 8, line.y + 4, _plain(value * step), OTHER, RIGHT_OF, tone="text3"))
    for at, pair in enumerate(pairs):
        left = LEFT + place * at
        bars += _bars(pair, at, left, place, base, room / top)
        words += _labels(pair, bars, left, place, base)
    grid = [piece for line in lines for piece in ([line] if line.base else _beside(line, bars))]
    slots = tuple((LEFT + place * at, place) for at in range(len(pairs)))
    return Drawing(width, height, tuple(bars), tuple(grid), tuple(words), slots)


def _beside(line: Line, bars: Sequence[Bar]) -> list[Line]:
    """A line of the grid without what lies behind hollow bars, which are not filled on paper."""
    pieces, x = [], line.x
    for bar in bars:
        if not bar.solid and bar.y < line.y:
            pieces.append(Line(x, line.y, bar.x - x, False))
            x = bar.x + bar.width
    return [*pieces, Line(x, line.y, line.x + line.width - x, False)]


def _bars(pair: Pair, at: int, left: float, place: float, base: float, unit: float) -> list[Bar]:
    gap = min(3.0, place * 0.06)
    wide = max(THINNEST, min(WIDEST, place * (0.36 if pair.before is not None else 0.6)))
    both = pair.before is not None
    x = left + (place - (2 * wide + gap if both else wide)) / 2
    drawn = [Bar(x, base - pair.now * unit, wide, pair.now * unit, True, at)]
    if pair.before is not None:
        high = pair.before * unit
        drawn.append(Bar(x + wide + gap, base - high, wide, high, False, at))
    return drawn


def _labels(pair: Pair, bars: Sequence[Bar], left: float, place: float, base: float) -> list[Word]:
    middle = left + place / 2
    words = [Word(middle, base + 16, pair.label, LABEL)]
    if pair.second:
        words.append(Word(middle, base + 16 + SECOND, pair.second, OTHER, tone="text3"))
    own = [bar for bar in bars if bar.x >= left][-2:] if pair.before is not None else [bars[-1]]
    if place >= JUST_ENOUGH:
        solid = own[0]
        words.append(Word(solid.x + solid.width / 2, solid.y - 6, pair.now_words, NUMBER, strong=True))
    if place >= WIDE_ENOUGH and pair.before is not None:
        hollow = own[-1]
        words.append(Word(hollow.x + hollow.width / 2, hollow.y - 6, pair.before_words, OTHER, tone="text3"))
    return words


def _scale(most: float) -> tuple[float, float]:
    """The value at the top of the chart and the step of its grid: 1, 2 or 5 times a power of ten."""
    if most <= 0:
        return 1.0, 1.0
    rough = most / MOST_STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
    step = max(step, 1.0) if most >= 1 else step
    return math.ceil(most / step) * step, step


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"
