"""The hub's listening socket: what it accepts sends each answer at once."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from db.hub.serving import serve


@pytest.mark.parametrize("path", ["/q", "/sync/1/digest"])
def test_accepted_connections_send_at_once(tmp_path: Path, path: str) -> None:
    running = serve.start("127.0.0.1:0", f"sqlite:///{tmp_path / 'hub.db'}", tmp_path)
    try:
        with httpx.Client(base_url=running.url, trust_env=False) as client:
            client.get(path)
            accepted = [
                connection.transport.get_extra_info("socket")
                for connection in running._server.server_state.connections
            ]
            delays = [one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for one in accepted]
    finally:
        running.stop()
    assert delays == [1]
