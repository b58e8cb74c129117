"""An audit row 无权 says in Chinese what was refused."""

from __future__ import annotations

from app.desk import OF_THE_CASE
from app.domain.roles import ACTS
from app.words.acts import ACT_WORDS, act_words


def test_every_act_and_every_refusal_of_a_case_has_its_words() -> None:
    assert set(ACT_WORDS) == set(ACTS) | OF_THE_CASE


def test_a_number_stays_as_it_is() -> None:
    assert act_words("XF340700-A-261123-001-6") == "XF340700-A-261123-001-6"
