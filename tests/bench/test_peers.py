"""The comparison with others counts what it says, and says what cannot be had."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from tests.bench.peers import installed
from tests.bench.peers.__main__ import WHY, ahead, figures
from tests.bench.peers.counting import CountingWay


def test_bytes_are_counted_both_ways() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            client, _ = server.accept()
            with client:
                assert client.recv(100) == b"question"
                client.sendall(b"a longer answer")

        thread = threading.Thread(target=answer)
        thread.start()
        way = CountingWay(server.getsockname()[1])
        port = int(way.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as asking:
            asking.sendall(b"question")
            assert asking.recv(100) == b"a longer answer"
        thread.join()
        way.close()
        assert way.taken() == (8, 15)
        assert way.taken() == (0, 0)


def test_where_they_win_is_said_with_its_why() -> None:
    told = figures(
        {"seconds": 2.0, "visits": 10, "bytes": 5000}, {"seconds": 1.0, "visits": 10, "bytes": 1000}
    )
    assert told == {
        "push_visits_per_s": 5,
        "push_bytes_per_visit": 500,
        "pull_visits_per_s": 10,
        "pull_bytes_per_visit": 100,
    }
    mine = told | {"pull_visits_per_s": 4, "push_bytes_per_visit": 1000}
    assert ahead(mine, told, "Anki") == {
        "pull_visits_per_s": 2.5,
        "push_bytes_per_visit": 0.5,
        "why": WHY["Anki"],
    }
    assert ahead(told, told, "Anki") == {}


def test_what_is_not_here_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(installed, "PLACE", tmp_path / "peers")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(installed.NotHere, match="没有 npm，不比 PouchDB"):
        installed.pouch()
    for name in ("npm", "node"):  # a registry that does not answer
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(installed.NotHere, match="包库连不上，不比 PouchDB"):
        installed.pouch()
