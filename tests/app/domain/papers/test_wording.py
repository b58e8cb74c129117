"""Sentences an administrator puts otherwise: filled in, refused with a sentence, never a crash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.papers.dossier import letterhead
from app.domain.papers.kinds import build
from app.domain.papers.wording import BY_KEY, OPENING, WORDINGS, worded
from app.errors import Refused
from app.settings import Settings
from app.words import sentence
from tests.printing import samples


def test_every_default_passes_its_own_check():
    for one in WORDINGS:
        one.check(one.default)
        assert worded({}, one.key, **dict.fromkeys(one.names, "某某"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("编号 {编号", "wording_braces"),
        ("编号 编号}", "wording_braces"),
        ("{姓名}", "wording_unknown"),
        ("{}", "wording_unknown"),
        ("{编号.__class__}", "wording_unknown"),
        ("{编号!r}", "wording_unknown"),
        ("{编号:>99999999}", "wording_unknown"),
        ("字" * 201, "wording_long"),
    ],
)
def test_a_wrong_sentence_is_refused_with_words(words, code):
    with pytest.raises(Refused) as caught:
        BY_KEY[OPENING].check(words)
    (error,) = caught.value.errors
    assert (error.field, error.code) == (OPENING, code)
    assert sentence(error.code, error.facts)


@given(st.text(alphabet="编号日期{}!:.[]0ab%", max_size=40))
def test_whatever_is_set_the_paper_comes_out(words):
    assert isinstance(worded({OPENING: words}, OPENING, 编号="LF1", 日期="今日", 事项="某事"), str)


def test_what_is_set_stands_on_slip_and_notices():
    head = letterhead(
        "示例中心",
        Settings(
            {
                "回执标题": "来访凭证",
                "回执声明": "有事请拨 {电话}",
                "联系电话": "0562-1111111",
                "三个告知单引言": "{日期}您来过，编号是{编号}。",
            }
        ),
    )
    slip = build("回执", head, samples.dossier())
    assert slip["title"] == "来访凭证"
    assert slip["disclaimer"] == "有事请拨 0562-1111111"
    notices = build("三个告知单", head, samples.dossier())
    assert f"2026年11月23日您来过，编号是{samples.dossier().visit.number}。" in str(notices)
