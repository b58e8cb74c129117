"""Records whose names or words hold accents or traditional forms are indexed anew: search folds them now."""

from __future__ import annotations

import unicodedata

from sqlite_utils import Database

from app.domain.text.folding import folded

_TEXTS = (
    ("来访", "SELECT a.visit_id, p.name FROM attendances a JOIN people p ON p.id = a.person_id"),
    ("来访", "SELECT id, coalesce(claim, '') || ' ' || coalesce(facts, '') FROM visits"),
    ("信访事项", "SELECT id, coalesce(claim, '') || ' ' || coalesce(facts, '') FROM matters"),
)
_AT_ONCE = 10_000


def m0031_folded(db: Database) -> None:
    """Put the records concerned on the list of what to index."""
    for kind, sql in _TEXTS:
        cursor = db.execute(sql)
        while rows := cursor.fetchmany(_AT_ONCE):
            stale = {row_id for row_id, text in rows if _is_folded_otherwise(text)}
            db.conn.executemany(
                "INSERT INTO search_stale (row_id, kind) SELECT ?, ?"
                " WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE row_id = ?)",
                [(row_id, kind, row_id) for row_id in sorted(stale)],
            )


def _is_folded_otherwise(text: str) -> bool:
    """Whether the index made of it so far differs from the one that search asks now."""
    return not text.isascii() and unicodedata.normalize("NFKC", text).lower() != folded(text)
