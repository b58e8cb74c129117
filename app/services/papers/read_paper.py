"""An issued paper laid out again as it was issued, for another kind of paper; no print is counted."""

from __future__ import annotations

from app.desk import Desk
from app.domain.rows.papers import Document
from app.errors import FieldError, Refused


def read_paper(desk: Desk, number: str, kind: str, paper: str, form: str) -> bytes:
    """The newest paper of that kind under the number, as ``form`` (pdf, png). Refused(not_found)."""
    desk.require("print")
    with desk.records.reading() as reads:
        found = reads.find(Document, number=number, kind=kind)
    if not found:
        raise Refused(FieldError("number", "not_found", {"number": number}))
    return desk.papers.render(found[-1].content, paper, form)
