"""Says where papers went, a printer or a folder, and what to do now; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.ports.printers import FOLDER
from app.services.printing.print_paper import Printed
from app.words import sentence


@dataclass(frozen=True, slots=True)
class PaperWords:
    """A sentence for the notice bar, and the folder that holds the files, where there are any."""

    kind: str
    """good or warning."""
    text: str
    folder: str = ""


def printed_words(printed: Sequence[Printed], what: str = "") -> PaperWords:
    """3 份已发往激光，请看纸出来没有；1 份存成了文件：/…/名字.pdf. The first problem, where there is one."""
    for paper in printed:
        if paper.problem is not None:
            return PaperWords("warning", sentence(paper.problem, dict(paper.facts or {})))
    kept = [Path(paper.job.detail or "") for paper in printed if paper.job.printer == FOLDER]
    sent = [paper.job.printer for paper in printed if paper.job.printer != FOLDER]
    phrases = []
    if sent:
        phrases.append(
            f"{_count(what, len(sent), kept)}已发往{'、'.join(dict.fromkeys(sent))}，请看纸出来没有"
        )
    if kept:
        where = str(kept[0]) if len(kept) == 1 else str(kept[0].parent)
        phrases.append(f"{_count(what, len(kept), sent)}存成了文件，在 {where}，还没有打印")
    return PaperWords("good", "；".join(phrases) + "。", str(kept[0].parent) if kept else "")


def name_of(printed: Printed) -> str:
    """来访回执, or 来访回执补打第 2 次."""
    times, kind = printed.issued.times, printed.issued.document.kind
    return f"{kind}补打第 {times} 次" if times else kind


def _count(what: str, count: int, others: Sequence[object]) -> str:
    return what if what and count == 1 and not others else f"{count} 份"
