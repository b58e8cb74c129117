"""Numbers of which only the beginning was typed: by the tables' own indexes, newest number first.

The search index could answer too, but gathers every number of the store for it (0.1 s at 100,000 visits).
"""
# ruff: noqa: S608 - table names are the three below; values are bound

from __future__ import annotations

import re
from collections.abc import Iterator

from db.cipher import Connection

TABLES = {"LF": "visits", "XF": "matters", "JF": "receptions"}
_TYPED = re.compile(r"(LF|XF|JF)([0-9]{6})([A-Z])([0-9]*)")
_KIND_AND_CODE = re.compile(r"(LF|XF|JF)[0-9]{0,6}")
LONGEST_GENERATION = 2
"""Digits of a series after its letter: A, A2 … A99."""
DAY = 6
WHERE = 'FROM "{table}" t JOIN search_docs d ON d.row_id = t.id WHERE t.number >= ? AND t.number < ?'


def heads(short: str) -> list[str]:
    """How numbers may begin on paper that were typed like this, without hyphens; none if it is no number.

    lf340700a26 is the day 26… of series A, or series A2 with a day 6…, or series A26.
    """
    typed = short.upper()
    if _KIND_AND_CODE.fullmatch(typed):
        return [typed]
    parts = _TYPED.fullmatch(typed)
    if parts is None:
        return []
    kind, code, letter, digits = parts.groups()
    beginnings = []
    for cut in range(min(len(digits), LONGEST_GENERATION) + 1):
        groups = (f"{letter}{digits[:cut]}", digits[cut : cut + DAY], digits[cut + DAY :])
        beginnings.append("-".join((f"{kind}{code}", *(group for group in groups if group))))
    return beginnings


def docs(connection: Connection, short: str, limit: int) -> list[int]:
    """Entries of the index whose number begins so, newest first."""
    doc_ids: set[int] = set()
    for where, bounds in _ranges(short):
        sql = f"SELECT d.doc {where} ORDER BY t.number DESC LIMIT ?"
        doc_ids.update(row[0] for row in connection.execute(sql, (*bounds, limit)))
    return sorted(doc_ids, reverse=True)


def count(connection: Connection, short: str, most: int) -> int:
    """How many there are, counted no further than ``most``."""
    counted = 0
    for where, bounds in _ranges(short):
        sql = f"SELECT count(*) FROM (SELECT 1 {where} LIMIT ?)"
        counted += int(connection.execute(sql, (*bounds, most)).fetchone()[0])
    return min(counted, most)


def _ranges(short: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for head in heads(short):
        after = head[:-1] + chr(ord(head[-1]) + 1)
        yield WHERE.format(table=TABLES[head[:2]]), (head, after)
