"""The day's papers as files: what the window left in its folder, and the slips once more on thermal paper."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.papers.names import SLIP
from app.services.papers.read_paper import read_paper

FORMS = (("a5", "pdf"), ("80mm", "png"), ("58mm", "png"))


def leave_papers(desk: Desk, folder: Path, out: Path, visits: Sequence[Mapping[str, Any]]) -> list[str]:
    """Copies the window's own files, and lays the issued slips out for other papers (no new prints)."""
    left = []
    for file in sorted(folder.glob("*.pdf")):
        left.append(Path(shutil.copy2(file, out / file.name)))
    for visit in visits:
        number = str(visit["visit_number"])
        for paper, form in FORMS:
            target = out / f"{SLIP} {number} {paper}.{form}"
            target.write_bytes(read_paper(desk, number, SLIP, paper, form))
            left.append(target)
    return [str(file.relative_to(out.parent)) for file in left]
