"""Sheets about a matter beside 办理: 三个告知, 评价, 记回复, 单位签收, 送达; one page, one file for each."""
