"""The hub refuses a value that no database can hold as the sender's fault, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db.exchange.frame import BadWire
from db.hub.hub import Hub
from db.sync.push import next_batch
from tests.db.hub.people import person


def test_a_nul_in_an_authors_name_is_refused(hub: Hub, window: Callable[..., Any]) -> None:
    desk = window("A")
    desk.sync()
    desk.add(person())
    push = desk.store.on_writer(next_batch)
    push.author, author = "a\0b", push.author
    with pytest.raises(BadWire):
        hub.push(desk.token, push)
    push.author = author
    assert hub.push(desk.token, push).last == push.seq[-1]
