"""The one place where codes become Chinese sentences: what happened, what is needed, what to press."""

from __future__ import annotations

from typing import Any

from app.errors import FieldError, JiefangtaiError, Refused
from app.words import (
    attachments,
    desk,
    handling,
    ledger,
    lists,
    paper,
    reception,
    register,
    supervise,
    sync,
    tables,
)
from app.words.system import in_chinese

SENTENCES: dict[str, str] = {
    **register.SENTENCES,
    **reception.SENTENCES,
    **handling.SENTENCES,
    **attachments.SENTENCES,
    **desk.SENTENCES,
    **paper.SENTENCES,
    **supervise.SENTENCES,
    **sync.SENTENCES,
    **tables.SENTENCES,
    **ledger.SENTENCES,
    **lists.SENTENCES,
}


def sentence(code: str, facts: dict[str, Any] | None = None) -> str:
    """The sentence of a code with its facts filled in. KeyError for a code without one.

    ``detail`` may be what the operating system said.
    """
    filled = facts or {}
    if "detail" in filled:
        filled = filled | {"detail": in_chinese(filled["detail"])}
    return SENTENCES[code].format(**filled)


def sentence_of(error: JiefangtaiError) -> str:
    """What a person reads of any error: of a refusal its first, where there is no field to put it at."""
    first = error.errors[0] if isinstance(error, Refused) else error
    return sentence(first.code, first.facts)


def field_sentence(error: FieldError) -> dict[str, str]:
    """The JSON form of one field error (CLI.md); with the article where one stands behind the rule."""
    code = "required_or_absent" if error.facts.get("or_absent") else error.code
    article = {"article": error.facts["article"]} if error.facts.get("article") else {}
    return {"field": error.field, "code": error.code, "message": sentence(code, error.facts), **article}


def error_json(error: JiefangtaiError) -> dict[str, Any]:
    """The JSON of any error a person may read: ``errors`` for refusals, ``error`` for the rest."""
    if isinstance(error, Refused):
        return {"errors": [field_sentence(field_error) for field_error in error.errors]}
    return {"error": {"code": error.code, "message": sentence(error.code, error.facts)}}
