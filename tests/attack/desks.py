"""A home with one of everything, what is done to it, and what must be true of it afterwards."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Unavailable
from db import migrations, schema
from db.access.keys import FileVault
from db.store import Store
from tests.cli.conftest import ADMIN
from tests.cli.within import CHEAP, Within, founded

VISIT: dict[str, Any] = {
    "people": [
        {
            "name": "王小明（示例）",
            "id_type": "居民身份证",
            "id_number": "340722190103200019",
            "address": "安徽省铜陵市枞阳县示例路1号",
            "representative": True,
        }
    ],
    "headcount": 1,
    "purpose": "求决",
    "units": ["市住建局"],
    "claim": "示例办证",
    "facts": "示例",
}
LEDGER = "登记日期,姓名,住址,来访人数,主要诉求\n" + "".join(
    f"2026-03-{day:02},赵{day}（示例）,示例路{day}号,1,示例诉求{day}\n" for day in range(1, 29)
)
OLD_STEPS = 10
"""Migrations that the older store has."""


@dataclass(slots=True)
class Place:
    """The home that is attacked, and files beside it."""

    call: Within
    folder: Path

    @property
    def home(self) -> Path:
        return self.call.home


def made(folder: Path) -> Place:
    """A founded home with a visit, a request that waits for a leader, a backup and a ledger beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    place = Place(founded(folder), folder)
    ready(place)
    _done(place, "backup", str(folder / "good.bak"), login="admin")
    (folder / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    return place


def ready(place: Place) -> None:
    """A visit to take a step in, and a request to be approved."""
    for name in ("step", "request"):
        visit = _done(place, "register", "--json", "-", login="clerk", json_in=VISIT)
        (place.folder / name).write_text(visit["matter"])
    asked = {"matter": (place.folder / "request").read_text(), "mode": "不予受理"}
    told = _done(place, "step", "--modes", asked["matter"], login="host")
    [mode] = [one for one in told["may"] if one["mode"] == "不予受理"]
    asked |= {"ground": mode["grounds"][0]["id"], "body": "市住建局"}
    pending = _done(place, "step", "--json", "-", login="host", json_in=asked)
    (place.folder / "approval").write_text(pending["pending"]["id"])


def _done(place: Place, *arguments: str, **more: Any) -> dict[str, Any]:
    done = place.call(*arguments, **more)
    assert done.code == 0, done
    return done.answer


def operations(place: Place) -> dict[str, Callable[[], int]]:
    """What a kill or a full disk may come between; each gives the exit code of its call."""
    call, folder = place.call, place.folder

    def step() -> int:
        taken = {"matter": (folder / "step").read_text(), "mode": "转送", "unit": "市住建局"}
        return call("step", "--json", "-", login="host", json_in=taken).code

    def restore() -> int:
        new = folder / "new"
        return call("restore", str(folder / "good.bak"), login="admin", home=new).code

    def password() -> int:
        return call("staff", "password", "watch", login="admin", new=f"Kongque-{time.time_ns()}").code

    return {
        "register": lambda: call("register", "--json", "-", login="clerk", json_in=VISIT).code,
        "step": step,
        "approval": lambda: call("approve", (folder / "approval").read_text(), login="leader").code,
        "import": lambda: call("import", str(folder / "ledger.csv"), login="host").code,
        "backup": lambda: call("backup", str(folder / "made.bak"), login="admin").code,
        "restore": restore,
        "password": password,
        "slip": lambda: call("print", (folder / "step").read_text(), login="clerk").code,
        "migration": lambda: migrate(folder / "old"),
    }


def before(place: Place, name: str) -> None:
    """Make what the operation needs, and take away what an earlier one left."""
    for left in ("made.bak", "made.bak.series"):
        (place.folder / left).unlink(missing_ok=True)
    for left in ("new", "old"):
        shutil.rmtree(place.folder / left, ignore_errors=True)
    if name == "migration":
        older(place.folder / "old")


def older(home: Path) -> None:
    """A store of an older program: the first migrations alone."""
    home.mkdir()
    keys, _ = FileVault(home, CHEAP).create("admin", ADMIN)
    kept = migrations.STEPS
    migrations.STEPS = kept[:OLD_STEPS]
    install, schema.capture.install = schema.capture.install, lambda _connection: None
    rebuild, schema.cases.rebuild = schema.cases.rebuild, lambda _connection: None
    adopt, schema.cases.adopt_old_statuses = schema.cases.adopt_old_statuses, lambda _connection: None
    try:
        schema.create(home / "store.db", keys.store, "A")
    finally:
        migrations.STEPS = kept
        schema.capture.install, schema.cases.rebuild = install, rebuild
        schema.cases.adopt_old_statuses = adopt


def migrate(home: Path) -> int:
    """Open the older store with this program; 4 where the world did not let it."""
    try:
        Store(home / "store.db", FileVault(home, CHEAP).unlock("admin", ADMIN).store).close()
    except Unavailable:
        return 4
    return 0


def faults(place: Place, name: str) -> list[str]:
    """What is wrong with the home after the operation was cut; empty if nothing is."""
    wrong = []
    done = place.call("check", login="admin")
    if done.code != 0 or not done.answer["ok"]:
        wrong.append(f"check: {done.code} {done.answer}")
    if name == "backup" and (place.folder / "made.bak").exists():
        new = place.folder / "new"
        restored = place.call("restore", str(place.folder / "made.bak"), login="admin", home=new)
        wrong += [] if restored.code == 0 else [f"a backup that is no backup: {restored}"]
    if name == "restore" and (place.folder / "new" / "keys.json").exists():
        whole = place.call("check", login="admin", home=place.folder / "new")
        wrong += [] if whole.code == 0 and whole.answer["ok"] else [f"a restored home: {whole}"]
    if name == "migration" and (code := migrate(place.folder / "old")):
        wrong.append(f"the older store does not open: {code}")
    if name == "import":
        again = place.call("import", str(place.folder / "ledger.csv"), login="host")
        wrong += [] if again.code == 0 else [f"the ledger again: {again}"]
    return wrong
