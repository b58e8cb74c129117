"""The keys of the sheet 办理: a digit or letter chooses, F9 takes the step or has it signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.forms.missing import lacking_lines
from ui.page import Command
from ui.step.model import KEYS

if TYPE_CHECKING:  # the page asks this module for its keys
    from ui.step.page import StepPage

UNSEEN = "按 F8 看过纸再签"


def step_commands(page: StepPage) -> list[Command]:
    """F9, Alt+Q where a leader signs on the spot, and a key for each step that may be taken."""
    second = page.preview.second if page.preview else bool(page.move and page.move.second)
    choose = [
        Command(
            name=f"step.choose.{place}",
            text=move.mode.name,
            keys=(KEYS[place], f"Alt+{KEYS[place]}"),
            run=partial(page.choose, move.mode.name),
        )
        for place, move in enumerate(page.allowed[: len(KEYS)])
    ]
    look = Command(
        name="step.paper",
        text="看纸",
        keys=("F8",),
        run=page.view.effect.enlarge,
        bar=page.move is not None,
        enabled=page.view.effect.picture is not None,
        why_not="填全了纸就排好" if page.move else "先选要办的一步",
    )
    attach = Command(
        name="step.attach",
        text="添加附件",
        keys=("Alt+J",),
        run=page.attach,
        enabled=page.attaching.can_attach(),
        why_not="先打开一件事项",
    )
    return [_save(page, second), _sign(page, second), look, attach, *choose]


def _save(page: StepPage, second: bool) -> Command:
    if page.signing.is_open:
        text = f"{page.signing.name or '带班领导'}当场批准"
    elif second:
        text = "送带班领导批准"
    else:
        text = f"办{page.form.mode}" if page.form.mode else "办理"
    return Command(
        name="step.save", text=text, keys=("F9", "Ctrl+Return"), run=page.save, bar=True, primary=True,
        enabled=page.move is not None and not page.busy and not is_unseen(page),
        why_not="先选要办的一步" if page.move is None else UNSEEN,
        icon="seal" if second else None,
    )  # fmt: skip


def _sign(page: StepPage, second: bool) -> Command:
    ready = second and not (page.foretelling.is_known and page.preview and page.preview.errors)
    if not second:
        why = "这一步不用批准"
    elif not page.signing.leaders:
        why = "没有别的带班领导账号，请安全管理员加上"
    else:
        lacking = lacking_lines(page.preview.errors, page.fields) if page.preview else []
        why = f"还差：{lacking[0][1]}" if lacking else "先把这一步填全，纸排好看过再签"
    return Command(
        name="step.sign", text="当场签批", keys=("Alt+Q",), run=page.open_signing,
        bar=second and not page.signing.is_open, icon="seal",
        enabled=bool(ready and page.signing.leaders and not page.signing.is_open and not page.busy),
        why_not=why,
    )  # fmt: skip


def is_unseen(page: StepPage) -> bool:
    """Whether a leader would sign a paper that he has not seen."""
    preview = page.preview
    return page.signing.is_open and bool(preview and preview.paper) and not page.view.effect.is_seen
