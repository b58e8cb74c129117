"""The kinds of papers that more than one place speaks of, by their names."""

from __future__ import annotations

from typing import Final

SLIP: Final = "来访回执"
REGISTRATION: Final = "来访登记表"
NOTICES: Final = "三个告知单"
DUTY_SHEET: Final = "交办单"
ACCEPTANCE: Final = "受理告知书"
RECEIPT: Final = "送达回证"
ALERT: Final = "预警单"
GRAVE_REPORT: Final = "信访信息专报"
CASE_REPORT: Final = "移交案例报告"
REMINDER: Final = "催办单"
SUPERVISION: Final = "督办函"
DAILY: Final = "日报"
