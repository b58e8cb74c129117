"""The attachments of a case as rows, and the places that one may be put to; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.attachments import KINDS, MATTER, OFD, size_words
from app.domain.case.casefile import NO_FACT_OF_HANDLING
from app.domain.entries.step_entry import FIVE
from app.errors import FieldError
from app.services.attachments.list_attachments import AttachmentLine, Attachments
from app.services.attachments.places import visit_words
from app.services.case.open_case import NamedCase
from ui.widgets.choices import Choice
from ui.widgets.dates import day_words
from ui.widgets.row_item import RowItem

EMPTY = "还没有附件。把照片、扫描件、PDF 拖到这里，或按 J 选文件、Ctrl+V 粘贴图片"


@dataclass(slots=True)
class TakeOffForm:
    """Why an attachment is taken off."""

    reason: str | None = None

    def check(self) -> list[FieldError]:
        return [] if self.reason else [FieldError("reason", "reason_missing")]


def attachment_rows(
    attachments: Attachments, names: Mapping[str, str], today: date, *, everything: bool
) -> list[RowItem]:
    """The newest first; those taken off only with everything else that is over."""
    lines = attachments.lines if everything else attachments.standing
    return [_row(line, attachments.small.get(line.row.id), names, today) for line in reversed(lines)]


def _row(line: AttachmentLine, small: bytes | None, names: Mapping[str, str], today: date) -> RowItem:
    row, gone = line.row, line.taken_off
    day = day_words(row.at.date(), today)[:-3]
    extent = f"{row.pages} 页" if row.pages > 1 else size_words(row.size)
    if gone is not None:
        second = f"已撤下：{gone.reason}"
    elif line.where:
        second = line.where
    else:
        place = "" if line.place == MATTER else line.place
        parts = (place, row.note or "", extent, names.get(row.by, row.by), day)
        second = "，".join(part for part in parts if part)
    return RowItem(
        title=row.name,
        second=second,
        shape="undo" if gone else "warning" if line.where else "page",
        token="text3" if gone else "warn" if line.where else "text2",
        data=line,
        key=row.id,
        picture=None if gone else small,
    )


def heading(attachments: Attachments) -> str:
    """附件 3, and how many were taken off."""
    off = len(attachments.lines) - len(attachments.standing)
    return f"附件 {len(attachments.standing)}" + (f"，撤下 {off}" if off else "")


def about(line: AttachmentLine) -> str:
    """Kind, size, place and note in one line, for the view of the attachment."""
    row = line.row
    place = "" if line.place == MATTER else line.place
    parts = (KINDS.get(row.kind, row.kind), size_words(row.size), place, row.note or "")
    return "，".join(part for part in parts if part)


def is_drawn(line: AttachmentLine) -> bool:
    """Whether its pages can be shown here."""
    return line.row.kind != OFD


def places_of(opened: NamedCase, today: date) -> list[Choice]:
    """The case, its visits, what was done, what units were told to do, and the five 不放过."""
    case = opened.case
    choices = [Choice(MATTER, "整件事")]
    choices += [
        Choice(visit.id, f"{visit_words(case, visit)}，{day_words(visit.arrived_at.date(), today)[:-3]}")
        for visit in case.visits
    ]
    choices += [
        Choice(step.id, _joined(f"步骤 {step.mode}", step.unit, day_words(step.at.date(), today)[:-3]))
        for step in case.standing_steps
        if step.mode not in NO_FACT_OF_HANDLING
    ]
    choices += [Choice(duty.id, f"交办 {duty.unit}，{duty.duty}") for duty in case.duties]
    return choices + [Choice(name, f"不放过：{name}") for name in FIVE]


def _joined(*parts: str | None) -> str:
    return "，".join(part for part in parts if part)
