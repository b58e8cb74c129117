"""The chart is one drawing: what the screen paints, paper has too; bars keep to their scale."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.figures.chart import LEFT, Pair, draw_pairs
from app.domain.papers.blocks import chart as block_of
from printing.chart import HEIGHT, WIDTH, chart
from printing.document_sheet import LOOKS
from printing.drawing import Text
from printing.faces import Faces
from printing.setting import Setter

PAIRS = [Pair("1 月", 31, 28, "31", "28"), Pair("2 月", 0, 25, "0", "25", "至 27 日")]
VALUES = st.floats(0, 1e7, allow_nan=False, allow_subnormal=False) | st.integers(0, 10**6)


@given(st.lists(st.tuples(VALUES, VALUES | st.none()), min_size=1, max_size=60), st.floats(240, 2000))
def test_bars_keep_to_scale_and_stay_inside(values, width):
    pairs = [Pair(str(at), now, before, str(now), str(before)) for at, (now, before) in enumerate(values)]
    drawing = draw_pairs(pairs, width, 220)
    base = next(line.y for line in drawing.lines if line.base)
    tall = [
        (bar.height, pairs[bar.pair].now if bar.solid else pairs[bar.pair].before) for bar in drawing.bars
    ]
    unit = max(value for _, value in tall) or 1
    for height, value in tall:
        assert abs(height - value * max(h for h, _ in tall) / unit) < 1e-3
    for bar in drawing.bars:
        assert bar.x >= LEFT
        assert bar.x + bar.width <= width
        assert 0 <= bar.y <= base
    assert len(drawing.slots) == len(pairs)


def test_nothing_is_an_empty_drawing():
    assert draw_pairs([], 400, 200).bars == ()


def test_paper_has_the_words_of_the_screen():
    setter = Setter(LOOKS[("letter", "a4")].frame, Faces())
    (band,) = chart(setter, block_of(PAIRS))
    on_paper = sorted(mark.text for mark in band.marks if isinstance(mark, Text))
    on_screen = sorted(word.text for word in draw_pairs(PAIRS, WIDTH, HEIGHT).words)
    assert on_paper == on_screen
