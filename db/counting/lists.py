"""The lists of cases (台账) by SQL: entries in blocks, counts of the kinds, figures of a period.

An entry is a 列入 that no open entry of its matter and kind stands before; it is taken off by the first 销账
after it. app.domain.lists.entries says the same of rows; a test holds both to the same answer.
"""
# ruff: noqa: S608 - only our own words are put into statements; values are bound

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.domain.dates.period import Period
from app.domain.lists.figures import ListCount, ListRow
from app.domain.lists.kinds import ALERT, FIRST, KINDS, MEDIATION, RECEIPT, RECEIVERS, SLOTS
from app.domain.paging import Block, PageAsked
from db.cipher import Connection
from db.counting.figure_sql import bounds, listed

_OPENS = "l.kind = :kind AND l.act = '列入'"
_FOLLOWS = "(e.at, e.act, e.by, e.id) > (l.at, l.act, l.by, l.id)"
_FIRST_OPEN = (
    "(SELECT p.act FROM list_facts p WHERE p.matter_id = l.matter_id AND p.kind = l.kind AND p.act <> '记事' "
    "AND (p.at, p.act, p.by, p.id) < (l.at, l.act, l.by, l.id) "
    "ORDER BY p.at DESC, p.act DESC, p.by DESC, p.id DESC LIMIT 1) IS NOT '列入'"
)
"""That no entry of the same matter and kind was open then."""
_OFF = (
    "SELECT {what} FROM list_facts e WHERE e.matter_id = l.matter_id AND e.kind = l.kind AND e.act = '销账' "
    f"AND {_FOLLOWS} ORDER BY e.at, e.act, e.by, e.id LIMIT 1"
)
_IS_OPEN = f"NOT EXISTS ({_OFF.format(what='1')})"
_KEYS = {"at": "l.at"}
"""Sort keys by which a list may be asked."""


def counts(connection: Connection) -> dict[str, int]:
    """How many cases stand on each list now."""
    return {kind: _count(connection, kind, True) for kind in KINDS}


def _count(connection: Connection, kind: str, only_open: bool) -> int:
    where = _where(only_open)
    sql = f"SELECT count(*) FROM list_facts l WHERE {where}"
    return int(connection.execute(sql, {"kind": kind}).fetchone()[0])


def _where(only_open: bool) -> str:
    return f"{_OPENS} AND {_FIRST_OPEN}" + (f" AND {_IS_OPEN}" if only_open else "")


def block(
    connection: Connection, kind: str, only_open: bool, asked: PageAsked, counted: bool = True
) -> Block[tuple[str, str]]:
    """(entry, matter) ids of a list, a block of them, by the day of 列入; KeyError for an unknown key.

    The whole list is counted with its first block alone, and there only if asked: a count of a long list
    takes a thousand times as long as a block of it.
    """
    key = _KEYS[asked.order.key]
    back = asked.order.descending != asked.before
    sign, way = ("<", "DESC") if back else (">", "ASC")
    bound: dict[str, object] = {"kind": kind, "most": asked.most + 1}
    edge = ""
    if asked.cursor is not None:
        edge = f" AND ({key}, l.id) {sign} (:key, :id)"
        bound |= dict(zip(("key", "id"), asked.cursor, strict=True))
    rows = connection.execute(
        f"SELECT {key}, l.id, l.matter_id FROM list_facts l WHERE {_where(only_open)}{edge}"
        f" ORDER BY {key} {way}, l.id {way} LIMIT :most",
        bound,
    ).fetchall()
    taken = rows[: asked.most]
    if asked.before:
        taken.reverse()
    first, last = (tuple(taken[0][:2]), tuple(taken[-1][:2])) if taken else (None, None)
    total = _count(connection, kind, only_open) if counted and asked.cursor is None else None
    return Block(tuple((row[1], row[2]) for row in taken), first, last, len(rows) <= asked.most, total)


_OF_PERIOD = (
    "WITH entries AS (SELECT l.id AS id, l.kind AS kind, l.matter_id AS matter_id, l.at AS at, l.act AS act, "
    f"l.by AS by, ({_OFF.format(what='e.id')}) AS off FROM list_facts l WHERE {_OPENS} AND {_FIRST_OPEN} "
    "AND l.at < :after), of_period AS (SELECT l.*, o.at AS off_at, "
    "json_extract(o.data, '$.result') AS result FROM entries l LEFT JOIN list_facts o ON o.id = l.off "
    "WHERE o.at IS NULL OR o.at >= :start) "
)
"""The entries of a kind that belong to a period, with when and how they were taken off."""
_OFF_IN = "(off_at IS NOT NULL AND off_at < :after)"


def figures(
    connection: Connection, period: Period, kinds: Collection[str] = tuple(KINDS)
) -> Mapping[str, ListCount]:
    """The figures of a period of each kind (app.domain.lists.figures), counted in one pass over the facts."""
    bound = bounds(period)
    among = listed(tuple(kinds))
    sums: dict[str, tuple[int, int, int]] = {}
    results: dict[str, dict[str, int]] = {}
    for kind, result, put_on, whole, off in connection.execute(_IN_ONE_PASS.format(kinds=among), bound):
        before = sums.get(kind, (0, 0, 0))
        sums[kind] = (before[0] + put_on, before[1] + whole, before[2] + off)
        if off and result is not None:
            results.setdefault(kind, {})[result] = off
    return {kind: _count_of(connection, kind, sums, results, bound) for kind in kinds}


def _count_of(
    connection: Connection,
    kind: str,
    sums: Mapping[str, tuple[int, int, int]],
    results: Mapping[str, Mapping[str, int]],
    bound: Mapping[str, str],
) -> ListCount:
    put_on, whole, off = sums.get(kind, (0, 0, 0))
    ended = results.get(kind, {})
    return ListCount(
        put_on=put_on,
        standing=whole - off,
        taken_off=off,
        results={result: ended[result] for result in KINDS[kind].results if result in ended},
        filled=_filled(connection, kind, {**bound, "kind": kind}) if whole and kind in _FILLED else 0,
    )


_FILLED = (FIRST, ALERT)
"""Kinds whose entries have parts that are filled."""
_IN_ONE_PASS = (
    "WITH facts AS (SELECT kind, matter_id, at, act, data, "
    "sum(act = '销账') OVER (PARTITION BY matter_id, kind ORDER BY at, act, by, id ROWS UNBOUNDED PRECEDING) "
    "- (act = '销账') AS turn FROM list_facts WHERE act <> '记事' AND at < :after AND kind IN {kinds}), "
    "entries AS (SELECT kind, min(CASE act WHEN '列入' THEN at END) AS on_at, "
    "max(CASE act WHEN '销账' THEN at END) AS off_at, "
    "max(CASE act WHEN '销账' THEN json_extract(data, '$.result') END) AS result "
    "FROM facts GROUP BY matter_id, kind, turn) "
    "SELECT kind, result, sum(on_at >= :start), count(*), sum(off_at IS NOT NULL) FROM entries "
    "WHERE on_at IS NOT NULL AND (off_at IS NULL OR off_at >= :start) GROUP BY kind, result"
)
"""What lies between two 销账 of a matter is one turn: its first 列入 opens the entry, the 销账 ends it."""


def figure(connection: Connection, kind: str, period: Period) -> ListCount:
    """One kind's figures of a period."""
    return figures(connection, period, (kind,))[kind]


_NOTED = (
    "f.matter_id = l.matter_id AND f.kind = l.kind AND f.at < :after AND f.act <> '销账' "
    "AND (f.at, f.act, f.by, f.id) >= (l.at, l.act, l.by, l.id) AND (l.off IS NULL OR "
    "(f.at, f.act, f.by, f.id) < (SELECT o.at, o.act, o.by, o.id FROM list_facts o WHERE o.id = l.off))"
)
"""What was written on an entry before the end of the period."""


def _filled(connection: Connection, kind: str, bound: Mapping[str, str]) -> int:
    sql = f"{_OF_PERIOD} SELECT coalesce(sum({_parts_filled(kind)}), 0) FROM of_period l"
    return int(connection.execute(sql, bound).fetchone()[0])


def _parts_filled(kind: str) -> str:
    """How many parts of an entry are filled, as an expression."""
    if kind == FIRST:
        return " + ".join(
            f"EXISTS (SELECT 1 FROM list_facts f WHERE {_NOTED} "
            f"AND json_extract(f.data, '$.slots.\"{slot}\"') IS NOT NULL)"
            for slot in SLOTS
        )
    if kind == ALERT:
        return (
            f"(SELECT count(DISTINCT json_extract(f.data, '$.addressee')) FROM list_facts f WHERE {_NOTED} "
            f"AND json_extract(f.data, '$.item') = '{RECEIPT}' "
            f"AND json_extract(f.data, '$.addressee') IN {listed(RECEIVERS)})"
        )
    return "0"


def rows(connection: Connection, kind: str, period: Period) -> list[ListRow]:
    """The entries behind the figure of a kind."""
    known = KINDS[kind]
    whole = {FIRST: len(SLOTS), ALERT: len(RECEIVERS)}.get(kind, 1)
    part = (
        _parts_filled(kind)
        if kind in (FIRST, ALERT)
        else (f"({_OFF_IN} AND result IN {listed(known.succeeded)})")
    )
    only = f"WHERE {_OFF_IN} " if kind == MEDIATION else ""
    entries = connection.execute(
        f"{_OF_PERIOD} SELECT matter_id, at, {part} FROM of_period l {only}ORDER BY at, id",
        bounds(period) | {"kind": kind},
    )
    return [ListRow(matter, at, int(counted or 0), whole) for matter, at, counted in entries]
