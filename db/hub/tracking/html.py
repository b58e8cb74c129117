"""The tracking page as plain HTML: large type, one column, no script, no cookie, made to be printed too."""

from __future__ import annotations

import re
from html import escape

from db.hub.tracking.style import STYLE
from db.hub.tracking.view import DateShown, Matter, NoticesShown

RIGHTS = (
    ("收到书面答复后", "30 日内", "可以申请复查。"),
    ("收到复查意见后", "30 日内", "可以申请复核。"),
)


def _page(title: str, centre: str, body: str, foot: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow, noarchive">\n'
        '<meta name="format-detection" content="telephone=no">\n<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><p>{escape(centre)}</p></header>\n<main>\n{body}\n</main>\n"
        f"<footer><p>{escape(foot)}</p></footer>\n</body>\n</html>\n"
    )


def _dated(text: str) -> str:
    """The text with its dates whole: no line of a telephone ends in the middle of 2027-01-22."""
    return re.sub(r"(?<=[0-9])-(?=[0-9])", "\u2060-\u2060", escape(text))


def ask_page(action: str, code: str, wrong: str | None = None) -> str:
    """The question; ``wrong`` says what to do after an answer that opened nothing."""
    error = f'<p class="wrong" role="alert">{escape(wrong)}</p>\n' if wrong else ""
    body = (
        f'<form method="post" action="{escape(action)}" autocomplete="off">\n<h1>查询办理进展</h1>\n{error}'
        '<label for="code">查询码</label>\n'
        f'<input id="code" name="code" value="{escape(code)}" maxlength="40" autocapitalize="characters"'
        ' autocomplete="off" spellcheck="false" aria-describedby="code-help">\n'
        '<p class="small" id="code-help">印在回执上，例如 7KQ4M-2XP9T-3。</p>\n'
        '<label for="last">证件号或电话的后四位</label>\n'
        '<input id="last" name="last" maxlength="8" inputmode="text" autocapitalize="characters"'
        ' autocomplete="off" spellcheck="false" aria-describedby="last-help">\n'
        '<p class="small" id="last-help">任何一位代表登记时留下的证件号码或电话的最后四位，'
        "末位是 X 的也要写。登记时都没有留的，这里空着。</p>\n"
        '<button type="submit">查询</button>\n</form>'
    )
    return _page("查询办理进展", "来信来访办理进展查询", body, "本页不用登录，不保存您输入的内容。")


def busy_page() -> str:
    """After too many tries."""
    body = (
        "<section>\n<h1>请稍后再查</h1>\n<p>查询的次数太多了。请过十分钟再查，"
        "或者打回执上的电话、到接待窗口询问。</p>\n</section>"
    )
    return _page("请稍后再查", "来信来访办理进展查询", body, "您的来访事项照常办理，不受影响。")


def closed_page() -> str:
    """When the database cannot be reached."""
    body = (
        "<section>\n<h1>暂时查不到</h1>\n<p>系统正在维护。请过一会儿再查，"
        "或者打回执上的电话询问。</p>\n</section>"
    )
    return _page("暂时查不到", "来信来访办理进展查询", body, "您的来访事项照常办理，不受影响。")


def matter_html(matter: Matter, updated: str) -> str:
    """The page of one matter."""
    parts = [_state(matter)]
    parts.append(_steps(matter))
    if matter.notices is not None:
        parts.append(_notices(matter.notices))
    if not matter.guarded and matter.state != "已撤回":
        parts.append(_rights(matter.dates))
    return _page(
        f"{matter.state} · 办理进展", matter.centre, "\n".join(parts), f"{updated} 更新。本页不显示个人信息。"
    )


def _state(matter: Matter) -> str:
    when, before, what = (matter.following or "").partition("前")
    following = f"<p><b>{escape(when)}{before}</b>{escape(what)}</p>\n" if matter.following else ""
    guarded = "<p>您反映的内容依法保密，这里只显示登记情况。需要了解办理情况，请到接待窗口当面询问。</p>\n"
    partial = '<p class="small">登记时没有留证件和电话，这里只显示进展和日期。</p>\n'
    return (
        '<section aria-labelledby="state">\n<p class="small">您的来访事项</p>\n'
        f'<h1 id="state">{escape(matter.state)}</h1>\n{following}{guarded if matter.guarded else ""}'
        f"{partial if matter.partial and not matter.guarded else ''}"
        f'<p class="small">编号 {escape(matter.number)}</p>\n</section>'
    )


def _steps(matter: Matter) -> str:
    coming = tuple(DateShown(date.text, date.under, False) for date in matter.dates if not date.done)
    following = coming[0] if coming else None
    items = "\n".join(
        f"<li{_mark(shown, shown is following)}><b>{escape(shown.text)}</b>"
        f'<span class="small">{_date_words(shown)}{_dated(shown.under)}</span></li>'
        for shown in (*matter.steps, *coming)
    )
    return (
        f'<section aria-labelledby="steps">\n<h2 id="steps">办理进展</h2>\n<ol>\n{items}\n</ol>\n</section>'
    )


def _mark(shown: DateShown, following: bool) -> str:
    """A tick, a clock for what comes next, an empty circle for what comes later."""
    name = "done" if shown.done else "now" if following else ""
    return f' class="{name}"' if name else ""


def _date_words(shown: DateShown) -> str:
    return "已完成，" if shown.done else "待办，"


def _notices(notices: NoticesShown) -> str:
    call = f'<a class="call" href="tel:{escape(notices.phone)}">拨打电话</a>\n' if notices.phone else ""
    rows = [
        ("工作意见", notices.opinion or "还没有告知", None),
        ("办理时限", notices.due or "还没有告知", notices.why),
        ("联络方式", notices.contact or "还没有告知", None),
    ]
    items = "\n".join(
        f'<div class="told"><h3>{name}</h3><p>{escape(text)}</p>'
        + (f'<p class="small">{_dated(why)}</p>' if why else "")
        + "</div>"
        for name, text, why in rows
    )
    return f'<section aria-labelledby="told">\n<h2 id="told">三个告知</h2>\n{items}\n{call}</section>'


def _rights(dates: tuple[DateShown, ...]) -> str:
    own = "\n".join(
        f'<p>{escape(day.text)}：<br><span class="small">{_dated(day.under)}</span></p>'
        for day in dates
        if "申请" in day.text
    )
    general = "\n".join(f"<p>{when}<b> {span} </b>{what}</p>" for when, span, what in RIGHTS)
    note = "" if own else '<p class="small">收到答复后，这里会显示您的具体日期。</p>\n'
    head = '<section aria-labelledby="rights">\n<h2 id="rights">您的权利</h2>'
    return f"{head}\n{own or general}\n{note}</section>"
