"""Sentences about receptions and notices."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "unit_unknown": "单位表里没有“{given}”。请从表里选，或请管理员加上。",
    "unit_ambiguous": "“{given}”可能是：{names}。请写全一点。",
    "unit_several": "一行只交办一个单位：这一行留“{given}”，其余的另起一行。",
    "unit_missing": "@ 后面还没有写单位。",
    "unit_repeated": "“{given}”已经在前面了。",
    "duty_empty": "还没有写要这个单位做什么。",
    "duty_without_date": "还没有写期限，例如“10日”“5工作日”“1个月”“11月底前”。",
    "duty_day_unclear": "“{given}”在 {day} 已经过了，或者没有这一天。请写全，例如“2027年1月15日前”。",
    "answer_empty": "! 后面还没有写答复的内容。",
    "bad_clock": "“{given}”看不出是几点几分，请写成 09:43。",
    "visit_required": "还没有选来访批次。",
    "visit_repeated": "“{number}”写了两次，请留一个。",
    "reception_before_arrival": "“{number}”{arrived} 才到，接访不能比这早。请改接访时间。",
    "roster_reason_required": "当天带班的是{on_duty}，不是{leader}。请写明原因。",
    "other_unit_required": "联合接访除牵头单位外，至少还要一个单位。",
    "absent_but_arrived": "写了到场时间，又写着没有到。请留一个。",
    "nobody_came": "除牵头单位外都没有到场，请看签到记全没有。",
    "reception_required": "{label}还没有填。填上再结束，要改日接着谈按 F4。",
    "leader_letters": "带班领导“{typed}”不是名单里的人。请从列表里选，或写全姓名。",
    "reception_unsettled": "还没有一件诉求有答复或责任单位。写上答复（!）或交办（@）再按 F9；"
    "今天谈不完，按 F4 改日继续。",
    "result_without_duty": "结果是“{result}”，但记录里没有交办。请用 @单位 写一行。",
    "result_without_answer": "结果是“现场办结”，但记录里没有现场答复。请用 ! 写一行。",
    "opinion_required": "工作意见还没有填，三个告知不完整。",
    "contact_required": "联络方式还没有填，三个告知不完整。",
    "due_required": "办理时限还没有，请填一个日期并写明原因。",
    "due_past": "办理时限 {date} 已经过了，请改。",
    "due_reason_required": "办理时限 {date} 与推算的 {engine} 不同，请写明原因。",
    "refusal_without_witness": "来访人拒签，没有写见证人。请补上。",
    "matter_or_visit": "请写 matter 或 visit，写一个。",
    "visit_voided": "“{number}”已经撤销，不能再用。请换一个编号。",
    "matter_closed": "“{number}”现在是“{status}”，不能再接访。",
    "not_a_reception": "“{number}”不是接访编号。续开要写上一场的 JF 编号。",
}
