"""Which papers the window issues, and which builder makes each one's content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.duty_sheet import duty_sheet
from app.domain.papers.notices_sheet import notices_sheet
from app.domain.papers.reception_record import reception_record
from app.domain.papers.registration_form import registration_form
from app.domain.papers.slip import slip
from app.errors import FieldError, Refused

Builder = Callable[[Letterhead, Dossier], dict[str, Any]]

PAPER_SIZES = ("a4", "a5", "a5-large", "80mm", "58mm")
ALIASES = {"回执": "来访回执"}
BUILDERS: dict[str, Builder] = {
    "来访回执": slip,
    "三个告知单": notices_sheet,
    "联合接访记录": reception_record,
    "交办单": duty_sheet,
    "来访登记表": registration_form,
}


def build(kind: str, head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The frozen content of a paper. Refused: paper_kind_unknown, paper_needs, notices_incomplete."""
    builder = BUILDERS.get(ALIASES.get(kind, kind))
    if builder is None:
        raise Refused(FieldError("kind", "paper_kind_unknown", {"kind": kind}))
    return builder(head, dossier)
