"""A training store: a new desk filled with synthetic visits."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.dates.limits import Limits
from app.domain.roles import CLERK, INTERVIEWER, LEADER, SUPERVISOR
from app.house import House, SimulationWanted
from app.services.case.lookups import read_calendar
from app.services.desk.simulate_visits import Simulated, Simulation
from app.services.staff.manage_staff import NewStaff, add_staff
from db.beside import Beside
from db.bulk import load, load_packed

YEAR = timedelta(days=364)
PASSWORD = "Lianxi-2026"
"""Of a training store's accounts; it is in the answer of ``simulate`` too."""
ALONE_UP_TO = 2_000
"""Visits that are made sooner than a second process starts."""
CLERK_ROLES = (CLERK, INTERVIEWER, LEADER, SUPERVISOR)


def simulate(house: House, wanted: SimulationWanted) -> dict[str, Any]:
    """Make a training store in the house's empty folder and fill it. Unavailable('store_exists')."""
    house.create("示例市人民来访接待中心", "340700", "A", "admin", PASSWORD)
    admin = house.sign_in("admin", PASSWORD)
    new = NewStaff(login="clerk", name="赵小雨（示例）", roles=CLERK_ROLES)
    add_staff(admin, house.vault, house.keys, new, PASSWORD)
    simulation, key = simulation_for(house.sign_in("clerk", PASSWORD), wanted), house.keys.store
    house.close()
    made = fill(house.home / "store.db", key, simulation)
    return {"home": str(house.home), "users": ["admin", "clerk"], "password": PASSWORD, **made}


def simulation_for(desk: Desk, wanted: SimulationWanted) -> Simulation:
    """The seeded stream of visits of a desk; by default the year up to yesterday."""
    end = wanted.end or desk.clock.now().date() - timedelta(days=1)
    with desk.records.reading() as reads:
        calendar = read_calendar(reads)
    return Simulation(
        place=desk.place,
        series=desk.records.series(),
        clerk=desk.staff.login,
        visits=wanted.visits,
        seed=wanted.seed,
        start=wanted.start or end - YEAR,
        end=end,
        calendar=calendar,
        limits=Limits.of(desk.settings),
    )


def fill(file: Path, key: bytes, simulation: Simulation) -> dict[str, Any]:
    """Load the visits into the store, which nobody may have open; what was made and how long it took."""
    begun = time.perf_counter()
    rows, counts = _loaded(file, key, simulation)
    return {
        "visits": counts.visits,
        "people": counts.people,
        "headcount": counts.headcount,
        "receptions": counts.receptions,
        "repeats": counts.repeats,
        "rows": rows,
        "from": simulation.start.isoformat(),
        "to": simulation.end.isoformat(),
        "seed": simulation.seed,
        "seconds": round(time.perf_counter() - begun, 1),
    }


def _loaded(file: Path, key: bytes, simulation: Simulation) -> tuple[int, Simulated]:
    if simulation.visits <= ALONE_UP_TO:
        rows = load(file, key, simulation.batches(), login=simulation.clerk, serials=simulation.serials)
        return rows, simulation.totals()
    beside = Beside(simulation)
    rows = load_packed(file, key, beside.batches(), beside.last_serials)
    return rows, beside.counts
