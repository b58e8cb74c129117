"""The key tables of the manual, read from the commands of each page in each of its states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from app.domain.numbers import visit_number
from app.domain.rows.desk import Draft
from app.domain.rows.papers import PrintJob
from app.services.case.shown import ShownPaper, ShownRecord
from app.services.desk.read_today import DueToday
from app.services.printing.print_queue import UnseenPaper
from ui.inside import TABS
from ui.keys import tab_commands
from ui.matter.page import MatterPage
from ui.page import Command
from ui.reception.page import ReceptionPage
from ui.register.actions import entry_commands, saved_commands
from ui.register.page import RegisterPage
from ui.start.page import StartPage
from ui.start.rows import KINDS, Waits
from ui.widgets.keynames import key_name
from ui.widgets.row_item import RowItem
from ui.window import Window

SOME_TIME = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
Row = tuple[str, str]
"""Keys as the manual writes them, and what they do."""

MARKED = re.compile(r"(<!-- keys:(\S+) -->\n)(.*?)(<!-- /keys -->)", re.DOTALL)
HEAD = "| 按键 | 做什么 |\n|---|---|\n"
_ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)


def key_tables(window: Window) -> dict[str, list[Row]]:
    """Every table by its name in the manual: the pages, their second states, and what holds everywhere."""
    tabs = tab_commands(window, TABS)  # also those that this account has not
    found: dict[str, list[Row]] = {"everywhere": _rows([*tabs, *window.own_commands()])}
    found["start"] = _rows(_start(window))
    register = window.page("register")
    assert isinstance(register, RegisterPage)
    number = register.slip.number
    register.slip.number = number or visit_number("340700", "A", datetime(2026, 11, 23).date(), 1)
    found["register"], found["saved"] = _rows(entry_commands(register)), _rows(saved_commands(register))
    register.slip.number = number
    found["reception"], found["ended"] = _reception(window)
    for name in ("waiting", "find", "settings"):
        found[name] = _rows(window.page(name).commands())
    found["matter"] = _matter(window)
    known = {"start", "register", "reception", "waiting", "find", "settings", "matter"}
    found |= {name: _rows(window.page(name).commands()) for name in window._pages if name not in known}
    return {name: rows for name, rows in found.items() if rows}


def read_tables(manual: str) -> dict[str, list[Row]]:
    """The tables as they stand in the manual."""
    return {
        name: [row for row in _ROW.findall(body) if row != ("按键", "做什么") and row[0] != "---"]
        for _, name, body, _ in MARKED.findall(manual)
    }


def write_tables(manual: Path, window: Window) -> None:
    """Put the program's tables between the manual's marks."""
    tables = key_tables(window)

    def table(found: re.Match[str]) -> str:
        lines = "".join(f"| {keys} | {text} |\n" for keys, text in tables[found[2]])
        return found[1] + HEAD + lines + found[4]

    if manual.exists():
        text = manual.read_text(encoding="utf-8")
        manual.write_text(MARKED.sub(table, text), encoding="utf-8")


def _rows(commands: Iterable[Command]) -> list[Row]:
    rows: list[Row] = []
    for one in commands:
        keys = tuple(dict.fromkeys(key_name(key) for key in one.keys))
        if keys:
            rows.append((" ".join(f"`{key}`" for key in keys), one.text))
    return rows


def _start(window: Window) -> list[Command]:
    """With a draft and an unconfirmed slip on the lists, so that their keys show."""
    page = window.page("start")
    assert isinstance(page, StartPage)
    rows, waits = page.view.list.rows(), page._waits
    page._waits = [Waits(kind, RowItem(title="一行")) for kind, _ in KINDS * 2]
    found = {one.name: one for one in page.commands()}
    for about in (_DRAFT, _DUE, _SLIP):
        page.view.list.show_rows([RowItem(title="一行", data=about)])
        found |= {one.name: one for one in page.commands()}
    page._waits = waits
    page.view.list.show_rows(rows)
    return list(found.values())


_AT = datetime(2026, 11, 23, 9, 31)
_DRAFT = Draft(
    id="1", screen="登记", owner="", title="", words="", stopped_at="", form={}, begun_at=_AT, changed_at=_AT
)
_DUE = DueToday(number="", claim="", unit=None, what="", kind="", due=_AT.date(), days_left=0)
_SLIP = UnseenPaper(
    PrintJob(
        id="1",
        document_id="1",
        printing_id="1",
        printer="",
        paper="a5",
        form="pdf",
        state="sent",
        queued_at=_AT,
    ),
    "文书",
    "",
)


def _reception(window: Window) -> tuple[list[Row], list[Row]]:
    """While it is held, and after its end."""
    page = window.page("reception")
    assert isinstance(page, ReceptionPage)
    was = page._screen.is_ended()
    states = []
    for ended in (False, True):
        page._screen.show_ended(ended)
        states.append(_rows(page.commands()))
    page._screen.show_ended(was)
    return states[0], states[1]


def _matter(window: Window) -> list[Row]:
    """补打 once a paper has been issued, 出回执 before."""
    page = window.page("matter")
    assert isinstance(page, MatterPage)
    paper = ShownPaper(
        kind="来访回执", number="", unit=None, at=SOME_TIME, by="", is_replaced=False, prints=()
    )
    keys = page.paper_keys
    record, keys.record = keys.record, ShownRecord(number="", papers=(paper,))
    try:
        return _rows(page.commands())
    finally:
        keys.record = record
