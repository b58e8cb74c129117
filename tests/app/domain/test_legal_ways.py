"""The hint names the lawful way of a matter."""

from __future__ import annotations

import pytest

from app.domain.legal_ways import legal_way


@pytest.mark.parametrize(
    ("category", "words", "name"),
    [
        ("城乡建设/住房/不动产登记", "", "行政复议"),
        ("劳动和社会保障", "", "劳动仲裁"),
        (None, "对县法院的判决不服", "诉讼或检察监督"),
        ("城乡建设", "邻居违建", "申请查处"),
    ],
)
def test_the_way_follows_from_category_or_words(category, words, name):
    way = legal_way(category, words)
    assert way is not None
    assert way.name == name
    assert way.because in (category or "") + words


def test_most_matters_have_none():
    assert legal_way("教育文体", "校车接送时间") is None
    assert legal_way(None, "") is None
