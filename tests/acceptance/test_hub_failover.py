"""The primary PostgreSQL goes dark amid pushes, its replica is promoted: nothing answered is lost."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.hub.door import Door
from tests.acceptance.hubs import HubProcess, TestedDesk, differences, hub_rows, quiet, said
from tests.acceptance.postgres import Cluster, binaries

pytestmark = pytest.mark.acceptance
STANDBY = "standby1"


@pytest.fixture
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """A primary and its replica; a commit is answered once both have it, as the admin guide demands."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    primary, replica = Cluster(), Cluster()
    try:
        primary.found()
        primary.do("CREATE DATABASE jiefangtai")
        primary.do(
            f"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({STANDBY})'",
            "ALTER SYSTEM SET synchronous_commit = 'remote_apply'",
        )
        replica.copy_of(primary, STANDBY)
        primary.do("SELECT pg_reload_conf()")
        _until_synchronous(primary)
        yield primary, replica
    finally:
        primary.close()
        replica.close()


def _until_synchronous(primary: Cluster) -> None:
    end = time.monotonic() + 30
    while primary.do("SELECT sync_state FROM pg_stat_replication") != [("quorum",)]:
        assert time.monotonic() < end, "the replica does not follow"
        time.sleep(0.1)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[TestedDesk]]:
    made: list[TestedDesk] = []
    yield made
    for desk in made:
        desk.close()


class Clerk(threading.Thread):
    """Registers and syncs without a pause; notes which visits the hub has answered for."""

    def __init__(self, desk: TestedDesk) -> None:
        super().__init__()
        self._desk = desk
        self.going = True
        self.answered: set[str] = set()
        self.refused = 0
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while self.going:
                self._desk.register()
                if self._desk.sync():
                    self.answered = set(self._desk.numbers)
                else:
                    self.refused += 1
                    time.sleep(0.1)
        except BaseException as error:
            self.fault = error
            raise


def test_the_replica_takes_over_and_nothing_answered_is_lost(
    tmp_path: Path, pair: tuple[Cluster, Cluster], desks: list[TestedDesk]
) -> None:
    primary, replica = pair
    database = (
        f"postgresql://hub@127.0.0.1:{primary.port},127.0.0.1:{replica.port}/jiefangtai"
        "?target_session_attrs=read-write"
    )
    hub = HubProcess(tmp_path / "hub", database)
    try:
        _join(desks, tmp_path, hub, database)
        clerks = [Clerk(desk) for desk in desks]
        for clerk in clerks:
            clerk.start()
        try:
            answered = _fail_over(primary, replica, clerks)
        finally:
            for clerk in clerks:
                clerk.going = False
            for clerk in clerks:
                clerk.join()
        assert [clerk.fault for clerk in clerks] == [None, None]
        assert any(clerk.refused for clerk in clerks)
        quiet(desks)
    finally:
        code = hub.stop(signal.SIGTERM)
    assert code == 0
    assert "Traceback" not in hub.log()
    _check(desks, hub, database, answered)


def _join(desks: list[TestedDesk], folder: Path, hub: HubProcess, database: str) -> None:
    door = Door(hub.home)
    desks.append(TestedDesk(folder / "A", "A"))
    desks[0].found()
    said(folder / "A", "enrol", hub.url, door.token("A", database), user="admin")
    said(folder / "B", "enrol", hub.url, door.token("B", database))
    desks.append(TestedDesk(folder / "B", "B").sit())


def _fail_over(primary: Cluster, replica: Cluster, clerks: list[Clerk]) -> set[str]:
    """Kill the primary while both desks push; the visits that had been answered for by then."""
    _until(lambda: all(len(clerk.answered) >= 3 for clerk in clerks))
    primary.kill()
    answered = set().union(*(clerk.answered for clerk in clerks))
    time.sleep(1)
    replica.promote()
    replica.do("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
    before = {clerk: len(clerk.answered) for clerk in clerks}
    _until(lambda: all(len(clerk.answered) > before[clerk] for clerk in clerks))
    return answered


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 40
    while not true():
        assert time.monotonic() < end, "the desks do not get on"
        time.sleep(0.05)


def _check(desks: list[TestedDesk], hub: HubProcess, database: str, answered: set[str]) -> None:
    at_hub, epoch = hub_rows(hub.home, database)
    assert epoch == 1  # the promoted replica missed nothing: no desk had to send again
    numbers = [row["number"] for row in at_hub["visits"].values()]
    assert answered <= set(numbers)
    assert sorted(numbers) == sorted(number for desk in desks for number in desk.numbers)
    for desk in desks:
        assert differences(desk.rows(), at_hub) == []
