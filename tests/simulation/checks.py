"""These invariants hold after quiet: SYNC.md section 7, I1 to I7 and I20."""

from __future__ import annotations

import json
from typing import Any

from db.hub.digest import hashes
from db.hub.records import Names, decoded
from db.sync import state
from tests.simulation.at_hub import cases_at_hub
from tests.simulation.desk import SimDesk
from tests.simulation.handling import case_problems
from tests.simulation.ledger import FIELDS, Write
from tests.simulation.network import SimEnd
from tests.simulation.world import World

TABLES = (
    *("matters", "people", "visits", "attendances", "steps", "hobbies"),
    *("visit_moves", "withdrawals", "requests", "decisions", "conflicts"),
)
NOT_WRITTEN_HERE = ("staff", "person_keys", "audit", "desks")
"""Tables of the centre's beginning, and those in which a desk that is not believed may write its own."""
NOT_IN_ALL_VERSIONS = ("address", "wechat")
Rows = dict[str, dict[str, Any]]


def problems(world: World) -> list[str]:
    """Everything that is wrong, in words; empty if the history is good."""
    hub = hub_rows(world)
    wrong = list(world.torn) + (world.mallory.wrong if world.mallory else [])
    for desk, _ in world.desks:
        wrong += _desk_equals_hub(world, desk, hub)
    wrong += _digests(world)
    both = world.hub_went_back and world.desk_went_back
    wrong += _numbers(world)
    wrong += _every_row_once(world, hub, both)
    wrong += _nothing_lost(world, hub, both)
    wrong += _no_false_conflict(world, hub)
    wrong += case_problems([desk for desk, _ in world.desks], cases_at_hub(hub))
    return wrong


def hub_rows(world: World) -> dict[str, Rows]:
    """The hub's rows by table and id."""
    found: dict[str, Rows] = {table: {} for table in (*TABLES, *NOT_WRITTEN_HERE)}
    with world.hub.storage.reading() as work:
        names = Names(work)
        for table, pk, shape, body in work.all("SELECT tbl, pk, shape, body FROM rows"):
            found[table][pk] = decoded(names, shape, body)
    return found


def desk_rows(desk: SimDesk, table: str) -> Rows:
    cursor = desk.connection.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["id"]: {name: row[name] for name in names if name not in ("id", "_rev")} for row in rows}


def _desk_equals_hub(world: World, desk: SimDesk, hub: dict[str, Rows]) -> list[str]:
    """I1, I20: equal rows and conflicts, nothing waiting, cursor at the top."""
    wrong = []
    for table in (one for one in TABLES if one in desk.tables):
        ours = desk_rows(desk, table)
        if ours.keys() != hub[table].keys():
            wrong.append(f"{desk.letter}: other {table}: {sorted(ours.keys() ^ hub[table].keys())}")
            continue
        for id, row in ours.items():
            if differing := sorted(name for name, value in row.items() if hub[table][id].get(name) != value):
                wrong.append(f"{desk.letter}: {table} {id} differs in {differing}")
    if state.waiting(desk.connection) or state.set_aside(desk.connection):
        wrong.append(f"{desk.letter}: something still waits")
    with world.hub.storage.reading() as work:
        top = work.all("SELECT top FROM centres")[0][0]
    if desk.cursor() != top:
        wrong.append(f"{desk.letter}: cursor {desk.cursor()} of {top}")
    return wrong


def _digests(world: World) -> list[str]:
    """What a desk can ask the hub to compare; all desks hold the same, so one that knows all columns asks."""
    desk, end = max(world.desks, key=_version)
    return [
        f"digest of {table} at {desk.letter}"
        for table in TABLES
        if table in desk.tables and hashes(desk_rows(desk, table).items()) != end.digest(table).hashes
    ]


def _version(pair: tuple[SimDesk, SimEnd]) -> int:
    return pair[0].version


def _numbers(world: World) -> list[str]:
    numbers = world.ledger.numbers
    return [] if len(numbers) == len(set(numbers)) else ["a number was used twice"]


def _gone(write: Write, reached: set[Any]) -> bool:
    """Whether the write went down with a desk's file before the hub had it."""
    return write.rolled_back and (write.row, write.field, write.value) not in reached


def _reached(world: World) -> set[Any]:
    return set().union(*(end.reached for _, end in world.desks))


def _every_row_once(world: World, hub: dict[str, Rows], both: bool) -> list[str]:
    """I3: every row whose commit returned is there; nothing that nobody wrote is."""
    reached = _reached(world)
    wrong = []
    for pk, (table, made) in world.ledger.rows.items():
        if pk not in hub[table] and not both and not _gone(made, reached):
            wrong.append(f"{table} {pk} is lost")
    known = world.ledger.rows.keys()
    for table in TABLES[:-1]:
        wrong += [f"{table} {pk} was invented" for pk in hub[table] if pk not in known]
    return wrong


def _nothing_lost(world: World, hub: dict[str, Rows], both: bool) -> list[str]:
    """I4, I5: a value nobody saw and replaced is shown or in a conflict; what is shown was written."""
    reached = _reached(world)
    lost = {(row["row_id"], row["field"], json.loads(row["lost"])) for row in hub["conflicts"].values()}
    alive = [write for write in world.ledger.writes if write.field != "id" and not _gone(write, reached)]
    replaced = {(write.row, write.field, write.saw) for write in alive}
    known = {(write.row, write.field, write.value) for write in world.ledger.writes}
    wrong = []
    shown: dict[tuple[str, str], Any] = {}
    for table, name in FIELDS:
        for pk, row in hub[table].items():
            value = shown[pk, name] = row.get(name)
            if value is not None and (pk, name, value) not in known:
                wrong.append(f"{pk}.{name} = {value} was invented")
    for write in alive:
        key = (write.row, write.field, write.value)
        if both or (write.row, write.field) not in shown:
            continue
        if shown[write.row, write.field] != write.value and key not in replaced and key not in lost:
            wrong.append(f"{write.row}.{write.field}: {write.value} of desk {write.desk} vanished")
    return wrong


def _no_false_conflict(world: World, hub: dict[str, Rows]) -> list[str]:
    """A conflict is only between values of which neither author had seen the other.

    Three exceptions, in which a person is asked once too often and nothing is lost. While an upgraded desk
    reads everything again it has not seen the new columns (db.sync.rereading). In a new epoch of the hub
    revisions mean nothing, so nothing counts as seen (db.sync.hello.start_over). And after a file went back
    the hub may not know whether a row that it got together with later starts' values holds what was lost.
    """
    if world.hub_went_back:
        return []
    excused = set().union(*(end.loosely_dated for _, end in world.desks)) if world.desk_went_back else set()
    saw = {(write.row, write.field, write.value): write.saw for write in world.ledger.writes}
    by = {(write.row, write.field, write.value): write.desk for write in world.ledger.writes}
    wrong = []
    for row in hub["conflicts"].values():
        if row["row_id"] in excused:
            continue
        kept, lost = json.loads(row["kept"]), json.loads(row["lost"])
        for later, earlier in ((kept, lost), (lost, kept)):
            value = later
            while value is not None and value != earlier:
                value = saw.get((row["row_id"], row["field"], value))
            if (
                row["field"] in NOT_IN_ALL_VERSIONS
                and by.get((row["row_id"], row["field"], later)) in world.upgraded
            ):
                continue
            if value is not None:
                wrong.append(f"{row['row_id']}.{row['field']}: {later} had seen {earlier}")
    return wrong
