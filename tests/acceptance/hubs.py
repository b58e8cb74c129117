"""Real hubs and desks for the acceptance tests: ``main.py hub`` processes, homes that join and sync."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.domain.entries.visit_entry import parse_visit
from app.errors import Unavailable
from app.services.staff.manage_staff import NewStaff, add_staff
from app.services.visits.amend_record import amend_record
from app.services.visits.register_visit import register_visit
from db.capture import synced_tables
from db.cipher import Connection
from db.hub.records import Names, decoded
from db.hub.serving.serve import open_storage
from home import Home
from tests.acceptance.desktop import ROOT

CENTRE, CODE = "示例市人民来访接待中心", "340700"
ADMIN, CLERK, PASSWORD = "admin", "zhaoxy", "Jiefang-2026"
ROLES = ("登记员", "接谈员", "带班领导")
AWAY = {"hub_unreachable", "hub_database", "sync_epoch"}
"""What a desk may hear while the network or the database is away."""
START_SECONDS = 60.0
Rows = dict[str, dict[str, dict[str, Any]]]


def run(home: Path, *arguments: Any, user: str = CLERK) -> tuple[int, dict[str, Any]]:
    """One call of the command line: exit code and JSON."""
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "--home", home, *map(str, arguments)],
        env=os.environ | {"JIEFANGTAI_PASSWORD": PASSWORD, "JIEFANGTAI_USER": user},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


def said(home: Path, *arguments: Any, user: str = CLERK) -> dict[str, Any]:
    """The JSON of a call that must succeed."""
    code, answer = run(home, *arguments, user=user)
    assert code == 0, answer
    return answer


class HubProcess:
    """``main.py hub`` in a process of its own, on a free port of loopback."""

    def __init__(self, home: Path, database: str | None = None, *options: Any) -> None:
        self.home = home
        self.database = database
        self._options = options
        self._log = home / f"hub-{os.urandom(3).hex()}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""
        self.start()

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.url.rpartition("//")[2].rpartition(":")
        return host, int(port)

    def start(self) -> None:
        """Start and wait until it says where it listens."""
        self.home.mkdir(exist_ok=True)
        before = self._log.read_text() if self._log.exists() else ""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, ROOT / "main.py", "--home", self.home, "hub", *self._arguments()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + START_SECONDS
        while "汇聚点在 " not in (told := self._log.read_text().removeprefix(before)):
            if self._process.poll() is not None or time.monotonic() > end:
                raise TimeoutError(f"the hub did not start: {told}")
            time.sleep(0.05)
        self.url = told.partition("汇聚点在 ")[2].split()[0]

    def _arguments(self) -> list[str]:
        database = ["--database", self.database] if self.database else []
        listen = [] if "--listen" in self._options else ["--listen", "127.0.0.1:0"]
        return [*listen, *database, *map(str, self._options)]

    def token(self, letter: str) -> str:
        """A one-time code for a desk, by the command line."""
        database = ["--database", self.database] if self.database else []
        return str(said(self.home, "hub", "token", "--desk", letter, *database)["code"])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code; twice does no harm."""
        if self._process is None:
            return 0
        self._process.send_signal(how)
        try:
            code = self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._process = None
        return code

    def reload(self) -> None:
        """Have it read its certificate again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    def log(self) -> str:
        return self._log.read_text()

    def journal(self) -> list[dict[str, Any]]:
        """The lines it has written down so far."""
        files = sorted((self.home / "hub" / "log").glob("hub-*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]


class TestedDesk:
    """A home with a clerk at it."""

    __test__ = False

    def __init__(self, home: Path, letter: str) -> None:
        self.home = home
        self.letter = letter
        self.house = Home(home)
        self.numbers: list[str] = []

    def found(self) -> TestedDesk:
        """Make the centre's first store, with a clerk."""
        self.house.create(CENTRE, CODE, self.letter, ADMIN, PASSWORD)
        admin = self.house.sign_in(ADMIN, PASSWORD)
        clerk = NewStaff(login=CLERK, name="赵小雨（示例）", roles=ROLES)
        add_staff(admin, self.house.vault, self.house.keys, clerk, PASSWORD)
        return self.sit()

    def sit(self) -> TestedDesk:
        """The clerk signs in."""
        self.desk = self.house.sign_in(CLERK, PASSWORD)
        self.link = self.house.link(self.desk)
        return self

    def register(self, claim: str = "反映示例小区供水问题", **other: Any) -> str:
        """A visit of somebody without a certificate; the last four of the telephone are 1111."""
        person = {"name": "王小明（示例）", "sex": "男", "phone": "13800001111", "address": "示例路1号"}
        entry = {
            "people": [person | {"id_type": "无", "no_id_reason": "当场无证件", "representative": True}],
            "headcount": 1,
            "purpose": "求决",
            "category": "城乡建设",
            "place": "340706",
            "units": ["市住建局"],
            "claim": claim,
            "facts": "示例：供水不足。",
        }
        number = register_visit(self.desk, parse_visit(entry | other)).visit_number
        self.numbers.append(number)
        return number

    def amend(self, number: str, phone: str) -> None:
        amend_record(self.desk, number, {"person": 0, "phone": phone})

    def sync(self) -> bool:
        """Whether one exchange ended well; nothing but the network or the database may be in its way."""
        try:
            self.link.exchange()
        except Unavailable as error:
            if error.code not in AWAY:
                raise
            return False
        return True

    def has_sent_all(self) -> bool:
        return self.link.state().waiting == 0

    def rows(self) -> Rows:
        """Everything that syncs, by table and id."""
        return self.house.store.on_writer(_rows)

    def close(self) -> None:
        self.house.close()


def _rows(connection: Connection) -> Rows:
    found: Rows = {}
    for table in synced_tables(connection):
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        found[table] = {row.pop("id"): _plain(row) for row in rows}
    return {table: rows for table, rows in found.items() if rows}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "_rev" and value is not None}


def hub_rows(home: Path, database: str | None) -> tuple[Rows, int]:
    """What the hub's database holds, and its epoch: 1 unless it lost something that a desk remembers."""
    storage = open_storage(database, home)
    found: Rows = {}
    try:
        with storage.reading() as work:
            names = Names(work)
            for table, pk, shape, body in work.all("SELECT tbl, pk, shape, body FROM rows"):
                found.setdefault(table, {})[pk] = _plain(decoded(names, shape, body))
            ((epoch,),) = work.all("SELECT epoch FROM centres")
    finally:
        storage.close()
    return found, epoch


def differences(one: Rows, other: Rows) -> list[str]:
    """Where two ends differ, in words."""
    wrong = []
    for table in sorted(one.keys() | other.keys()):
        left, right = one.get(table, {}), other.get(table, {})
        for pk in sorted(left.keys() ^ right.keys()):
            wrong.append(f"{table} {pk} is at one end alone")
        for pk in left.keys() & right.keys():
            if left[pk] != right[pk]:
                names = {name for name in left[pk] | right[pk] if left[pk].get(name) != right[pk].get(name)}
                wrong.append(f"{table} {pk} differs in {sorted(names)}")
    return wrong


def quiet(desks: Iterable[TestedDesk], seconds: float = 60) -> None:
    """Sync until nothing moves any more."""
    desks = list(desks)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        well = [desk.sync() for desk in desks]
        states = [desk.link.state() for desk in desks]
        if all(well) and not any(one.waiting for one in states) and len({one.cursor for one in states}) == 1:
            return
    raise TimeoutError("the desks did not come to rest")
