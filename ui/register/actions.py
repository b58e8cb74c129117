"""The keys of the registration page, for the form and for the saved screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.page import Command
from ui.register.entry.fields import MATTER, MORE, NOTICES, PERSON

if TYPE_CHECKING:
    from ui.register.page import RegisterPage


def entry_commands(page: RegisterPage) -> list[Command]:
    """While a visit is typed."""
    hinting, entry = page.hinting, page.entry
    free, room = not page.busy, not page.form_view.tiny
    bar = [
        Command(
            name="register.save",
            text="保存并出单",
            keys=("F9", "Ctrl+Return", "Ctrl+Enter"),
            run=page.save,
            bar=True,
            primary=True,
            enabled=free,
        ),
        Command(name="register.keep", text="存草稿", keys=("Ctrl+S",), run=page.draft.flush, bar=True),
        Command(name="register.preview", text="预览", keys=("F8", "Ctrl+P"), run=page.preview, bar=True),
        Command(name="register.next", text="叫下一位", keys=("F12", "Ctrl+T"), run=page.call_next, bar=room),
    ]
    rest = (
        ("register.new", "新来访", ("F2", "Ctrl+N"), page.new_visitor),
        ("register.again", "同一事再访", ("F4", "Ctrl+Y"), page.return_visit),
        ("register.turn_group", "集体访", ("F7", "Ctrl+G"), page.grouping.toggle),
        ("register.more", "加代表", ("Alt+D",), page.grouping.add),
        ("register.absent", "不详、不愿提供、当场无证件", ("Alt+U",), entry.cycle_absence),
        ("register.tell", "已口头告知", ("Alt+K",), partial(entry.toggle, "told")),
        ("register.write", "已交书面材料", ("Alt+W",), partial(entry.toggle, "written")),
        ("register.link", "关联同一人", ("Alt+L",), hinting.link),
        ("register.join", "并案", ("Alt+J",), hinting.join),
        ("register.separate", "作为新件", ("Alt+N",), hinting.new),
        ("register.guide", "把法定途径写进意见", ("Alt+G",), hinting.guide),
        ("register.person", "到来访人", ("Alt+1",), partial(page.open_group, PERSON)),
        ("register.matter", "到来访事项", ("Alt+2",), partial(page.open_group, MATTER)),
        ("register.notices", "到三个告知", ("Alt+3",), partial(page.open_group, NOTICES)),
        (
            "register.extra",
            "更多项：单位、监护、简易、保密",
            ("Alt+4",),
            partial(page.open_group, MORE),
        ),
    )
    undo = [("register.undo", "撤回刚才保存的登记", ("Ctrl+Shift+Z",), page.slip.take_back)]
    return bar + [
        Command(name=name, text=text, keys=keys, run=run)
        for name, text, keys, run in (*rest, *(undo if page.slip.number else ()))
    ]


def saved_commands(page: RegisterPage) -> list[Command]:
    """While the number is read aloud and the paper comes out; Enter belongs to the focused button."""
    slip = page.slip
    rest = (
        ("saved.again", "重打", ("R", "Alt+R"), slip.again),
        ("saved.glyph", "给字形图片", ("G", "Alt+G"), slip.give_glyph),
        ("saved.other", "换打印机", ("O", "Alt+O"), slip.ask_printer),
        ("saved.later", "稍后补打", ("L", "Alt+L"), slip.later),
        ("saved.undo", "撤回这件登记", ("Ctrl+Shift+Z",), slip.take_back),
        ("saved.next", "已出纸，下一位", ("F2", "Ctrl+N"), slip.confirm),
        ("saved.same", "同一事再访", ("F4", "Ctrl+Y"), page.return_visit),
        ("saved.call", "叫下一位", ("F12", "Ctrl+T"), page.call_next),
    )
    return [Command(name=name, text=text, keys=keys, run=run) for name, text, keys, run in rest]
