"""Our side of the comparison: the same visits from a desk to the hub and on to a second desk."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from db.cipher import Connection
from tests.acceptance.hubs import HubProcess
from tests.bench.peers.counting import CountingWay
from tests.bench.seats import timed, two_seats
from tests.bench.sync import fill


def measure(folder: Path, visits: int, lines: Path) -> dict[str, Any]:
    """Push and pull of so many visits; each of them as one JSON document in ``lines``."""
    folder.mkdir()
    hub = HubProcess(folder / "hub")
    way = CountingWay(hub.address[1])
    try:
        return _measured(folder, hub, way, visits, lines)
    finally:
        way.close()
        hub.stop()


def _measured(folder: Path, hub: HubProcess, way: CountingWay, visits: int, lines: Path) -> dict[str, Any]:
    first, second = two_seats(folder, hub, way.url)
    first.sit()
    known = {visit["id"] for visit in first.house.store.on_writer(_documents)}
    fill(first, folder, visits)
    first.sit()
    fresh = [visit for visit in first.house.store.on_writer(_documents) if visit["id"] not in known]
    lines.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in fresh), encoding="utf-8")
    told: dict[str, Any] = {}
    for name, seat in (("push", first), ("pull", second)):
        way.taken()
        seconds, done = timed(seat.link.exchange)
        told |= {
            f"{name}_visits_per_s": round(len(fresh) / seconds),
            f"{name}_bytes_per_visit": round(sum(way.taken()) / len(fresh)),
            f"{name}_rows": done.pushed if name == "push" else done.pulled,
        }
    for one in (first, second):
        one.house.close()
    return told


def _documents(connection: Connection) -> list[dict[str, Any]]:
    """Every visit with its people and its matter, as one document."""
    people: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for person in _rows(
        connection, "SELECT a.visit_id, p.* FROM attendances a JOIN people p ON p.id = a.person_id"
    ):
        people[person.pop("visit_id")].append(person)
    matters = {one["id"]: one for one in _rows(connection, "SELECT * FROM matters")}
    visits = _rows(connection, "SELECT * FROM visits")
    return [
        {"_id": one["id"], **one, "people": people[one["id"]], "matter": matters.get(one.get("matter_id"))}
        for one in visits
    ]


def _rows(connection: Connection, statement: str) -> list[dict[str, Any]]:
    """Rows without what is empty and what belongs to sync alone."""
    cursor = connection.execute(statement)
    names = [column[0] for column in cursor.description]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None and name != "_rev"}
        for row in cursor.fetchall()
    ]
