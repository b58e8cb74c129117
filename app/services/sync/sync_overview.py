"""How sync stands, for a person: what waits, what the hub set aside and what two desks changed at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.dates.clocks import against_hub
from app.domain.rows.centre import Division
from app.ports.link import Aside, Clash, Link, LinkState
from app.ports.records import Reads
from app.services.case.record_pages import shown_masked
from app.services.desk.watch_clock import clock_trouble
from app.services.sync.settle_conflicts import is_filled, is_readable, name_of, when
from app.words import sentence
from app.words.fields import column_words, table_words

PERSONAL = frozenset({"name", "birth", "id_number", "phone", "address"})
TRUTHS = frozenset({"confidential", "disabled", "must_change_password"})
TIMES = frozenset({"opened_at", "at", "ended_at", "undone_at", "decided_at"})
MOST = 200
"""Conflicts that are shown at once, the oldest; the others follow as these are settled."""
EMPTY, COVERED = "空", "不显示"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashPage:
    """A conflict as it may be shown: names instead of codes, what is personal masked."""

    clash: Clash
    """For deciding and for taking back; its values are not for the screen."""
    what: str
    """来访人, 信访事项 …"""
    field: str
    """电话, 诉求 …"""
    now: str
    lost: str
    changed_since: bool
    """Somebody has changed the field after the two desks did."""
    alike: bool
    """What is shown of the two values is the same: they differ in what is masked."""
    by: str
    at: datetime
    readable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AsidePage:
    """What the hub set aside, with the sentence that says why."""

    aside: Aside
    what: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All of it, read in one go."""

    link: LinkState
    why: str
    """The sentence for the last exchange that did not end well."""
    clashes: tuple[ClashPage, ...]
    asides: tuple[AsidePage, ...]
    at: datetime
    clock: str = ""
    """The sentence for a clock that is minutes away from the hub's."""


def sync_overview(desk: Desk, link_of: Callable[[], Link]) -> Overview:
    """Anybody may see how sync stands; conflicts and what was set aside are for those who act on them."""
    link = link_of()
    state = link.state()
    filled = is_filled(state)
    wrong = against_hub(state.clock)
    with desk.records.reading() as reads:
        clashes = link.clashes(MOST) if desk.may("conflicts") else []
        asides = link.asides() if desk.may("sync") else []
        return Overview(
            link=state,
            why=sentence(state.code, state.facts) if state.code else "",
            clashes=tuple(clash_page(desk, reads, clash, filled) for clash in clashes),
            asides=tuple(aside_page(aside) for aside in asides),
            at=desk.clock.now(),
            clock=sentence(*wrong) if wrong else clock_trouble(desk) or "",
        )


def clash_page(desk: Desk, reads: Reads, clash: Clash, filled: bool) -> ClashPage:
    """One conflict in words; ``filled`` as in ``is_readable``."""
    readable = is_readable(desk, reads, clash.table, clash.row_id, filled)
    now, lost = (_shown(reads, clash, value) if readable else COVERED for value in (clash.now, clash.lost))
    return ClashPage(
        clash=clash,
        what=table_words(clash.table),
        field=column_words(clash.table, clash.field),
        now=now,
        lost=lost,
        changed_since=clash.now != clash.kept,
        alike=readable and now == lost,
        by=name_of(reads, clash.by),
        at=when(clash),
        readable=readable,
    )


def aside_page(aside: Aside) -> AsidePage:
    """One action that the hub would not take; its sentence names fields as people do."""
    facts = dict(aside.facts)
    if "column" in facts:
        facts["column"] = column_words(aside.table, str(facts["column"]))
    if "table" in facts:
        facts["table"] = table_words(str(facts["table"]))
    if "act" in facts:
        facts["act"] = table_words(aside.table)
    return AsidePage(aside=aside, what=table_words(aside.table), sentence=sentence(aside.code, facts))


def _shown(reads: Reads, clash: Clash, value: Any) -> str:
    """A stored value as a person reads it, personal ones as masked as elsewhere."""
    if value is None or value == "":
        return EMPTY
    if clash.table == "people" and clash.field in PERSONAL:
        return shown_masked(clash.field, str(value)) or COVERED
    if clash.field in TRUTHS:
        return "是" if value else "否"
    if clash.field in TIMES:
        return str(value)[:16].replace("T", " ")
    if clash.table == "matters" and clash.field == "place":
        divisions = reads.find(Division, code=str(value), limit=1)
        return divisions[0].name if divisions else str(value)
    return _listed(clash.table, str(value))


def _listed(table: str, text: str) -> str:
    """Lists and pairs stand as JSON in their columns."""
    if text[:1] not in ("[", "{"):
        return text
    try:
        parsed = json.loads(text)
    except ValueError:
        return text
    if isinstance(parsed, list):
        return "、".join(str(part) for part in parsed) or EMPTY
    if isinstance(parsed, dict):
        return "，".join(f"{column_words(table, key)} {word}" for key, word in parsed.items()) or EMPTY
    return text
