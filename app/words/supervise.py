"""Sentences about due dates, reminders, reports, ratings."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "dates_reversed": "结束日期比开始日期早，请对调。",
    "nothing_due": "“{number}”现在没有在算的期限，不用催办。",
    "matter_not_open": "“{number}”已是“{status}”，不用催办。",
    "tier_unknown": "催办级别只有 15、10、5。",
    "tier_not_of_date": "这个期限没有提前 {tier} 天这一级：那一天不晚于起算的日子。到期以后发督办函（5）。",
    "obligation_unknown": "“{number}”没有这一项。请用 due 列出的 obligation。",
    "obligation_over": "“{unit}”的“{what}”已经有答复或者不再要求，不用催办。",
    "owed_by_centre": "“{what}”由“{unit}”办，不发催办。请在本中心内部抓紧办理。",
    "confirm_reminded_again": "{date} 已经按提前 {tier} 天这一级催过“{unit}”。确要再发一次，请确认。",
    "reason_required": "请写明原因。",
    "confirm_not_sending": "这一级催办不发吗？请确认，并写明原因。",
    "unit_owes_nothing": "“{unit}”在这件事上没有在算的期限。请看单位写对没有。",
}
