"""Draws up every paper: what its dossier says, frozen as a row that the caller stores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from app.desk import Desk
from app.domain.papers.dossier import Dossier, letterhead
from app.domain.papers.kinds import build
from app.domain.rows.base import new_id
from app.domain.rows.papers import Document
from app.ports.records import Reads
from app.services.papers.keep_glyph import with_glyphs

BASIS: Final = "basis"
"""Key of a content for what it was made of; no printer is given it."""


def draw_up(
    desk: Desk,
    reads: Reads,
    kind: str,
    dossier: Dossier,
    *,
    id: str | None = None,
    at: datetime | None = None,
    matter_id: str | None = None,
    visit_id: str | None = None,
    reception_id: str | None = None,
    step_id: str | None = None,
    unit: str | None = None,
    basis: Mapping[str, Any] | None = None,
    replaces: str | None = None,
) -> Document:
    """The paper with the dossier's number, by who sits at the desk; ``at`` if not the dossier's time.

    ``basis``: what a later paper of the kind is compared with. Refused as the kind's builder:
    paper_needs, paper_guarded.
    """
    content = build(kind, letterhead(desk.place.centre, desk.settings), dossier)
    content = with_glyphs(desk, reads, content)
    return Document(
        id=id or new_id(),
        kind=kind,
        number=dossier.number,
        matter_id=matter_id,
        visit_id=visit_id,
        reception_id=reception_id,
        step_id=step_id,
        unit=unit,
        content=content if basis is None else content | {BASIS: dict(basis)},
        code=dossier.code,
        replaces=replaces,
        at=at or dossier.at,
        by=desk.staff.login,
    )
