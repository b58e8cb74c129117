"""Search: the best records for what was typed, with why, quickly in a store of a million visits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from app.ports.records import Hit
from db.cipher import Connection
from db.search import ask, begun, hits, tokens

COUNTED_TO = 1_000
DOCS = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?"
COUNT = "SELECT count(*) FROM (SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?)"
LOOKED_AT = 500
"""Candidates looked at for each meaning, if need be: pairs of characters may stand apart in a text."""


def search(connection: Connection, text: str, limit: int) -> tuple[list[Hit], int]:
    """Hits best first (surest meaning, then newest), and how many there are, counted to 1,000."""
    if limit < 1:
        return [], 0
    for terms in _readings(text):
        if best := _hits(connection, expressions := _expressions(terms), terms, limit):
            return best, _total(connection, expressions, best, limit)
        if len(terms) > 1:
            continue
        if best := _numbered(connection, terms[0], limit):
            counted = begun.count(connection, tokens.compact(terms[0]), COUNTED_TO)
            return best, max(counted, len(best)) if len(best) == limit else len(best)
        if best := _hits(connection, expressions := ask.beginnings(terms[0]), terms, limit):
            return best, _total(connection, expressions, best, limit)
    return [], 0


def _readings(text: str) -> Iterator[list[str]]:
    """A number or pinyin said with spaces is one term; else each word; else the letters among the words."""
    terms = [term for term in text.split() if ask.meanings(term)]
    if len(terms) > 1 and text.isascii():
        yield ["".join(terms)]
    if terms:
        yield terms
    if not text.isascii() and len(joined := _letters_joined(terms)) < len(terms):
        yield joined


def _letters_joined(terms: list[str]) -> list[str]:
    """wang xiao 办证: the syllables of one name as one term."""
    joined: list[str] = []
    for spelled, run in groupby(terms, _is_spelled):
        side_by_side = list(run)
        joined += ["".join(side_by_side)] if spelled else side_by_side
    return joined


def _is_spelled(term: str) -> bool:
    return term.isascii() and term.isalpha()


def _expressions(terms: list[str]) -> list[str]:
    """One term: its meanings one after the other. More: every term in any meaning."""
    if len(terms) == 1:
        return ask.meanings(terms[0])
    return [" AND ".join(f"({ask.either(ask.meanings(term))})" for term in terms)]


def _numbered(connection: Connection, term: str, limit: int) -> list[Hit]:
    """Records whose number begins with the term."""
    short = tokens.compact(term)
    if len(short) < ask.SHORTEST_PREFIX:
        return []
    numbered: list[Hit] = []
    for doc in begun.docs(connection, short, LOOKED_AT):
        if hit := hits.hit(connection, doc, [term]):
            numbered.append(hit)
            if len(numbered) == limit:
                break
    return numbered


def _hits(connection: Connection, expressions: list[str], terms: list[str], limit: int) -> list[Hit]:
    by_doc: dict[int, Hit] = {}
    for expression in expressions:
        for (doc,) in connection.execute(DOCS, (expression, LOOKED_AT)):
            if doc not in by_doc and (hit := hits.hit(connection, doc, terms)):
                by_doc[doc] = hit
                if len(by_doc) == limit:
                    return list(by_doc.values())
    return list(by_doc.values())


def _total(connection: Connection, expressions: list[str], best: list[Hit], limit: int) -> int:
    if len(best) < limit:
        return len(best)
    counted = connection.execute(COUNT, (ask.either(expressions), COUNTED_TO)).fetchone()[0]
    return max(int(counted), len(best))
