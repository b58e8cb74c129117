"""The clerk's map of a ledger: read from its file, and remembered by the headings it was made for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.domain.ledger.headings import FIELDS, fold
from app.domain.ledger.mapping import LedgerMap
from app.errors import FieldError, Refused
from app.services.ledger.mended_rows import refuse_rows

_OBJECTS = ("columns", "values", "defaults", "rows")
_LISTS = ("keep", "ignore", "accept")


def read_map(file: Path) -> LedgerMap:
    """The map in a JSON file. Refused (field ``--map``): no_file, map_wrong, map_unknown."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused(FieldError("--map", "no_file", {"file": str(file)})) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused(FieldError("--map", "map_wrong")) from None
    return map_of(data)


def map_of(data: object) -> LedgerMap:
    """The map of a JSON value. Refused as ``read_map``, and map_row."""
    if not isinstance(data, Mapping) or not data or set(data) - {*_OBJECTS, *_LISTS}:
        raise Refused(FieldError("--map", "map_wrong"))
    objects = [data.get(name, {}) for name in _OBJECTS]
    lists = [data.get(name, []) for name in _LISTS]
    if not all(map(_is_object, objects)) or not all(map(_is_texts, lists)):
        raise Refused(FieldError("--map", "map_wrong"))
    columns, values, defaults, rows = objects
    refuse_rows(rows)
    words = [text for part in values.values() if _is_object(part) for text in part.values()]
    if not all(map(_is_object, values.values())) or not _is_texts(
        [*columns.values(), *defaults.values(), *words]
    ):
        raise Refused(FieldError("--map", "map_wrong"))
    unknown = [name for part in objects[:3] for name in part if name not in FIELDS]
    if unknown:
        raise Refused(*(FieldError(f"--map.{name}", "map_unknown", {"key": name}) for name in unknown))
    keep, ignore, accept = (tuple(texts) for texts in lists)
    return LedgerMap(columns, values, defaults, keep, ignore, accept, rows)


def signature(headings: Iterable[str]) -> str:
    """What a remembered map is found by: the headings whatever their order and spacing."""
    text = "\n".join(sorted({fold(heading) for heading in headings if fold(heading)}))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
