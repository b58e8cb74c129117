"""Add a category, rename it or take it out of use; records keep the name they were written with."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.rows.centre import Category
from app.domain.rows.matters import Matter
from app.domain.text.pinyin import initials
from app.errors import FieldError, Refused
from app.events import TablesChanged
from app.ports.records import Reads, Writes
from app.services.reference.import_tables import TableImport
from app.services.reference.keep_row import keep_row
from app.services.reference.reference_tables import category_path

ACT = "更改类别"
IN_USE, OUT_OF_USE = "否", "是"
"""What the column 停用 says."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class CategoryUse:
    """What stands behind a category."""

    path: str
    matters: int
    """Matters that name it or a kind below it: they keep the name."""
    below: tuple[str, ...]
    """Paths of the kinds below it."""


def use_of_category(desk: Desk, path: str) -> CategoryUse:
    """How many matters name it and which kinds stand below it. NotAllowed(role_missing)."""
    desk.require("tables")
    with desk.records.reading() as reads:
        below = tuple(sorted(row.path for row in _below(reads, path)))
        matters = sum(reads.count(Matter, category=name) for name in (path, *below))
    return CategoryUse(path, matters, below)


def add_category(desk: Desk, typed: str) -> TableImport:
    """A new one, levels parted by /.

    Refused: cell_empty, too_long, category_known. NotAllowed(role_missing).
    """
    desk.require("tables")
    path = _path(typed)
    with desk.records.reading() as reads:
        _check_free(reads, path)
    return keep_row(desk, "categories", {"path": path}, ACT)


def switch_category(desk: Desk, path: str, *, disabled: bool) -> TableImport:
    """Take a category out of use, or into it again; records that name it go on doing so."""
    return keep_row(desk, "categories", {"path": path, "disabled": OUT_OF_USE if disabled else IN_USE}, ACT)


def rename_category(desk: Desk, path: str, typed: str) -> str:
    """Give a category, and the kinds below it, another name; answers the new one.

    A record names its category in words and keeps them. Refused: cell_empty, too_long, category_known,
    category_gone. NotAllowed(role_missing).
    """
    desk.require("tables")
    new = _path(typed)

    def work(writes: Writes) -> None:
        rows = [*writes.find(Category, path=path), *_below(writes, path)]
        if not rows:
            raise Refused(FieldError("path", "category_gone", {"category": path}))
        names = {row.path: new + row.path[len(path) :] for row in rows}
        for name in names.values():
            if name not in names:
                _check_free(writes, name)
        for row in rows:
            name = names[row.path]
            writes.change(row, path=name, initials=initials(name.rpartition("/")[2]))
        writes.audit(desk.staff.login, ACT, path, purpose=f"改名为 {new}")

    if new != path:
        desk.records.write(work)
        desk.announce(TablesChanged((Category.TABLE,)))
    return new


def _path(typed: str) -> str:
    path = category_path(typed)
    if not path:
        raise Refused(FieldError("path", "cell_empty"))
    if len(path) > LONGEST:
        raise Refused(FieldError("path", "too_long", {"most": LONGEST, "actual": len(path)}))
    return path


def _check_free(reads: Reads, path: str) -> None:
    """Refused(category_known): one that is there, in use or not, is taken up again instead."""
    if reads.find(Category, path=path):
        raise Refused(FieldError("path", "category_known", {"category": path}))


def _below(reads: Reads, path: str) -> list[Category]:
    return [row for row in reads.find(Category) if row.path.startswith(f"{path}/")]
