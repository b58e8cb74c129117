"""Order-free hashes of a table's rows, so that a desk can see whether it holds what the hub holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from db.exchange.frame import Value
from db.exchange.wire import Buckets
from db.hub.records import Names, decoded
from db.hub.storage import Work

BUCKETS = 64


def table_digest(work: Work, centre: int, table: str) -> Buckets:
    """The hashes of one table as it stands."""
    names = Names(work)
    rows = work.all("SELECT pk, shape, body FROM rows WHERE centre = ? AND tbl = ?", (centre, table))
    return Buckets(table, hashes((pk, decoded(names, shape, body)) for pk, shape, body in rows))


def hashes(rows: Iterable[tuple[str, Mapping[str, Value]]]) -> list[str]:
    """One hash for each bucket of ids: the sum of the rows' hashes; columns that are NULL do not count."""
    sums = [0] * BUCKETS
    for pk, values in rows:
        filled = sorted((name, value) for name, value in values.items() if value is not None)
        packed = hashlib.sha256(msgspec.msgpack.encode((pk, filled))).digest()
        bucket = hashlib.sha256(pk.encode()).digest()[0] % BUCKETS
        sums[bucket] = (sums[bucket] + int.from_bytes(packed[:8], "big")) % (1 << 64)
    return [f"{sum_of_bucket:016x}" for sum_of_bucket in sums]
