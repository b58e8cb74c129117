"""A hub that is lost while rows come in: what came is searched for like everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from app.errors import Unavailable
from db.exchange.wire import Earlier, Page
from db.hub.hub import Hub
from db.sync import history, pull
from tests.db.hub.direct import DirectHub
from tests.db.hub.people import MakeWindow, Window
from tests.db.rows import came

T = TypeVar("T")
SOME = 12


class Lost(DirectHub):
    """A hub whose network goes after a first small page."""

    asked = 0

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> Page:
        self._once()
        return self.hub.pull(self.token, since, mine, schema, SOME)

    def earlier(self, asked: Earlier) -> Page:
        self._once()
        return self.hub.earlier(self.token, asked, SOME)

    def later(self, work: Callable[[], T]) -> Callable[[], T]:
        """As over a network: what is wrong with the next answer is heard once it is wanted."""
        return work

    def _once(self) -> None:
        self.asked += 1
        if self.asked > 1:
            raise Unavailable("hub_unreachable")


def _pulled(desk: Window) -> None:
    pull.pull_all(desk.store, Lost(desk.end.hub, desk.token))


def _filled(desk: Window) -> None:
    history.begin(desk.store, desk.end)
    history.fill(desk.store, Lost(desk.end.hub, desk.token))


@pytest.mark.parametrize("take", [_pulled, _filled])
def test_what_came_in_is_found(
    hub: Hub, window: MakeWindow, monkeypatch: pytest.MonkeyPatch, take: Callable[[Window], None]
) -> None:
    for module in (pull, history):
        monkeypatch.setattr(module, "GATHERED_ROWS", 1)
    one, other = window("A"), window("B")
    if take is _pulled:
        other.sync()
    for name in "甲乙丙丁戊己庚辛":
        one.add(*came(f"王{name}（示例）").rows)
    one.sync()
    with pytest.raises(Unavailable, match="hub_unreachable"):
        take(other)
    visits = other.ask("SELECT count(*) FROM visits")
    assert visits != [(0,)]
    assert other.ask("SELECT count(*) FROM search_docs WHERE kind = '来访'") == visits
    assert other.ask("SELECT count(*) FROM search_stale") == [(0,)]
