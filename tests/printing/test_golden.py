"""Every paper looks as it was last accepted (python -m tests.printing.golden shows and accepts)."""

from __future__ import annotations

import pytest
from PIL import Image

from printing.papers import Papers
from tests.printing.golden import MOST_FAR, cases, difference, file_of, picture


@pytest.fixture(scope="module")
def papers() -> Papers:
    return Papers(system_fonts=False)


@pytest.mark.parametrize(("kind", "paper"), list(cases()))
def test_a_paper_looks_as_accepted(papers: Papers, kind: str, paper: str) -> None:
    with Image.open(file_of(kind, paper)) as golden:
        assert difference(picture(papers, kind, paper), golden) <= MOST_FAR


def test_a_moved_line_is_noticed(papers: Papers) -> None:
    now = picture(papers, "来访回执", "a5")
    moved = now.copy()
    moved.paste(now.crop((0, 100, now.width, 140)), (0, 103))
    assert difference(now, moved) > MOST_FAR
