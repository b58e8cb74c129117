"""The Chinese names of a step's inputs, for the sheet that takes it and the page that signs it."""

from __future__ import annotations

from collections.abc import Mapping

STEP_WORDS: Mapping[str, str] = {
    "ground": "依据",
    "unit": "单位",
    "role": "主办协办",
    "replaces": "换下",
    "received_at": "签收日",
    "term": "限期",
    "report": "办结报告",
    "way": "途径",
    "body": "机关",
    "review.body": "复核机关",
    "review.number": "复核文号",
    "review.date": "复核日期",
    "days": "延长",
    "reason": "理由",
    "unit_head.name": "单位批准人",
    "unit_head.number": "批准文号",
    "answer": "答复",
    "found": "查明情况",
    "opinion": "处理意见",
    "law": "法律依据",
    "outcome": "结果",
    "override.reason": "带缺项理由",
    "number": "文号",
    "date": "日期",
    "hearing_days": "听证日数",
    "kind": "种类",
    "result": "结果",
    "remark": "备注",
    "step": "撤回的步骤",
    "told": "告知来访人",
}
