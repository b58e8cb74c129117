"""Papers that answer: whole or not at all, and nothing of an accusation (条例第30条、第32条、第35条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.papers.kinds import build
from app.errors import Refused
from tests.printing import samples
from tests.printing.paper_samples import dossier_for, texts

SECRET = "机密词语（示例）"


def words(kind: str, **told: str) -> str:
    """A paper of a guarded case whose step says the secret in all it was told."""
    made = dossier_for(kind)
    step = replace(made.step, detail={**made.step.detail, **told}, reason=SECRET)
    guarded = samples.visit(purpose="揭发控告"), samples.matter(purpose="揭发控告")
    made = replace(made, step=step, detail=step.detail, visit=guarded[0], matter=guarded[1])
    return "".join(texts(build(kind, samples.HEAD, made)))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("直接回复", {"answer": SECRET}),
        ("信访处理意见书", {"found": SECRET, "opinion": SECRET, "law": SECRET}),
        ("调解协议书", {"result": SECRET}),
        ("和解协议书", {"result": SECRET}),
    ],
)
def test_what_a_step_says_of_a_guarded_case_stays_off_its_paper(kind, told):
    assert SECRET not in words(kind, **told)


@pytest.mark.parametrize("part", ["found", "opinion", "law"])
def test_an_opinion_letter_is_not_drawn_up_while_a_part_is_empty(part):
    """条例第32条."""
    made = dossier_for("信访处理意见书")
    detail = {**made.step.detail, part: ""}
    made = replace(made, step=replace(made.step, detail=detail), detail=detail)
    with pytest.raises(Refused) as caught:
        build("信访处理意见书", samples.HEAD, made)
    assert [error.code for error in caught.value.errors] == ["paper_needs"]


@pytest.mark.parametrize(("purpose", "offered"), [("求决", True), ("意见建议", False)])
def test_review_is_offered_to_whom_it_is_open(purpose, offered):
    """条例第35条."""
    made = replace(
        dossier_for("信访处理意见书"),
        visit=samples.visit(purpose=purpose),
        matter=samples.matter(purpose=purpose),
    )
    letter = "".join(texts(build("信访处理意见书", samples.HEAD, made)))
    assert ("请求复查" in letter) == offered
