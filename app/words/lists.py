"""Sentences about the lists of cases (台账)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "list_kind_unknown": "没有“{given}”这种台账。有：{known}。",
    "list_act_unknown": "“{given}”不是台账的做法。可以写 add（列入）、note（记事）、end（销账）。",
    "list_already": "“{number}”{on} 已经列入{kind}台账，还没有销账。要补充请记事。",
    "list_not_on": "“{number}”不在{kind}台账上，请先列入。",
    "list_before": "时间比{what}（{when}）早。请看时间写对没有。",
    "list_advice_only": "人民建议台账只收意见建议。“{number}”的目的是“{purpose}”，写错了请先更正目的。",
    "list_count_range": "数目应是 0 到 10000000 的整数。",
    "list_count_more": "做到的 {count} 比一共的 {of} 多，请看两个数写对没有。",
    "list_due_before": "期限 {due} 比 {today} 早，请写今天或以后的日子。",
    "plan_unreadable": "“{given}”看不出是哪一天，请写成“{example}”这样。",
    "plan_until": "止的那一天应在 {start} 以后 {most} 日内。",
    "list_no_people": "换人要写换成谁：包案领导或五包里的人。",
    "list_no_feedback": "还没有记过反馈，不能对账销号。请先记一笔“反馈”。",
    "list_slots_empty": "1+N 还缺 {slots}，不能按已化解销账。请先补上人（note 的 slots）。",
    "leader_signs": "换包案领导由带班领导用自己的账号办。",
}
