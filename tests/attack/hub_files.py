"""kill -9 of the hub's backup and restore: no half file under a name, and the next try goes through."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from pathlib import Path

from tests.attack.forked import FAULT, answered, fork, killed, wait
from tests.cli.within import Within


def attack_backup(
    call: Within, folder: Path, count: int, rng: random.Random, ends: Counter[str]
) -> list[str]:
    """While the hub runs: what bears the backup's name is whole, and the next backup is made."""
    log, wrong, file = folder / "child.log", list[str](), folder / "killed.hub"
    for number, after in enumerate(_moments(lambda: _backup(call, file), file, count, rng, log)):
        file.unlink(missing_ok=True)
        code = killed(lambda: _backup(call, file), after, log)
        ends[f"hub backup {'killed' if code < 0 else code}"] += 1
        if code == FAULT:
            wrong.append(f"hub backup {number}: {log.read_text()[-400:]}")
        if file.exists():
            wrong += _restored(call, file, folder, f"hub backup {number}")
    file.unlink(missing_ok=True)
    if (code := answered(lambda: _backup(call, file), log)) != 0:
        wrong.append(f"hub backup at the end: {code} {log.read_text()[-400:]}")
    left = [one.name for one in folder.glob(".killed.hub*")]
    return wrong + ([f"left by a backup: {left}"] if left else [])


def attack_restore(
    call: Within, folder: Path, count: int, rng: random.Random, ends: Counter[str]
) -> list[str]:
    """A restore that was cut can be done again, with the key at hand or without; then the hub is whole."""
    log, wrong, file = folder / "child.log", list[str](), folder / "good.hub"
    if (code := answered(lambda: _backup(call, file), log)) != 0:
        return [f"hub backup before the restores: {code} {log.read_text()[-400:]}"]
    home, key = folder / "new-hub", call.home / "hub" / "hub.key"
    for number, after in enumerate(_moments(lambda: _restore(home, file, key), home, count, rng, log)):
        shutil.rmtree(home, ignore_errors=True)
        code = killed(lambda: _restore(home, file, key), after, log)
        ends[f"hub restore {'killed' if code < 0 else code}"] += 1
        if code == FAULT:
            wrong.append(f"hub restore {number}: {log.read_text()[-400:]}")
        if not (home / "hub" / "hub.db").exists():
            again = answered(lambda: _restore(home, file, key), log)
            wrong += [] if again == 0 else [f"hub restore {number} again: {again} {log.read_text()[-400:]}"]
        wrong += _whole(home, folder, f"hub restore {number}")
    return wrong


def _moments(work, left: Path, count: int, rng: random.Random, log: Path):  # type: ignore[no-untyped-def]
    """Moments within the time that the work takes undisturbed."""
    _clear(left)
    began = time.monotonic()
    wait(fork(work, log))
    length = time.monotonic() - began
    return [rng.uniform(0, length) for _ in range(count)]


def _clear(left: Path) -> None:
    shutil.rmtree(left, ignore_errors=True)
    left.unlink(missing_ok=True)


def _backup(call: Within, file: Path) -> int:
    return call("hub", "backup", str(file)).code


def _restore(home: Path, file: Path, key: Path) -> int:
    return Within(home)("hub", "restore", str(file), "--key", str(key)).code


def _restored(call: Within, file: Path, folder: Path, what: str) -> list[str]:
    """Faults of a hub that is made from the file."""
    home = folder / "proof-hub"
    shutil.rmtree(home, ignore_errors=True)
    code = answered(lambda: _restore(home, file, call.home / "hub" / "hub.key"), folder / "child.log")
    return _whole(home, folder, what) if code == 0 else [f"{what}: a file that is no backup: {code}"]


def _whole(home: Path, folder: Path, what: str) -> list[str]:
    log = folder / "child.log"
    checked = answered(lambda: Within(home)("hub", "check").answer, log)
    return [] if checked and checked.get("ok") else [f"{what}: hub check {checked}"]
