"""Desks and real hub processes over a network that cuts, delays and repeats: one record in the end."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acceptance.hubs import HubProcess, TestedDesk, differences, hub_rows, quiet, said
from tests.acceptance.postgres import Cluster, binaries
from tests.acceptance.proxy import CuttingProxy

pytestmark = pytest.mark.acceptance
SECONDS = 6.0
"""How long the desks work through the bad network."""


@pytest.fixture
def desks() -> Iterator[list[TestedDesk]]:
    made: list[TestedDesk] = []
    yield made
    for desk in made:
        desk.close()


@pytest.fixture
def hubs() -> Iterator[list[HubProcess]]:
    started: list[HubProcess] = []
    yield started
    for hub in started:
        hub.stop(signal.SIGKILL)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    made = Cluster()
    try:
        made.found()
        made.do("CREATE DATABASE jiefangtai")
        yield made
    finally:
        made.close()


@pytest.fixture
def network(hubs: list[HubProcess]) -> Iterator[Callable[[], CuttingProxy]]:
    made: list[CuttingProxy] = []

    def before_the_hubs() -> CuttingProxy:
        seed = random.SystemRandom().randrange(10**6)
        print(f"network seed {seed}")  # noqa: T201 - shown where the test breaks
        made.append(CuttingProxy(seed, *(hub.address for hub in hubs)))
        return made[-1]

    yield before_the_hubs
    for one in made:
        one.close()


def join(desks: list[TestedDesk], folder: Path, hub: HubProcess, url: str) -> None:
    """Desk A brings its store; B and C are made from the hub, all by the command line."""
    desks.append(TestedDesk(folder / "A", "A"))
    desks[0].found().register()
    answer = said(folder / "A", "enrol", url, hub.token("A"), user="admin")
    assert (answer["desk"], answer["set_aside"]) == ("A", 0)
    for letter in "BC":
        assert said(folder / letter, "enrol", url, hub.token(letter))["desk"] == letter
        desks.append(TestedDesk(folder / letter, letter).sit())


def work(desk: TestedDesk, until: float, shared: str, faults: list[BaseException]) -> None:
    """Register, correct a record that the others correct too, sync; whatever the network does."""
    chance = random.Random(desk.letter)
    try:
        while time.monotonic() < until:
            desk.register(f"反映示例{chance.randrange(10**6)}号问题")
            if chance.random() < 0.4:
                desk.amend(shared, f"138{chance.randrange(10**8):08}")
            desk.sync()
    except BaseException as error:
        faults.append(error)
        raise


def work_at_once(desks: list[TestedDesk], shared: str, meanwhile: Callable[[float], None]) -> None:
    until = time.monotonic() + SECONDS
    faults: list[BaseException] = []
    threads = [threading.Thread(target=work, args=(desk, until, shared, faults)) for desk in desks]
    for thread in threads:
        thread.start()
    try:
        meanwhile(until)
    finally:
        for thread in threads:
            thread.join()
    assert faults == []


def check(desks: list[TestedDesk], hub: HubProcess) -> None:
    """All ends equal, every visit once, the same conflicts everywhere, nothing lost and sent anew."""
    at_hub, epoch = hub_rows(hub.home, hub.database)
    assert epoch == 1
    for desk in desks:
        assert differences(desk.rows(), at_hub) == []
    numbers = sorted(row["number"] for row in at_hub["visits"].values())
    assert numbers == sorted(number for desk in desks for number in desk.numbers)
    clashes = [desk.link.clashes() for desk in desks]
    assert clashes[0] == clashes[1] == clashes[2] != []
    assert all(clash.kept != clash.lost and clash.by for clash in clashes[0])


def test_three_desks_and_a_hub_killed_and_stopped_in_the_middle(
    tmp_path: Path,
    desks: list[TestedDesk],
    hubs: list[HubProcess],
    network: Callable[[], CuttingProxy],
) -> None:
    hub = HubProcess(tmp_path / "hub")
    hubs.append(hub)
    proxy = network()
    join(desks, tmp_path, hub, proxy.url)
    shared = desks[0].numbers[0]

    def restarts(until: float) -> None:
        for how in (signal.SIGKILL, signal.SIGTERM):
            time.sleep(SECONDS / 4)
            code = hub.stop(how)
            assert code == (-signal.SIGKILL if how == signal.SIGKILL else 0)
            hub.start()
            proxy.hubs[:] = [hub.address]

    proxy.harsh = True
    work_at_once(desks, shared, restarts)
    assert proxy.cuts > 0
    assert proxy.repeats > 0
    proxy.harsh = False
    offline_edits(desks, shared)
    quiet(desks)
    assert hub.stop() == 0
    assert "Traceback" not in hub.log()
    check(desks, hub)


def offline_edits(desks: list[TestedDesk], number: str) -> None:
    """Every desk corrects the same telephone without having seen the others do so."""
    for desk in desks:
        desk.amend(number, f"1390000000{'ABC'.index(desk.letter)}")


def test_two_hub_processes_over_one_postgresql(
    tmp_path: Path,
    desks: list[TestedDesk],
    hubs: list[HubProcess],
    cluster: Cluster,
    network: Callable[[], CuttingProxy],
) -> None:
    database = cluster.url("jiefangtai")
    hubs += [HubProcess(tmp_path / "hub", database), HubProcess(tmp_path / "hub", database)]
    proxy = network()
    join(desks, tmp_path, hubs[0], proxy.url)
    shared = desks[0].numbers[0]

    def one_dies(until: float) -> None:
        time.sleep(SECONDS / 2)
        hubs[0].stop(signal.SIGKILL)

    proxy.harsh = True
    work_at_once(desks, shared, one_dies)
    proxy.harsh = False
    hubs[0].start()
    proxy.hubs[:] = [hub.address for hub in hubs]
    offline_edits(desks, shared)
    quiet(desks)
    assert [hub.stop() for hub in hubs] == [0, 0]
    assert not [hub for hub in hubs if "Traceback" in hub.log()]
    check(desks, hubs[0])
