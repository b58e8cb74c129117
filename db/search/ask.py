"""Turns a typed term into questions to the index, the surest meaning first."""

from __future__ import annotations

from collections.abc import Iterable

from db.search import tokens

SHORTEST_PREFIX = 4
"""Characters before the beginning of a number, code or pinyin is taken for the whole."""


def meanings(term: str) -> list[str]:
    """FTS5 expressions for one term, each a different meaning."""
    short = tokens.compact(term)
    if not short:
        return []
    expressions: list[str] = []
    if short.isascii():
        expressions.append(_any(tokens.NUMBER + short, tokens.code(short), tokens.FULL + short))
        expressions.append(_any(tokens.PINYIN + short, tokens.INITIALS + short))
        if len(short) == tokens.TAIL_LENGTH:
            expressions.append(_any(tokens.TAIL + short))
        expressions.append(_all(tokens.NAME + piece for piece in tokens.asked_tokens(term)))
    else:
        expressions.append(_any(tokens.WHOLE_NAME + short))
        expressions.append(_all(tokens.NAME + piece for piece in tokens.asked_tokens(term)))
    expressions.append(_all(tokens.WORD + piece for piece in tokens.asked_tokens(term)))
    return expressions


def beginnings(term: str) -> list[str]:
    """Expressions for a term of which only the beginning was typed; asked when nothing else is found."""
    short = tokens.compact(term)
    if not short.isascii() or len(short) < SHORTEST_PREFIX:
        return []
    marked = (tokens.NUMBER + short, tokens.code(short), tokens.PINYIN + short)
    return [f'"{token}" *' for token in marked]


def either(expressions: list[str]) -> str:
    """One expression for any of them."""
    return " OR ".join(f"({expression})" for expression in expressions)


def _any(*terms: str) -> str:
    return " OR ".join(f'"{term}"' for term in terms)


def _all(terms: Iterable[str]) -> str:
    return " AND ".join(f'"{term}"' for term in terms)
