"""A list of cases (台账) as a paper: its figures of a period, and one line for each case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.dates.period import Period
from app.domain.lists.kinds import ListKind
from app.domain.papers.blocks import document, fields, signatures, table, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.say import full_date

_WIDTHS = (24, 22, 13, 13, 28)


@dataclass(frozen=True, slots=True)
class ListLine:
    """One case on the sheet; ``details`` are its columns in words."""

    number: str
    claim: str
    on: str
    state: str
    details: str


def list_sheet(
    head: Letterhead,
    at: datetime,
    kind: ListKind,
    period: Period | None,
    figures: dict[str, Any] | None,
    lines: Sequence[ListLine],
) -> dict[str, Any]:
    """The content of a list's sheet; no issued document: its days stand where a number would."""
    when = f"{full_date(period.start)}至{full_date(period.end)}" if period else f"截至{full_date(at.date())}"
    counted = []
    if figures is not None:
        rate = figures[kind.rate]
        share = f"{rate['text']}（{rate['numerator']} / {rate['denominator']}）"
        counted = [
            fields(
                ["列入", str(figures["列入"]), "在账", str(figures["在账"])],
                ["销账", str(figures["销账"]), kind.rate, share],
            ),
            text(f"{kind.rate} = {rate['formula']}。", indent=False),
        ]
    rows = [[line.number, line.claim, line.on, line.state, line.details] for line in lines]
    return document(
        f"{kind.title}台账",
        head,
        Dossier(at=at, number=when),
        [
            *counted,
            table(["编号", "诉求", "列入", "现在", "内容"], rows or [["", "没有", "", "", ""]], _WIDTHS),
            signatures("审核", "制表"),
        ],
    )
