"""Reads the store as it would be with some rows more, without others, or with others in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeVar, cast

from app.domain.entries.people import is_identified
from app.domain.rows.base import Row
from app.domain.rows.visits import Attendance, Person
from app.ports.records import Reads

R = TypeVar("R", bound=Row)


def supposed_reads(
    reads: Reads, *, plus: Iterable[Row] = (), without: Iterable[Row] = (), instead: Iterable[Row] = ()
) -> Reads:
    """The rows of ``reads`` with those of ``plus``, without those of ``without``; ``instead``: by their ids.

    What is asked row by row is answered so (get, find, among, identified); counts, searches and pages are
    answered as the store has them.
    """
    return cast(Reads, _SupposedReads(reads, plus, without, instead))


class _SupposedReads:
    def __init__(
        self, reads: Reads, plus: Iterable[Row], without: Iterable[Row], instead: Iterable[Row]
    ) -> None:
        self._reads = reads
        self._plus: dict[type[Row], list[Any]] = defaultdict(list)
        for row in plus:
            self._plus[type(row)].append(row)
        self._without = {(type(row), row.id) for row in without}
        self._instead = {(type(row), row.id): row for row in instead}
        self._touched = {*self._plus, *(kind for kind, _ in (*self._without, *self._instead))}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reads, name)

    def get(self, kind: type[R], id: str) -> R | None:
        for row in self._plus.get(kind, ()):
            if row.id == id:
                return cast(R, row)
        row = self._reads.get(kind, id)
        return None if row is None else next(iter(self._as_supposed(kind, [row])), None)

    def find(
        self, kind: type[R], /, *, newest_first: bool = False, limit: int | None = None, **equal: Any
    ) -> list[R]:
        if kind not in self._touched:
            return self._reads.find(kind, newest_first=newest_first, limit=limit, **equal)
        more = [
            row for row in self._plus.get(kind, ()) if all(getattr(row, key) == equal[key] for key in equal)
        ]
        rows = self._as_supposed(kind, self._reads.find(kind, **equal)) + more
        rows.sort(key=lambda row: row.id, reverse=newest_first)
        return rows[:limit]

    def among(self, kind: type[R], column: str, values: Iterable[str]) -> list[R]:
        wanted = list(values)
        rows = self._reads.among(kind, column, wanted)
        if kind not in self._touched:
            return rows
        more = [row for row in self._plus.get(kind, ()) if getattr(row, column) in set(wanted)]
        return sorted(self._as_supposed(kind, rows) + more, key=lambda row: row.id)

    def identified(self, visit_ids: Collection[str]) -> frozenset[str]:
        """By the first person of a visit as he is supposed to be (条例第23条第2款)."""
        known = set(self._reads.identified(visit_ids))
        for row in self._instead.values():
            if not isinstance(row, Person):
                continue
            seats = self._reads.among(Attendance, "person_id", [row.id])
            first = {seat.visit_id for seat in seats if seat.position == 0} & set(visit_ids)
            known = known | first if is_identified(row.name, row.address) else known - first
        return frozenset(known)

    def _as_supposed(self, kind: type[R], rows: Iterable[R]) -> list[R]:
        kept = [row for row in rows if (kind, row.id) not in self._without]
        return [cast(R, self._instead.get((kind, row.id), row)) for row in kept]
