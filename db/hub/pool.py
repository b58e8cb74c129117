"""The connections of one hub process to PostgreSQL: made when needed, given up when idle or lost."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from db.hub.away import FULL, SILENT, why_away

MOST = 16
"""Connections of one process, beside the one that listens; as many threads as are busy at once use them."""
WAIT_SECONDS = 2.5
"""How long a request waits for a connection before its desk is told to come again."""
CONNECT_SECONDS = 5
AGAIN_SECONDS = 1.0
"""A lost server is tried for so long by one attempt; the next request begins another.

Short, so that the pool has no long pause when a replica has taken over.
"""

logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # its words name addresses and accounts


class Pool(ConnectionPool[psycopg.Connection[tuple[Any, ...]]]):
    """Connections that say why there is none."""

    def __init__(self, address: str) -> None:
        self._reason = _Reason()
        super().__init__(
            address,
            connection_class=_telling(self._reason),
            kwargs={"autocommit": True, "connect_timeout": CONNECT_SECONDS},
            min_size=0,
            max_size=MOST,
            timeout=WAIT_SECONDS,
            reconnect_timeout=AGAIN_SECONDS,
            open=True,
        )

    def why(self) -> str:
        """Why the last connection could not be made; where it could, that all are in use."""
        return self._reason.words or FULL


@dataclass(slots=True)
class _Reason:
    words: str | None = None


def _telling(reason: _Reason) -> type[psycopg.Connection[tuple[Any, ...]]]:
    """Connections that note why they could not be made."""

    class Telling(psycopg.Connection[tuple[Any, ...]]):
        @classmethod
        def connect(cls, *address: Any, **how: Any) -> Any:
            reason.words = SILENT
            try:
                connection = super().connect(*address, **how)
            except psycopg.Error as error:
                reason.words = why_away(error)
                raise
            reason.words = None
            return connection

    return Telling
