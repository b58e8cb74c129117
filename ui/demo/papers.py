"""The day's papers as files: what the window left in its folder, and the slips once more on thermal paper."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.rows.papers import Document

SLIP = "来访回执"
FORMS = (("a5", "pdf"), ("80mm", "png"), ("58mm", "png"))


def leave_papers(desk: Desk, folder: Path, out: Path, visits: Sequence[Mapping[str, Any]]) -> list[str]:
    """Copies the window's own files, and lays the issued slips out for other papers (no new prints)."""
    left = []
    for file in sorted(folder.glob("*.pdf")):
        left.append(Path(shutil.copy2(file, out / file.name)))
    with desk.records.reading() as reads:
        for visit in visits:
            slip = reads.find(Document, number=str(visit["visit_number"]), kind=SLIP)[-1]
            for paper, form in FORMS:
                target = out / f"{SLIP} {visit['visit_number']} {paper}.{form}"
                target.write_bytes(desk.papers.render(slip.content, paper, form))
                left.append(target)
    return [str(file.relative_to(out.parent)) for file in left]
