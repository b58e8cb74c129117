"""Breaking lines and pages: nothing is lost, nothing is too wide, nothing stands where it may not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from printing.bands import Band, Frame, blank, paginate
from printing.drawing import Boxes, Page, Style, Text
from printing.faces import SANS, Faces
from printing.grid import Grid, table
from printing.lines import NOT_FIRST, NOT_LAST, draw, wrap
from printing.setting import Setter

FACES = Faces(system=False)
STYLE = Style(SANS, 10)
TEXT = st.text(alphabet="来访登记回执，。、（）“”：2026年11月23日 LF340700-A abc", max_size=120)


def text_of(line) -> str:
    return "".join(piece.text for piece in line.pieces)


@settings(max_examples=400, deadline=None)
@given(text=TEXT, width=st.floats(40, 400))
@example(text="0000 ”）", width=40.0)
@example(text="来访登记 ，回执", width=40.0)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: float) -> None:
    lines = wrap(text, STYLE, width, FACES)
    assert "".join(text_of(line) for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= width + 0.02 for line in lines if line.characters > 1)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


PIECES = (
    " ",
    "  ",
    "，",
    "。",
    "）",
    "（",
    "%",
    ".5",
    "…",
    "12",
    "月",
    "万元",
    "abc",
    "来访",
    "——",
    "/",
    ":",
    "\u00a0",
    "\n",
)


@settings(max_examples=600, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(PIECES), min_size=8, max_size=60), width=st.sampled_from([30, 41, 55, 95])
)
def test_nothing_but_spaces_is_lost_at_a_break(pieces: list[str], width: int) -> None:
    text = "".join(pieces)
    set_down = "".join(text_of(line) for line in wrap(text, STYLE, width, FACES))
    assert set_down.replace(" ", "") == text.replace(" ", "").replace("\n", "")


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "来访",
                "登记，",
                "（回执）",
                "“丽景园”。",
                "2026年",
                "至",
                "已核 ，",
                "［心］",
                "［1］",
                "再  。",
            ]
        ),
        max_size=40,
    )
)
def test_no_mark_begins_or_ends_a_line_wrongly(words: list[str]) -> None:
    lines = wrap("".join(words), STYLE, 95, FACES)
    assert all(text_of(line)[0] not in NOT_FIRST for line in lines[1:])
    assert all(text_of(line)[-1] not in NOT_LAST for line in lines[:-1])


def test_numbers_and_words_are_not_torn() -> None:
    lines = wrap("编号 LF340700-A-261123-007-N 于2026年11月23日登记", STYLE, 130, FACES)
    joined = [text_of(line) for line in lines]
    assert any("LF340700-A-261123-007-N" in line for line in joined)
    assert all(not line.startswith(("月", "日", "年")) for line in joined)


def test_a_filled_line_reaches_the_edge_and_a_loose_one_is_left() -> None:
    page = Page(200, 20)
    line = wrap("来访登记回执来访登记回执来访", STYLE, 128, FACES)[0]
    draw(page, line, 0, 10, 128)
    mark = page.marks[0]
    assert isinstance(mark, Text)
    assert FACES.width(mark.text, SANS, 10) + mark.spread * (len(mark.text) - 1) == 128
    loose = Page(200, 20)
    draw(loose, line, 0, 10, 190)
    assert isinstance(loose.marks[0], Text)
    assert loose.marks[0].spread == 0


FRAME = Frame(100, 100, 10, 10, 10, 10)


def strip(height: float, name: str, *, keep: bool = False) -> Band:
    return Band(height, [Text(10, 1, name, STYLE)], keep)


@settings(max_examples=200, deadline=None)
@given(
    heights=st.lists(st.integers(1, 80), min_size=1, max_size=30),
    keeps=st.lists(st.booleans(), min_size=30, max_size=30),
    pinned=st.integers(0, 40),
)
def test_every_band_is_placed_once_in_order_and_inside(
    heights: list[int], keeps: list[bool], pinned: int
) -> None:
    bands = [strip(height, str(n), keep=keeps[n]) for n, height in enumerate(heights)]
    foot = [strip(pinned, "foot")] if pinned else []
    pages = paginate(bands, FRAME, foot)
    placed = [mark for page in pages for mark in page.marks if isinstance(mark, Text)]
    assert [mark.text for mark in placed] == [str(n) for n in range(len(bands))] + ["foot"] * bool(foot)
    size = {str(n): height for n, height in enumerate(heights)} | {"foot": pinned}
    for page in pages:
        marks = [mark for mark in page.marks if isinstance(mark, Text)]
        for mark, after in pairwise(marks):
            assert mark.y + size[mark.text] <= after.y + 0.01
        assert marks[-1].y - 1 + size[marks[-1].text] <= 90.01
    if foot and size[str(len(bands) - 1)] + pinned <= 80:
        assert len([mark for mark in pages[-1].marks if isinstance(mark, Text)]) > 1, "never alone"


def test_what_is_kept_together_moves_together() -> None:
    pages = paginate([strip(60, "a"), strip(10, "head", keep=True), strip(20, "row")], FRAME)
    assert [[m.text for m in page.marks if isinstance(m, Text)] for page in pages] == [["a"], ["head", "row"]]


def test_a_torn_row_is_closed_and_its_head_repeated() -> None:
    head = strip(10, "head")
    first, second = strip(65, "one"), strip(20, "two")
    first.torn = (10, 90)
    second.repeat = head
    pages = paginate([head, first, second], FRAME)
    assert [mark for mark in pages[0].marks if isinstance(mark, Boxes)], "a rule closes the torn row"
    assert [m.text for m in pages[1].marks if isinstance(m, Text)] == ["head", "two"]


def test_a_hard_space_never_breaks() -> None:
    faces = Faces(system=False)
    style = Style("sans", 10)
    lines = wrap("时间九时，A\u00a0号窗口", style, 58, faces)
    texts = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert any("A\u00a0号" in text for text in texts)


def lines_of(text: str, characters: float, indent: float = 0.0) -> list[str]:
    """The lines of a text where so many Chinese characters have room."""
    return [text_of(line) for line in wrap(text, STYLE, characters * STYLE.size + 0.1, FACES, indent)]


@pytest.mark.parametrize(
    ("text", "characters", "lines"),
    [
        ("依照条例第22条", 5.7, ["依照条例", "第22条"]),
        ("依照条例第22条", 6.4, ["依照条例", "第22条"]),
        ("依照条例第二十二条", 5, ["依照条例", "第二十二条"]),
        ("来访登记，回执", 4, ["来访登", "记，回执"]),
        ("来访登记、回执", 4, ["来访登", "记、回执"]),
        ("来访登记）回执", 4, ["来访登", "记）回执"]),
        ("来访登记（回执", 5, ["来访登记", "（回执"]),
        ("请三位代表于12人", 7.3, ["请三位代表于", "12人"]),
        ("来访已核 ，回执", 4.6, ["来访已", "核 ，回执"]),
        ("来访已核  ，回执", 4.8, ["来访已", "核  ，回执"]),
        ("来访登［1］回执", 5, ["来访登", "［1］回执"]),
    ],
)
def test_where_a_line_ends(text: str, characters: float, lines: list[str]) -> None:
    """By examples: a number stays with 第 before it and its counting word behind, no mark begins a line."""
    assert lines_of(text, characters) == lines


def test_a_break_takes_the_place_of_spaces() -> None:
    """None is left at the end of a line or begins the next."""
    assert lines_of("来访登记 回执", 4) == ["来访登记", "回执"]
    assert lines_of("来访登记 回执", 4.5) == ["来访登记", "回执"]
    assert lines_of("来访登记  回执", 4.2) == ["来访登记", "回执"]
    assert lines_of("来访登记 回执", 4.9) == ["来访登记", "回执"]


def test_the_first_line_alone_is_shorter_by_the_indent() -> None:
    assert lines_of("来访登记回执来访登记", 4, 2 * STYLE.size) == ["来访", "登记回执", "来访登记"]
    assert lines_of("来访登记回执", 6) == ["来访登记回执"]


def test_a_word_wider_than_a_line_is_torn_at_its_edge() -> None:
    lines = wrap("https://example.org/abcdefghijklmn", STYLE, 40, FACES)
    assert len(lines) > 2
    assert all(line.width <= 40.02 for line in lines)


def test_the_last_line_of_a_paragraph_is_never_spread() -> None:
    page = Page(200, 20)
    *_, last = wrap("来访登记回执来访登记回", STYLE, 60.1, FACES)
    assert last.characters == 5
    draw(page, last, 0, 10, last.width + 4)
    assert isinstance(page.marks[0], Text)
    assert page.marks[0].spread == 0


def test_no_page_begins_with_empty_room() -> None:
    """Blank bands are dropped at the top of every page, the first one too."""
    pages = paginate([blank(20), strip(70, "a"), blank(20), strip(70, "b")], FRAME)
    tops = [[(mark.text, mark.y) for mark in page.marks if isinstance(mark, Text)] for page in pages]
    assert tops == [[("a", 11)], [("b", 11)]]


def test_a_page_ends_above_its_foot() -> None:
    pages = paginate([strip(60, "a"), strip(25, "b")], FRAME)
    assert [[m.text for m in page.marks if isinstance(m, Text)] for page in pages] == [["a"], ["b"]]


def test_what_is_pinned_stands_at_the_foot_of_the_last_page() -> None:
    (page,) = paginate([strip(20, "a")], FRAME, [strip(10, "b"), strip(10, "c")])
    assert [(m.text, m.y) for m in page.marks if isinstance(m, Text)] == [("a", 11), ("b", 71), ("c", 81)]


def test_the_head_of_a_table_stands_on_the_page_of_its_first_row() -> None:
    """And on every page that the table goes on to."""
    grid = Grid(Setter(FRAME, FACES), 10, 2)
    block = {"widths": [1, 1], "head": ["甲", "乙"], "rows": [["一", "二"]] * 9}
    pages = paginate([strip(60, "above"), *table(grid, block, STYLE, STYLE)], FRAME)
    words = [[mark.text for mark in page.marks if isinstance(mark, Text)] for page in pages]
    assert words[0] == ["above"]
    assert [page[:2] for page in words[1:]] == [["甲", "乙"]] * (len(words) - 1)
    assert len(words) > 2


def test_neither_end_of_a_long_row_stands_alone_and_an_empty_table_says_so() -> None:
    grid = Grid(Setter(FRAME, FACES), 10, 2)
    _, *row = table(grid, {"widths": [1], "head": ["甲"], "rows": [["来访登记回执" * 8]]}, STYLE, STYLE)
    assert len(row) > 4
    assert [band.keep for band in row] == [True, *[False] * (len(row) - 3), True, False]
    head, dashes = table(grid, {"widths": [1, 1], "head": ["甲", "乙"], "rows": []}, STYLE, STYLE)
    assert head.keep
    assert [mark.text for mark in dashes.marks if isinstance(mark, Text)] == ["—", "—"]


def test_the_first_line_of_a_paragraph_stays_with_the_second_and_the_last_with_the_one_before() -> None:
    lines = Setter(FRAME, FACES).paragraph("来访登记回执" * 6, STYLE, 10)
    assert len(lines) > 4
    assert [line.keep for line in lines] == [True, *[False] * (len(lines) - 3), True, False]
