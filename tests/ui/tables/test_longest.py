"""Tables never cut dates, numbers and articles: they are whole at each width and scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.case.obligations import Obligation
from app.domain.dates.limits import SIMPLE_RULE
from app.domain.entries.step_entry import parse_step
from app.domain.paging import Order
from app.services.case.open_case import readable_case
from app.services.handling.advance_matter import advance_matter
from tests.ui.house import NOW, add_visit
from ui.admin.model import audit_columns
from ui.ledger.model import COLUMNS as LEDGER
from ui.lists.model import COLUMNS as LISTS
from ui.matter.owed import COLUMNS as OWED
from ui.matter.owed import OwedRow, owed_rows
from ui.tables.columns import Column
from ui.tables.view import SIDE, Table
from ui.theme import Look, px
from ui.waiting.model import COLUMNS as WAITING

TABLES = {"ledger": LEDGER, "lists": LISTS, "owed": OWED, "waiting": WAITING, "audit": audit_columns()}
NEVER_CUT = {"number", "due", "left", "counted", "on", "at", "arrived", "waited"}
"""Names of columns of dates, numbers and articles."""
SCALES = (100, 125, 150, 200)
WIDTHS = (620, 720, 850, 936, 1152, 1390)
"""Logical pixels of the table."""


def table(qtbot: QtBot, columns: tuple[Column, ...]) -> Table:
    made = Table("示例", "example", columns, Order("a"), whole=True)
    qtbot.addWidget(made)
    made.show()
    return made


def test_columns_of_dates_numbers_and_articles_say_how_long_they_get() -> None:
    silent = {
        f"{name}.{column.name}"
        for name, columns in TABLES.items()
        for column in columns
        if column.name in NEVER_CUT and column.longest is None
    }
    assert silent == set()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", TABLES)
def test_they_are_whole_at_each_width_and_scale(look: Look, qtbot: QtBot, name: str, scale: int) -> None:
    look.set_scale(scale)
    made = table(qtbot, TABLES[name])
    for wide in WIDTHS:
        made.resize(px(wide), px(200))
        made.fit()
        for place, column in enumerate(made.rows.columns):
            if column.longest is not None:
                assert made.columnWidth(place) >= made.needed(column.longest), f"{column.title} at {wide}"


@pytest.mark.parametrize("name", TABLES)
def test_a_head_is_whole(look: Look, qtbot: QtBot, name: str) -> None:
    for scale in SCALES:
        look.set_scale(scale)
        made = table(qtbot, TABLES[name])
        made.resize(px(1390), px(200))
        made.fit()
        metrics = made.horizontalHeader().fontMetrics()
        for place, column in enumerate(made.rows.columns):
            needed = metrics.horizontalAdvance(column.title) + px(SIDE)
            assert made.columnWidth(place) >= needed, f"{column.title} at {scale} %"


def test_no_date_of_a_case_is_longer_than_its_column(desk: Desk, look: Look, qtbot: QtBot) -> None:
    """Forwarded, given to a second unit, accepted: every date and article that 谁欠什么 shows."""
    number = add_visit(desk.at(NOW - timedelta(days=20))).matter
    steps = (
        {"mode": "转送", "unit": "市住建局"},
        {"mode": "交办", "unit": "市人社局"},
        {"mode": "受理告知", "unit": "市住建局"},
    )
    for step in steps:
        advance_matter(desk, parse_step({"matter": number, **step}))
    rows = owed_rows(readable_case(desk, number).case, NOW.date(), everything=True)
    later = [OwedRow(row.owed, NOW.date() + timedelta(days=70)) for row in rows]
    made = table(qtbot, OWED)
    for row in (*rows, *later):
        for column in OWED:
            if column.longest is not None:
                cell = column.cell(row)
                assert made.needed(cell) <= made.needed(column.longest), cell.text


def test_the_rule_of_the_simple_procedure_is_said_shortly(desk: Desk) -> None:
    owed: Obligation = readable_case(desk, add_visit(desk).matter).case.in_sight[0]
    simple = replace(owed, counted=replace(owed.counted, rule=SIMPLE_RULE))
    counted = next(column for column in OWED if column.name == "counted")
    words = counted.cell(OwedRow(simple, NOW.date())).text
    assert words.endswith("简易办理办法")


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_end_where_the_table_ends(look: Look, qtbot: QtBot, name: str) -> None:
    """The ring around the chosen row has its right end."""
    for scale in SCALES:
        look.set_scale(scale)
        made = table(qtbot, TABLES[name])
        for wide in WIDTHS:
            made.resize(px(wide), px(200))
            made.fit()
            ends = sum(made.columnWidth(place) for place in range(made.rows.columnCount()))
            assert ends == made.viewport().width(), f"{wide} at {scale} %"
