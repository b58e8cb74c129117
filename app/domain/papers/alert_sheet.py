"""预警单 (一单三推): what is to be feared, how grave, pushed to whom, and who has taken note."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import FORM, document, fields, heading, signatures, table
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.names import ALERT
from app.domain.papers.say import full_date, moment, needed

KIND = ALERT
ADDRESSEES = "pushed_to"
"""Key of the content that says whom the warning went to; never laid out."""
PUSHED_TO = ("市委、市政府", "属地党委、政府", "相关单位")


def alert_sheet(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 预警单. Needs detail level and text; detail to replaces the three addressees."""
    detail = dossier.detail
    matter = dossier.matter
    rows: list[list[str | None]] = [
        ["预警级别", str(needed(detail.get("level"), "level", "预警级别"))],
        ["预警时间", moment(dossier.at)],
        ["信访事项", matter.number if matter else None],
        ["问题属地", None if dossier.guarded else dossier.place_name],
        ["责任单位", None if dossier.guarded else (matter.unit if matter else None) or dossier.unit],
        ["到期日期", full_date(matter.due) if matter and matter.due else None],
    ]
    addressees = [str(whom) for whom in detail.get("to") or PUSHED_TO]
    return {ADDRESSEES: addressees} | document(
        KIND,
        head,
        dossier,
        [
            fields(*rows),
            fields(["预警内容", str(needed(detail.get("text"), "text", "预警内容"))], lines=4),
            fields(["工作建议", str(detail.get("advice") or " ")], lines=3),
            heading("推送和签收反馈"),
            table(
                ["推送对象", "签收人", "签收时间", "反馈"],
                [[whom, " ", " ", " "] for whom in addressees],
                [28, 18, 22, 32],
            ),
            signatures("签发人", "经办人"),
        ],
        layout=FORM,
    )
