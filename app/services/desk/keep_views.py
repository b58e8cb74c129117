"""My views of the 督办台账: a tile, its filters and its order under a number from 1 to 9; this desk's own."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from app.desk import Desk
from app.domain.case import tiles
from app.domain.case.tiles import Only
from app.domain.paging import Order
from app.domain.rows.base import new_id
from app.domain.rows.desk import DeviceSetting
from app.errors import FieldError, Refused
from app.ports.records import Reads, Writes

PLACES = range(1, 10)
LONGEST = 20
_KEY = "台账视图"


def _due_first() -> Order:
    return Order("due")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One way to look at the ledger, kept for one account at this desk."""

    place: int
    name: str
    tile: str
    only: Only = field(default_factory=Only)
    order: Order = field(default_factory=_due_first)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> SavedView | None:
        """None for a view of a newer program."""
        try:
            view = cls(
                place=int(kept["place"]),
                name=str(kept["name"]),
                tile=str(kept["tile"]),
                only=Only(**kept["only"]),
                order=Order(**kept["order"]),
            )
        except (KeyError, TypeError, ValueError):
            return None
        return view if view.tile in tiles.TILES and view.place in PLACES else None


def read_views(desk: Desk) -> tuple[SavedView, ...]:
    """The views of who sits at the desk, by their numbers. NotAllowed(role_missing)."""
    desk.require("due")
    with desk.records.reading() as reads:
        return _read(reads, desk)


def keep_view(desk: Desk, view: SavedView) -> tuple[SavedView, ...]:
    """Keep a view under its number, in place of the one that is there; all of them.

    Refused: not_one_of (place), empty_text, too_long. NotAllowed(role_missing).
    """
    desk.require("due")
    name = " ".join(view.name.split())
    errors = []
    if view.place not in PLACES:
        errors.append(FieldError("place", "not_one_of", {"choices": "1 到 9"}))
    if not name:
        errors.append(FieldError("name", "empty_text"))
    if len(name) > LONGEST:
        errors.append(FieldError("name", "too_long", {"most": LONGEST, "actual": len(name)}))
    if errors:
        raise Refused(*errors)

    def work(writes: Writes) -> tuple[SavedView, ...]:
        kept = {stored.place: stored for stored in _read(writes, desk)}
        kept[view.place] = SavedView(
            place=view.place, name=name, tile=view.tile, only=view.only, order=view.order
        )
        value = {"views": [kept[place].as_json() for place in sorted(kept)]}
        rows = writes.find(DeviceSetting, key=_key(desk))
        if rows:
            writes.change(rows[0], value=value)
        else:
            writes.add(DeviceSetting(id=new_id(), key=_key(desk), value=value))
        return tuple(kept[place] for place in sorted(kept))

    return desk.records.write(work)


def _key(desk: Desk) -> str:
    return f"{_KEY}.{desk.staff.login}"


def _read(reads: Reads, desk: Desk) -> tuple[SavedView, ...]:
    rows = reads.find(DeviceSetting, key=_key(desk))
    kept = rows[0].value.get("views", []) if rows else []
    return tuple(view for record in kept if (view := SavedView.of(record)) is not None)
