"""The power fails at a moment of an operation: what was not made to last is lost, what was said is there.

A small library, loaded before the C library (power_cut.c), writes down what is done to the files. For each
moment a folder is made anew as a disk may have it then: of writes after a file's last fsync any may be
missing or cut, of names given after the folder's last fsync the latest may be missing.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tests.attack.desks import LEDGER, VISIT, Place, before, faults, made, migrate
from tests.attack.forked import answered
from tests.cli.conftest import ADMIN
from tests.cli.within import Within
from tests.files import photo

HEAD = struct.Struct("<cIIQQQ")
UNSAVED = ("-shm",)
"""What a database makes anew and never relies on."""
NEW = "Kongque-2031-xin!"
Call = Callable[[], dict[str, Any]]
Seen = Callable[[dict[str, Any], Place], list[str]]


class Op(NamedTuple):
    """What was done: c(reated), w(ritten), t(runcated), s(ynced), r(enamed), u(nlinked), d: folder."""

    what: str
    one: str
    two: str
    inode: int
    at: int
    data: bytes


def attack_by_power_cuts(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How many moments were tried of each operation; what must not have happened."""
    library = folder / "power_cut.so"
    source = Path(__file__).with_suffix(".c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.attack.power_cut", str(folder), str(count), str(seed), str(library)],
        env=os.environ | {"LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    ends, wrong = json.loads(done.stdout.splitlines()[-1])
    return Counter(ends), wrong


def attack(folder: Path, count: int, seed: int, library: Path) -> tuple[Counter[str], list[str]]:
    recorder, rng = ctypes.CDLL(str(library)), random.Random(seed)
    place, ends, wrong = made(folder / "desk"), Counter[str](), list[str]()
    log, journal = folder / "child.log", folder / "journal"
    (place.folder / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    (place.folder / "page.jpg").write_bytes(photo())
    for name, work in operations(place).items():
        before(place, name)
        disk = Disk.of(place.folder)

        def recorded(work: Call = work) -> dict[str, Any]:
            recorder.power_record(str(journal).encode(), str(place.folder).encode())
            return work()

        answer = answered(recorded, log)
        if answer is None:
            wrong.append(f"{name}: {log.read_text()[-600:]}")
            continue
        ops = list(read(journal))
        for number in range(count):
            is_over = number % 2 == 0
            after = len(ops) if is_over else rng.randrange(len(ops) + 1)
            there = folder / "cut" / "desk"
            shutil.rmtree(there.parent, ignore_errors=True)
            disk.after(ops[:after], rng).write(place.folder, there)
            found = answered(partial(_judged, name, answer if is_over else None, there), log)
            found = [log.read_text()[-600:]] if found is None else found
            wrong += [f"{name} {number}, {after} of {len(ops)}: {one}" for one in found]
            ends[f"{name} {'said' if is_over else 'cut'}"] += 1
        ends[f"{name} things done"] = len(ops)
    return ends, wrong


def operations(place: Place) -> dict[str, Call]:
    """What may be cut; each gives the answer that was printed."""
    call, folder = place.call, place.folder
    matter = (folder / "step").read_text()
    step = {"matter": matter, "mode": "转送", "unit": "市住建局"}
    founding = ("--centre", "另一中心（示例）", "--code", "340700", "--desk", "C", "--admin", "admin")
    new = Within(folder / "new")

    def said(*arguments: str, **more: Any) -> Call:
        def work() -> dict[str, Any]:
            done = call(*arguments, **more)
            if done.code != 0:
                raise AssertionError(f"{arguments}: {done}")
            return done.answer

        return work

    return {
        "register": said("register", "--json", "-", login="clerk", json_in=VISIT),
        "step": said("step", "--json", "-", login="host", json_in=step),
        "attach": said("attach", matter, str(folder / "page.jpg"), login="host"),
        "import": said("import", str(folder / "ledger.csv"), login="host"),
        "password": said("staff", "password", "watch", login="admin", new=NEW),
        "backup": said("backup", str(folder / "made.bak"), login="admin"),
        "restore": said("restore", str(folder / "good.bak"), login="admin", home=folder / "new"),
        "migration": lambda: {"code": migrate(folder / "old")},
        "init": lambda: {"code": new("init", *founding, new=ADMIN).code},
        "hub token": said("hub", "token", "--desk", "A"),
        "hub backup": said("hub", "backup", str(folder / "hub.bak")),
        "hub restore": said(
            "hub",
            "restore",
            str(folder / "hub.bak"),
            "--key",
            str(place.home / "hub" / "hub.key"),
            home=folder / "new",
        ),
    }


def _judged(name: str, answer: dict[str, Any] | None, folder: Path) -> list[str]:
    """Faults of a folder after the power came back; ``answer``: what the clerk was told before it failed."""
    place = Place(Within(folder / "home"), folder)
    wrong = faults(place, name)
    if answer is not None:
        wrong += [f"said and gone: {one}" for one in _gone(name, answer, place)]
    return wrong


def _gone(name: str, answer: dict[str, Any], place: Place) -> Iterator[str]:
    """What was said to be done and is not there."""
    call, folder, new = place.call, place.folder, place.folder / "new"
    if name == "register" and (done := call("show", answer["visit_number"], login="clerk")).code != 0:
        yield str(done)
    if name == "step":
        shown = call("show", (folder / "step").read_text(), login="host").answer
        if not any(step["mode"] == "转送" for step in shown.get("steps", ())):
            yield str(shown)[:300]
    if name == "attach":
        listed = call("attachments", (folder / "step").read_text(), login="host").answer
        ids = [one["id"] for one in listed.get("attachments", ())]
        got = [call("attachments", "get", id, "--out", str(folder / "got"), login="host") for id in ids]
        if not ids or any(done.code != 0 for done in got):
            yield f"{listed} {got}"
    if name == "import" and (found := call("search", "示例诉求28", login="host").answer).get("total") != 1:
        yield str(found)[:300]
    if name == "password" and (done := call("due", login="watch", password=NEW)).code != 0:
        yield str(done)
    if (
        name in ("backup", "hub backup")
        and not (folder / ("made.bak" if name == "backup" else "hub.bak")).exists()
    ):
        yield "no file"
    if name in ("restore", "init") and (done := call("check", login="admin", home=new)).code != 0:
        yield str(done)
    if name.startswith("hub"):
        home = new if name == "hub restore" else place.home
        done = call("hub", "check", home=home)
        if done.code != 0 or not done.answer["ok"]:
            yield str(done)


@dataclass(slots=True)
class Disk:
    """Which bytes lie under which names; and what is not there for sure yet."""

    names: dict[str, int]
    bytes: dict[int, bytearray]
    renamed: list[Op] = field(default_factory=list)
    """Names given and taken since their folder was synced."""
    written: dict[int, list[Op]] = field(default_factory=dict)
    """Writes since their file was synced."""

    @classmethod
    def of(cls, folder: Path) -> Disk:
        files = [file for file in folder.rglob("*") if file.is_file()]
        names = {str(file): file.stat().st_ino for file in files}
        return cls(names, {names[str(file)]: bytearray(file.read_bytes()) for file in files})

    def after(self, ops: list[Op], rng: random.Random) -> Disk:
        """As it may be when the power fails after these."""
        disk = Disk(dict(self.names), {inode: bytearray(held) for inode, held in self.bytes.items()})
        for op in ops:
            disk._do(op)
        for op in disk.renamed[: rng.randint(0, len(disk.renamed))]:
            disk._name(op)
        for inode, waiting in disk.written.items():
            share = rng.choice((0.0, 0.5, 1.0))
            for op in waiting:
                torn = op.data if share == 1.0 else op.data[: rng.randint(0, len(op.data))]
                if rng.random() < share:
                    disk._put(inode, op._replace(data=torn))
        return disk

    def write(self, root: Path, there: Path) -> None:
        for name, inode in self.names.items():
            file = there / Path(name).relative_to(root)
            if not name.endswith(UNSAVED):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(self.bytes.get(inode, b""))

    def _do(self, op: Op) -> None:
        if op.what == "c":
            self.bytes[op.inode] = bytearray()
            self.written[op.inode] = []
            self.renamed.append(op)
        elif op.what in ("w", "t"):
            self.written.setdefault(op.inode, []).append(op)
        elif op.what in ("r", "u"):
            self.renamed.append(op)
        elif op.what == "d":
            self._rename_folder(op.one + "/", op.two + "/")
        elif op.inode in self.bytes:
            for waiting in self.written.pop(op.inode, []):
                self._put(op.inode, waiting)
            self._settle(lambda one: one.what == "c" and one.inode == op.inode)
        else:
            self._settle(lambda one: Path(op.one) in (Path(one.one).parent, Path(one.two).parent))

    def _settle(self, lasts: Callable[[Op], bool]) -> None:
        """Names that are there for sure now."""
        for op in self.renamed:
            if lasts(op):
                self._name(op)
        self.renamed = [op for op in self.renamed if not lasts(op)]

    def _name(self, op: Op) -> None:
        if op.what == "c":
            self.names[op.one] = op.inode
        elif op.what == "r":
            if self.names.get(op.one) == op.inode:
                del self.names[op.one]
            self.names[op.two] = op.inode
        else:
            self.names.pop(op.one, None)

    def _put(self, inode: int, op: Op) -> None:
        held = self.bytes.setdefault(inode, bytearray())
        end = op.at + len(op.data)
        if op.what == "t":
            del held[op.at :]
        held.extend(bytes(max(0, end - len(held))))
        held[op.at : end] = op.data

    def _rename_folder(self, before: str, after: str) -> None:
        def moved(name: str) -> str:
            return after + name[len(before) :] if name.startswith(before) else name

        self.names = {moved(name): inode for name, inode in self.names.items()}
        self.renamed = [op._replace(one=moved(op.one), two=moved(op.two)) for op in self.renamed]


def read(journal: Path) -> Iterator[Op]:
    """What the library wrote down."""
    held, at = journal.read_bytes(), 0
    while at < len(held):
        what, one, two, inode, place, size = HEAD.unpack_from(held, at)
        at += HEAD.size
        names = held[at : at + one].decode(), held[at + one : at + one + two].decode()
        at += one + two
        has_data = what == b"w"
        data = held[at : at + size] if has_data else b""
        at += len(data)
        yield Op(what.decode(), *names, inode, place, data)


if __name__ == "__main__":
    told = attack(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    sys.stdout.write(json.dumps(told) + "\n")
