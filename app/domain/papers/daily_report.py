"""日报: the day's visits in figures and one by one, and the head of the audit chain."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import FORM, Block, document, fields, heading, signatures, table, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.names import DAILY
from app.domain.papers.say import full_date

KIND = DAILY


def daily_report(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a day's report.

    detail: figures [[name, batches, heads]]; visits [[number, masked name, people, kind, handling]];
    due [[matter, who, what, kind, how it stands]]: what fell due that day;
    documents [[kind, how many, from number to number]];
    gaps [[number, reason]]; audit (the chain's head), unconfirmed (slips not seen on paper).
    """
    detail = dossier.detail
    figures, visits = _rows(detail.get("figures")), _rows(detail.get("visits"))
    blocks: list[Block] = [
        fields(["日期", full_date(dossier.at.date()), "登记窗口", dossier.desk or None]),
        heading("一、接待情况"),
        *_figures(figures),
        heading("二、来访明细"),
        table(["来访编号", "来访人", "人数", "类别", "办理状态"], visits, [34, 18, 10, 22, 16])
        if visits
        else text("当日没有来访登记。"),
    ]
    sections = iter("三四五六")
    due = _rows(detail.get("due"))
    if due:
        blocks += [
            heading(f"{next(sections)}、当日到期"),
            table(["事项编号", "谁", "该做什么", "性质", "做到没有"], due, [34, 22, 18, 10, 16]),
        ]
    papers = _rows(detail.get("documents"))
    if papers:
        blocks += [
            heading(f"{next(sections)}、文书"),
            table(["文种", "份数", "起止文号"], papers, [30, 12, 58]),
        ]
    gaps = _rows(detail.get("gaps"))
    if gaps:
        blocks += [heading(f"{next(sections)}、空号说明"), table(["编号", "原因"], gaps, [40, 60])]
    blocks += [
        heading(f"{next(sections)}、核对"),
        fields(
            ["未确认出纸", str(detail.get("unconfirmed") or "0")],
            ["审计链首", str(detail.get("audit") or "—")],
        ),
        signatures("值班人员", "带班领导"),
    ]
    return document(KIND, head, dossier, blocks, layout=FORM, title="来访接待日报", sealed=False)


def _figures(figures: list[list[str]]) -> list[Block]:
    """What was counted across, batches over heads."""
    if not figures:
        return []
    names, batches, heads = zip(*figures, strict=True)
    widths = [10, *[90 // len(names)] * len(names)]
    return [table([" ", *names], [["批次", *batches], ["人次", *heads]], widths)]


def _rows(rows: Any) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows or ()]
