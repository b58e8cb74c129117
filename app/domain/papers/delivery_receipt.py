"""送达回证: which paper was handed to whom, how, where and when, taken or refused before a witness."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import FORM, document, fields, signatures
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.names import RECEIPT
from app.domain.papers.say import needed, who

KIND = RECEIPT
TAKEN_OR_REFUSED = "□ 签收　□ 拒收（请写明理由，并由见证人签名）"


def delivery_receipt(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 送达回证; what is not known yet is left to write in."""
    kind, number = needed(dossier.document, "document", "要送达的文书")
    visit = needed(dossier.visit, "visit", "来访登记")
    people = dossier.people or needed(None, "people", "来访人")
    detail = dossier.detail
    return document(
        KIND,
        head,
        dossier,
        [
            fields(
                ["送达文书", f"{kind}（{number}）"],
                ["受送达人", str(detail.get("recipient") or who(visit, people))],
                ["送达人", str(detail.get("by") or dossier.clerk or " ")],
                ["送达方式", str(detail.get("way") or "□ 当面　□ 邮寄　□ 其他")],
                ["送达时间", str(detail.get("time") or " ")],
                ["送达地点", str(detail.get("place") or " ")],
            ),
            fields(["签收情况", str(detail.get("result") or TAKEN_OR_REFUSED)], lines=2),
            fields(["意见", str(detail.get("view") or "□ 同意　□ 不同意　□ 没有明确意见")]),
            fields(["备注", str(detail.get("remark") or " ")], lines=3),
            signatures("受送达人签名", "送达人签名", "见证人签名", "日期"),
        ],
        layout=FORM,
        sealed=False,
    )
