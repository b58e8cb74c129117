"""A reception's minutes as lines of a timeline; people and papers of any record as rows; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.services.case.shown import HeldReception, ShownPaper, ShownPerson, ShownRecord, VisitLine
from app.services.papers.papers_to_hand_out import PaperToHandOut
from ui.widgets.dates import day_words
from ui.widgets.row_item import RowItem

NO_PAPER = "无"
"""The kind of certificate of who showed none."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened in the reception."""

    at: datetime
    what: str
    detail: str = ""
    by: str = ""
    shape: str = "done"
    token: str = "text2"


def timeline(record: HeldReception) -> list[Moment]:
    """The visits and the lines of the minutes, newest first; accounts by the names that people know."""
    moments = [*(_visit(line) for line in record.visits), *_lines(record)]
    known = [replace(moment, by=record.names.get(moment.by, moment.by)) for moment in moments]
    return sorted(known, key=_when, reverse=True)


def moment_row(moment: Moment, today: date) -> RowItem:
    return RowItem(
        title=moment.what,
        second=moment.detail,
        middle=moment.by,
        right=f"{day_words(moment.at.date(), today)[:-3]} {moment.at:%H:%M}",
        shape=moment.shape,
        token=moment.token,
        data=moment,
    )


def paper_rows(record: ShownRecord, today: date, to_hand_out: Sequence[PaperToHandOut] = ()) -> list[RowItem]:
    """Papers issued, how often each was put on paper, which are still to come; data is the ShownPaper."""
    waiting = {(paper.kind, paper.number): paper for paper in to_hand_out}
    return [
        RowItem(
            title=paper.kind,
            second=paper.number + (f"，作废：{paper.void.reason}" if paper.void else ""),
            right=_standing(paper, waiting.get((paper.kind, paper.number))) or _how_often(paper, today),
            shape="printer",
            data=paper,
        )
        for paper in record.papers
    ]


def _standing(paper: ShownPaper, waiting: PaperToHandOut | None) -> str:
    if paper.is_replaced:
        return "已换发"
    if paper.void is not None:
        return "已作废"
    if waiting is None:
        return ""
    return "要换发 P" if waiting.replaces else "还没有出 P"


def _how_often(paper: ShownPaper, today: date) -> str:
    reprints = len(paper.prints) - 1
    return f"补打 {reprints} 次" if reprints > 0 else day_words(paper.at.date(), today)


def person_rows(record: ShownRecord) -> list[tuple[str, ...]]:
    """Name, certificate, telephone, address of each person once, masked as the service gave it."""
    seen: dict[tuple[Any, Any], tuple[str, ...]] = {}
    for person in record.people:
        several = person.representative and len(record.people) > 1
        sex = f"{person.sex}，" if person.sex else ""
        number = person.id_number or person.absent.get("id_number", "")
        seen[(person.name, person.id_number or person.phone)] = (
            f"{person.name}（代表）" if several else person.name,
            f"{sex}{_certificate(person)} {number}".strip(),
            person.phone or person.absent.get("phone", ""),
            person.address or person.absent.get("address", ""),
        )
    return list(seen.values())


def _certificate(person: ShownPerson) -> str:
    if person.id_type == NO_PAPER:
        return f"无证件（{person.no_id_reason or '没有说明'}）"
    return person.id_type


def _when(moment: Moment) -> datetime:
    return moment.at


def _visit(line: VisitLine) -> Moment:
    word = "首次来访" if line.first else "再次来访"
    detail = f"{line.number}，{line.kind} {line.headcount} 人"
    void = f"，已撤回：{line.void.reason}" if line.void else ""
    return Moment(line.registered_at, word, detail + void, line.clerk, "user")


def _lines(record: HeldReception) -> list[Moment]:
    """The minutes."""
    day = record.reception.at
    made = []
    for line in record.reception.lines:
        hour, minute = (int(part) for part in line.at.split(":")[:2])
        made.append(Moment(day.replace(hour=hour, minute=minute), line.text, line.kind, "", "page"))
    return made
