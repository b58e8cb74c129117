"""Waits for the hub's word that something is new, so that it can be broken off at any moment."""

from __future__ import annotations

from collections.abc import Callable

from app.errors import Unavailable
from db.sync.address import Address
from db.sync.http import WAIT_SECONDS, is_number, tidy_url, trust
from db.sync.httpx_alone import httpx


class HubListener:
    """Long polls over its own connection; only ever used on one event loop."""

    def __init__(self, address: Callable[[], Address]) -> None:
        self._address = address
        self._client: httpx.AsyncClient | None = None

    async def wait(self, since: int) -> int:
        """The hub's newest revision once above ``since``, or after 25 s. Unavailable('hub_unreachable')."""
        try:
            answer = await self._open().get("/sync/1/wait", params={"since": since})
        except httpx.HTTPError as error:
            await self.close()
            raise Unavailable("hub_unreachable") from error
        if answer.status_code != 200 or not is_number(answer.text):
            raise Unavailable("hub_unreachable")
        return int(answer.text)

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            url, token, authority = self._address()
            self._client = httpx.AsyncClient(
                base_url=tidy_url(url),
                headers={"Authorization": f"Bearer {token}"},
                timeout=WAIT_SECONDS,
                verify=trust(authority),
                trust_env=False,
            )
        return self._client

    async def close(self) -> None:
        """Let the connection go; the next wait opens another."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()
