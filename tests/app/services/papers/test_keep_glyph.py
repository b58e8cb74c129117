"""A picture of a character that no font has, given once, serves every paper of the desk."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from app.domain.rows.papers import Document
from app.errors import NotAllowed, Refused, Unavailable
from app.services.papers.issue_paper import issue_paper
from app.services.papers.keep_glyph import keep_glyph, list_glyphs

RARE = "\ue000"


def picture(width: int = 8) -> bytes:
    image = Image.new("L", (80, 80), 255)
    ImageDraw.Draw(image).line((10, 40, 70, 40), fill=0, width=width)
    ImageDraw.Draw(image).line((40, 10, 40, 70), fill=0, width=width)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def rare_visit(front):
    return front.register(people=[front.person(name=f"{RARE}小明")], category="城乡建设").visit_number


def test_a_paper_that_was_stopped_comes_out_once_the_picture_is_there(front):
    number = rare_visit(front)
    with pytest.raises(Unavailable) as stopped:
        issue_paper(front.desk(), number, "来访登记表", "a4")
    assert stopped.value.code == "no_glyph"
    assert stopped.value.facts == {"characters": RARE, "codes": "U+E000"}
    assert front.all(Document) == []
    kept = keep_glyph(front.desk(), RARE, picture(), "Yǎn")
    assert kept == {"character": RARE, "code": "U+E000", "pinyin": "Yǎn"}
    issued = issue_paper(front.desk(), number, "来访登记表", "a4")
    assert issued.data.startswith(b"%PDF")
    assert issued.document.content["glyphs"][RARE]["pinyin"] == "Yǎn"
    again = issue_paper(front.desk(), number, "来访登记表", "a4")
    assert again.times == 1


def test_a_second_picture_replaces_the_first_and_issued_papers_stay(front):
    number = rare_visit(front)
    keep_glyph(front.desk(), RARE, picture(), "yan3")
    first = issue_paper(front.desk(), number, "来访登记表", "a4")
    keep_glyph(front.desk(), RARE, picture(20), "yǎn")
    assert list_glyphs(front.desk()) == [{"character": RARE, "code": "U+E000", "pinyin": "yǎn"}]
    again = issue_paper(front.desk(), number, "来访登记表", "a4")
    assert again.document.content == first.document.content


def test_all_that_is_wrong_is_said_at_once(front):
    with pytest.raises(Refused) as caught:
        keep_glyph(front.desk(), "王", b"no picture", "王")
    assert front.refused(caught) == {
        ("character", "glyph_not_needed"),
        ("pinyin", "glyph_pinyin"),
        ("picture", "glyph_unreadable"),
    }
    with pytest.raises(Refused) as caught:
        keep_glyph(front.desk(), "两字", picture(), "")
    assert front.refused(caught) == {("character", "glyph_one_character"), ("pinyin", "glyph_pinyin")}
    with pytest.raises(NotAllowed):
        keep_glyph(front.desk("admin"), RARE, picture(), "yǎn")
