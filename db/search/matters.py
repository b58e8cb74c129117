"""Finds matters that may be the same affair: same place or category, and words in common."""
# ruff: noqa: S608 - only our own words are put into statements; values are bound

from __future__ import annotations

from datetime import date

from app.ports.records import LikeVisit, MatterMatch
from db.cipher import Connection
from db.homes import HOME
from db.search import tokens
from db.search.index import group_tokens
from db.search.likeness import shared_words

CANDIDATES = 150
"""Newest visits looked at for each way of asking."""
PIECES = 24
"""Pairs of characters asked for at most."""
SAME_PLACE, SAME_CATEGORY = "地点相同", "类别相同"
SHOWN_WORDS = 4
DOCS = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?"
MATTER = f"""
SELECT m.id, v.id, v.number, m.claim, m.status, m.unit, m.due,
  coalesce(m.place, v.place), coalesce(m.category, v.category), m.facts
FROM search_docs d JOIN visits v ON v.id = d.row_id JOIN matters m ON m.id = {HOME}
WHERE d.doc = ? AND m.confidential = 0 AND v.confidential = 0
  AND NOT EXISTS (SELECT 1 FROM voids x WHERE x.visit_id = v.id)
"""


def same_matters(connection: Connection, like: LikeVisit, limit: int) -> list[MatterMatch]:
    """The matters with the most words in common at the same place or of the same category, best first."""
    asked = list(dict.fromkeys(tokens.asked_tokens(like.words)))[:PIECES]
    groups = list(group_tokens(like.place, like.category))
    if not asked or not groups:
        return []
    scored: dict[str, tuple[int, MatterMatch]] = {}
    for doc in _candidates(connection, like, asked, groups):
        row = connection.execute(MATTER, (doc,)).fetchone()
        if row is None or row[0] == like.not_matter or row[0] in scored:
            continue
        if match := _match(row, like):
            scored[row[0]] = match
    best = sorted(scored.values(), key=_score, reverse=True)
    return [match for _, match in best[:limit]]


def _candidates(
    connection: Connection, like: LikeVisit, asked: list[str], groups: list[str]
) -> dict[int, None]:
    """Rows of the index, newest first: those with any word in both groups, then those with a whole phrase."""
    words = [tokens.WORD + piece for piece in asked]
    ways = [f"({_all(groups)}) AND ({_any(words)})"]
    for run in tokens.runs(like.words):
        if len(run) >= 3:
            ways.append(
                f"({_any(groups)}) AND {_all([tokens.WORD + piece for piece in tokens.asked_tokens(run)])}"
            )
    candidates: dict[int, None] = {}
    for way in ways[:6]:
        candidates.update((row[0], None) for row in connection.execute(DOCS, (way, CANDIDATES)))
    return candidates


def _match(row: tuple, like: LikeVisit) -> tuple[int, MatterMatch] | None:
    shared = shared_words(like.words, f"{row[3] or ''} {row[9] or ''}")
    if not shared:
        return None
    same_place = bool(like.place) and row[7] == like.place
    same_category = bool(like.category) and row[8] == like.category
    if not (same_place and same_category) and (len(shared) < 2 and len(shared[0]) < 3):
        return None
    why = [SAME_PLACE] * same_place + [SAME_CATEGORY] * same_category
    why.append("词语: " + " ".join(shared[:SHOWN_WORDS]))
    due = None if row[6] is None else date.fromisoformat(row[6])
    score = sum(map(len, shared)) + 2 * same_place + 2 * same_category
    matter, visit, number, claim, status, unit = row[:6]
    return score, MatterMatch(matter, visit, number, claim, status, unit, due, tuple(why))


def _score(scored: tuple[int, MatterMatch]) -> int:
    return scored[0]


def _all(terms: list[str]) -> str:
    return " AND ".join(f'"{term}"' for term in terms)


def _any(terms: list[str]) -> str:
    return " OR ".join(f'"{term}"' for term in terms)
