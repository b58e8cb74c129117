"""信访事项受理告知书 (条例第23条): received and accepted, by whom, how and until when it is handled."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import in_force, on, received, to_visitor
from app.domain.papers.names import ACCEPTANCE
from app.domain.papers.say import counted_on_paper, full_date

KIND = ACCEPTANCE


def acceptance_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 受理告知书."""
    unit = (dossier.step.unit if dossier.step else None) or dossier.unit or head.heading
    due = in_force(dossier, "办结")
    until = "办理期限按有关法律法规和《信访工作条例》的规定执行。"
    if due is not None:
        mark = "（暂定）" if due.provisional else ""
        reason = counted_on_paper(due.counted, due.due)
        until = f"办理期限：{full_date(due.due)}前{mark}办结并书面答复您。依据：{reason}。"
    whose = "" if dossier.guarded else f"责任单位：{unit}。"
    return to_visitor(
        KIND,
        head,
        dossier,
        [
            text(f"{received(dossier)}现决定自{full_date(on(dossier))}起予以受理。"
                 "（《信访工作条例》第二十三条）"),
            text(f"{whose}处理途径和程序：由责任单位听取您陈述的事实和理由，"
                 "调查核实后依照《信访工作条例》第三十一条规定的途径办理，并书面答复您。"),
            text(until),
        ],
        title="信访事项受理告知书",
    )  # fmt: skip
