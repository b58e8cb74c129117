"""The words of a case: statuses, what is owed, kinds of obligation."""

from __future__ import annotations

REGISTERED, HANDLING, ACCEPTED, DONE = "已登记", "办理中", "已受理", "已办结"
REFUSED, NO_MORE, LED, FILED, TAKEN_BACK, MERGED = "不予受理", "不再受理", "已引导", "存", "已撤回", "并入"
OPEN = frozenset({REGISTERED, HANDLING, ACCEPTED})
CLOSED = frozenset({DONE, REFUSED, NO_MORE, LED, FILED, TAKEN_BACK, MERGED})
STATUSES = (REGISTERED, HANDLING, ACCEPTED, DONE, REFUSED, NO_MORE, LED, FILED, TAKEN_BACK, MERGED)

UNRATED = (REFUSED, NO_MORE, LED, FILED, TAKEN_BACK)
"""Outcomes that the visitor is not asked to rate (群众满意度评价办法)."""

STATUTORY, SET_TERM, PROMISE, PLANNED = "法定", "限期", "承诺", "安排"
BINDING = frozenset({STATUTORY, SET_TERM})
"""Kinds whose earliest unmet date binds a matter."""

FORWARD, NOTIFY, FINISH, DUTY, REPORT = "转送", "书面告知", "办结", "交办", "办结报告"
PROMISE_ACCEPT, PROMISE_FINISH, PROMISE_REPLY = "承诺受理", "承诺办理", "承诺回复"
SIMPLE_FORWARD, SIMPLE_ACCEPT, SIMPLE_ANSWER = "简易转送", "简易受理", "简易答复"
REVIEW_OPINION, RECHECK_OPINION = "复查意见", "复核意见"
OBJECT, ASK_REVIEW, ASK_RECHECK, RATE = "提出异议", "申请复查", "申请复核", "评价"
RATED = OFFICE, RESPONSIBLE = "信访部门", "责任单位"
"""Whom a visitor rates, each apart; the two are never pooled."""
PETITIONER = "信访人"
"""Whose the rights of asking and rating are."""

ADVICE, ACCUSATION_KIND, APPEAL = "建议意见类", "检举控告类", "申诉求决类"
OLD_LEDGER = "旧台账"
"""Mode of the step that carries what an old ledger says of a matter's status."""
