"""Notes the contents that the hub's rows name: it takes the bytes of these alone (db.hub.contents)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from app.domain.rows.attachments import Attachment
from db.exchange.content_wire import CONTENT
from db.exchange.frame import Value
from db.hub.storage import Work


def content_of(table: str, values: Mapping[str, Value]) -> list[str]:
    """The content that a row speaks of; nothing for rows of other tables."""
    name = values.get("content") if table == Attachment.TABLE else None
    return [name] if isinstance(name, str) and CONTENT.fullmatch(name) else []


def note_names(work: Work, centre: int, names: Iterable[str]) -> None:
    """Note what rows that were taken speak of."""
    work.many(
        "INSERT INTO content_names (centre, name) VALUES (?, ?) ON CONFLICT (centre, name) DO NOTHING",
        [(centre, name) for name in dict.fromkeys(names)],
    )


def name_contents(work: Work) -> None:
    """Note the contents of rows that were taken by a program that knew nothing of them."""
    rows = work.all(
        "SELECT r.centre, s.columns, r.body FROM rows r JOIN shapes s ON s.id = r.shape WHERE r.tbl = ?",
        (Attachment.TABLE,),
    )
    for centre, columns, body in rows:
        values = dict(zip(str(columns).split(" ")[1:], msgspec.msgpack.decode(body), strict=True))
        note_names(work, centre, content_of(Attachment.TABLE, values))
