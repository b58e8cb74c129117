"""听证通知 (条例第31条第6项、第36条第2款), 调解协议书 and 和解协议书 (条例第33条)."""

from __future__ import annotations

from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import Block, document, fields, heading, signatures, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import about, sentence, the_step, to_visitor
from app.domain.papers.say import full_date, needed, who

HEARING, MEDIATED, SETTLED = names.HEARING, names.MEDIATION, names.SETTLEMENT


def hearing_notice(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 听证通知: who holds it, of what kind; place and time go in by hand at the window."""
    step = the_step(dossier, "听证步骤")
    detail = {**dossier.detail, **step.detail}
    rows: list[list[str | None]] = [
        ["举行听证的机关、单位", str(detail.get("body") or step.unit or head.heading)],
        ["听证方式", str(detail.get("kind") or "公开听证")],
        ["听证时间", "        年    月    日    时    分"],
        ["听证地点", ""],
    ]
    remark = detail.get("remark") or detail.get("result")
    blocks: list[Block] = [
        text(f"{about(dossier)}，决定举行听证。请您或者您的代表按时参加，并带上有关的证据材料。"
             "（《信访工作条例》第三十一条、第三十六条）"),
        fields(*[[label, value or " "] for label, value in rows]),
        *([text(sentence(str(remark)))] if remark and not dossier.guarded else []),
        text("听证应当公开举行，通过质询、辩论、评议、合议等方式查明事实、分清责任。"
             "复核中听证所需时间不计入办理期限。"),
    ]  # fmt: skip
    return to_visitor(HEARING, head, dossier, blocks, title="信访事项听证通知书")


def mediation_agreement(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The frame of a 调解协议书: both sides and the mediator sign it."""
    return _agreement(head, dossier, MEDIATED, "调解", ("调解人", "调解日期"))


def settlement_agreement(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The frame of a 和解协议书: the two sides sign it."""
    return _agreement(head, dossier, SETTLED, "和解", ())


def _agreement(
    head: Letterhead, dossier: Dossier, kind: str, act: str, also: tuple[str, ...]
) -> dict[str, Any]:
    step = the_step(dossier, f"{act}步骤")
    visit = needed(dossier.visit, "visit", "来访登记")
    detail = {**dossier.detail, **step.detail}
    other = str(detail.get("body") or step.unit or " ")
    terms = str(needed(detail.get("result"), "result", f"{act}的结果"))
    blocks: list[Block] = [
        fields(
            ["甲方", f"信访人 {who(visit, dossier.people)}"],
            ["乙方", other],
            ["来访编号", visit.number],
            [f"{act}日期", full_date(step.at.date())],
        ),
        heading("一、争议的事项"),
        text(f"{about(dossier, '甲方')}。"),
        heading("二、协议的内容"),
        text(sentence("内容另页载明，由双方保存" if dossier.guarded else terms)),
        heading("三、其他"),
        text(f"双方在自愿、合法的原则下经{act}达成本协议，不损害国家利益、社会公共利益和他人的合法权益。"
             "本协议经双方签字或者盖章后生效，双方应当全面履行。（《信访工作条例》第三十三条）"),
        signatures("甲方签字", "乙方签字（盖章）", *also),
    ]  # fmt: skip
    return document(kind, head, dossier, blocks, title=f"信访事项{kind}")
