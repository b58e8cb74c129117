"""The articles that F1 shows: every one that a mode or a ground rests on is there, whole."""

from __future__ import annotations

import re

from app.domain.case.modes import MODES
from app.words.regulation import ARTICLES, articles_in


def test_every_article_that_the_table_of_modes_cites_is_there():
    cited = [mode.article for mode in MODES.values()]
    cited += [ground.article for mode in MODES.values() for ground in mode.grounds]
    numbers = {int(one) for text in cited if "信访工作条例" in text for one in re.findall(r"第(\d+)条", text)}
    assert numbers
    assert numbers <= ARTICLES.keys()


def test_a_citation_gives_each_article_once_and_in_its_order():
    heads = [
        head
        for head, _ in articles_in("信访工作条例第23条、信访工作条例第19条第3款、信访工作条例第23条第1款")
    ]
    assert heads == ["信访工作条例第23条", "信访工作条例第19条"]
    assert articles_in("") == []


def test_an_article_has_its_items_and_its_paragraphs():
    assert len(ARTICLES[31]) == 7
    assert "自受理之日起60日内办结" in ARTICLES[34][0]
    assert "延长期限不得超过30日" in ARTICLES[34][0]
    assert all(text.endswith(("。", "：", "；")) for texts in ARTICLES.values() for text in texts)
