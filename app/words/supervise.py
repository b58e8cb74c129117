"""Sentences about due dates, reminders, reports, ratings."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "dates_reversed": "结束日期比开始日期早，请对调。",
    "nothing_due": "“{number}”现在没有在算的期限，不用催办。",
    "matter_not_open": "“{number}”已是“{status}”，不用催办。",
    "tier_unknown": "催办级别只有 15、10、5。",
    "unit_owes_nothing": "“{unit}”在这件事上没有在算的期限。请看单位写对没有。",
}
