"""An issued paper laid out again as it was issued, for another kind of paper; no print is counted."""

from __future__ import annotations

from app.desk import Desk
from app.domain.rows.papers import Document
from app.errors import FieldError, Refused
from app.services.papers.listed_visits import require_open_rows
from app.services.papers.paper_subject import require_paper_readable


def read_paper(desk: Desk, number: str, kind: str, paper: str, form: str) -> bytes:
    """The newest paper of that kind under the number, as ``form`` (pdf, png). Refused(not_found).

    NotAllowed(role_missing, withheld).
    """
    desk.require("print")
    with desk.records.reading() as reads:
        documents = reads.find(Document, number=number, kind=kind)
        if not documents:
            raise Refused(FieldError("number", "not_found", {"number": number}))
        require_paper_readable(desk, reads, documents[-1])
        require_open_rows(desk, reads, documents[-1])
    return desk.papers.render(documents[-1].content, paper, form)
