"""Waits for the hub's word that something is new, so that it can be broken off at any moment."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from app.errors import Unavailable
from db.sync.http import WAIT_SECONDS, tidy_url, trust

Address = Callable[[], tuple[str, str, str | None]]


class HubListener:
    """Long polls over its own connection; only ever used on one event loop."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._client: httpx.AsyncClient | None = None

    async def wait(self, since: int) -> int:
        """The hub's newest revision once above ``since``, or after 25 s. Unavailable('hub_unreachable')."""
        try:
            client = self._open()
            answer = await client.get("/sync/1/wait", params={"since": since})
            if answer.status_code != 200 or not answer.text.isdigit():
                raise Unavailable("hub_unreachable")
            return int(answer.text)
        except httpx.HTTPError as error:
            raise Unavailable("hub_unreachable") from error
        except BaseException:
            await self._close()
            raise

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

    async def _close(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()
