"""The slip that is previewed is the slip that is printed: both are drawn up from one reading of the case."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from app.domain.entries.visit_entry import parse_visit
from app.domain.papers.names import SLIP
from app.domain.rows.papers import Document
from app.services.papers.draw_up import BASIS
from app.services.papers.issue_paper import issue_paper
from app.services.papers.preview_slip import preview_slip
from app.services.visits.register_visit import register_visit
from printing.papers import Papers
from tests.app.services.office import Office, visit_json

OWN = {"title", "number", "query_code", "code", "qr", BASIS}
"""What a preview cannot have: numbers, code."""
TELLS = {"opinion": "由市住建局核查（示例）", "contact": "李局 0562-2800000"}


class ReadPapers(Papers):
    """Papers that keep the content they were asked to draw."""

    def __init__(self) -> None:
        super().__init__()
        self.content: dict[str, Any] = {}

    def render(self, content: Any, *rest: Any, **more: Any) -> bytes:
        self.content = dict(content)
        return super().render(content, *rest, **more)


def plain(content: Any) -> str:
    """The words of a slip without what no preview can have."""
    kept = {key: value for key, value in content.items() if key not in OWN}
    words = re.sub(
        r"[LX]F340700-A-[0-9]{6}-[0-9]{3}-[0-9A-Z]",
        "№",
        json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1),
    )
    return re.sub(r"[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]", "CODE", words)


@pytest.mark.parametrize(
    "over",
    [
        {},
        {"oral_notices": TELLS},
        {"purpose": "意见建议", "oral_notices": TELLS},
        {"purpose": "揭发控告"},
        {"procedure": "简易", "oral_notices": TELLS},
        {"confidential": True, "oral_notices": TELLS},
    ],
    ids=["求决", "告知", "意见建议", "揭发控告", "简易", "保密"],
)
@pytest.mark.parametrize("arrived", ["2026-11-23 09:31", "2026-11-19 16:00"])
@pytest.mark.parametrize("again", [False, True], ids=["初次", "再来"])
def test_a_slip_says_what_its_preview_said(office: Office, over: Any, arrived: str, again: bool) -> None:
    now = "2026-11-23 09:31"
    if again:
        first = office.register("2026-11-10 09:00")
        office.step(first.matter, "受理告知", "2026-11-12 09:00")
        over = over | {"matter": first.matter}
    entry = parse_visit(visit_json(arrived, **over))
    desk, papers = office.desk("clerk", now), ReadPapers()
    preview_slip(replace(desk, papers=papers), entry)
    number = register_visit(desk, entry).visit_number
    issue_paper(desk, number, SLIP, "a5", "png")
    (slip,) = office.all(Document, kind=SLIP)
    assert plain(papers.content) == plain(slip.content)
