"""引导单: which office is competent by law, and how to get there (条例第22条第2款、第31条)."""

from __future__ import annotations

from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import fields, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import received, sentence, the_step, to_visitor
from app.domain.papers.say import needed

KIND = names.ROUTE_SLIP
KNOWN = {"address": "地址", "phone": "电话", "hours": "办公时间", "bring": "请带材料"}


def route_slip(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 引导单; address, telephone and hours of the office where they are known."""
    step = the_step(dossier, "引导步骤")
    detail = {**dossier.detail, **step.detail}
    body = needed(detail.get("body") or step.unit, "body", "有权处理的机关")
    ways = [["途径", str(detail[key])] for key in ("way_text", "ground_text") if detail.get(key)][:1]
    known = [[label, str(detail[key])] for key, label in KNOWN.items() if detail.get(key)]
    return to_visitor(
        KIND,
        head,
        dossier,
        [
            text(received(dossier) + "您反映的事项依法应当通过下列途径处理，请您向该机关提出："),
            fields(["机关", str(body)], *ways, *known),
            *([text(sentence(step.reason))] if step.reason and not dossier.guarded else []),
            text("本单只作引导之用，不影响您依法享有的权利。请注意法定的申请期限。"
                 "（《信访工作条例》第二十二条、第三十一条）"),
        ],
        title="信访事项引导单",
    )  # fmt: skip
