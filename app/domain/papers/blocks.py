"""The pieces a document is made of, as plain values: paragraphs, headings, grids, tables, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.domain.figures.chart import Pair
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.say import full_date

Block = dict[str, Any]
LETTER, FORM = "letter", "form"


def text(words: str, *, indent: bool = True) -> Block:
    """A paragraph, its first line two characters in."""
    return {"type": "text", "text": words, "indent": indent}


def heading(words: str) -> Block:
    """A heading of the first level: 一、工作意见."""
    return {"type": "heading", "text": words}


def fields(*rows: Sequence[str | None], lines: int = 1) -> Block:
    """A grid of label and value pairs, one or two pairs a row; ``lines`` is the least height of a value."""
    return {"type": "fields", "rows": [[cell or "—" for cell in row] for row in rows], "lines": lines}


def table(head: Sequence[str], rows: Sequence[Sequence[str | None]], widths: Sequence[int]) -> Block:
    """A ruled table whose head is repeated on every page; widths are shares."""
    return {
        "type": "table",
        "head": list(head),
        "rows": [[cell or "—" for cell in row] for row in rows],
        "widths": list(widths),
    }


def chart(pairs: Sequence[Pair]) -> Block:
    """Pairs of bars, this period solid and the other hollow; the same drawing as on the screen."""
    return {"type": "chart", "pairs": [asdict(pair) for pair in pairs]}


def signatures(*labels: str) -> Block:
    """Lines to sign on, two a row, kept with what comes before."""
    return {"type": "signatures", "labels": list(labels)}


def code(query_code: str, text_of_code: str, hint: str) -> Block:
    """The QR code with the query code beside it."""
    return {"type": "code", "query_code": query_code, "code": text_of_code, "hint": hint}


def document(
    kind: str,
    head: Letterhead,
    dossier: Dossier,
    blocks: Sequence[Block],
    *,
    layout: str = LETTER,
    title: str | None = None,
    addressee: str | None = None,
    sealed: bool = True,
    notes: Sequence[str] = (),
) -> dict[str, Any]:
    """The frozen content of a document: name of the office, title, number, blocks, place for seal and date.

    letter: GB/T 9704 measures; form: a bordered table (来访登记表). sealed: office and date at the end, with
    room for the real seal above them; a seal is never drawn.
    """
    return {
        "kind": kind,
        "layout": layout,
        "heading": head.heading,
        "title": title or kind,
        "number": dossier.number,
        "addressee": addressee,
        "blocks": list(blocks),
        "sealed": {"unit": head.heading, "date": full_date(dossier.at.date())} if sealed else None,
        "notes": list(notes),
    }
