"""How a sheet becomes rows of the reference tables: columns, their headings, what a cell may say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.dates.ladder import CONTACTS
from app.domain.rows.base import Row
from app.domain.rows.centre import Category, Division, Holiday, Unit
from app.domain.text.pinyin import initials

UNIT_KINDS = ("信访部门", "部门", "县区")
_YES, _NO = ("是", "1", "true", "停用"), ("否", "0", "false", "启用")


class WrongCell(Exception):
    """A cell that cannot be what it should be: its column and code."""

    def __init__(self, column: str, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.error = (column, code, facts)


@dataclass(frozen=True, slots=True)
class Table:
    """How a sheet becomes rows of one kind."""

    kind: type[Row]
    key: str
    """The column that says which row is meant."""
    columns: Mapping[str, tuple[str, ...]]
    """Column to the headings that may stand for it, besides its own name."""
    needed: tuple[str, ...]
    """Columns that no sheet and no row of it may lack."""
    read: Callable[[Mapping[str, str]], dict[str, Any]]
    """Cells by column to field values; raises WrongCell."""
    new_needs: tuple[str, ...] = ()
    """Fields that a row which is not stored yet needs besides."""
    complete: Callable[[dict[str, Any], Row | None], dict[str, Any]] = lambda values, _stored: values
    """Field values with what the stored row, or a new one, has besides."""


def _unit(cells: Mapping[str, str]) -> dict[str, Any]:
    kind, division, name = cells.get("kind"), cells.get("division"), cells["name"]
    if kind and kind not in UNIT_KINDS:
        raise WrongCell("kind", "not_one_of", choices="、".join(UNIT_KINDS))
    if division and not is_code(division):
        raise WrongCell("division", "division_code", given=division)
    values: dict[str, Any] = {"name": name, "initials": initials(name)}
    if kind:
        values["kind"] = kind
    if "short" in cells:
        values["short"] = cells["short"] or name
    if "division" in cells:
        values["division"] = division or None
    return values | _contacts(cells) | _switch(cells)


def _whole_unit(values: dict[str, Any], stored: Row | None) -> dict[str, Any]:
    """A new unit is called by its name; a known one keeps the persons of the ranks that have no column."""
    if stored is None:
        values = {"short": values["name"], "division": None} | values
    if "contacts" not in values:
        return values
    kept = stored.contacts if isinstance(stored, Unit) else {}
    people = {rank: person for rank, person in (kept | values["contacts"]).items() if person}
    return values | {"contacts": people}


def _contacts(cells: Mapping[str, str]) -> dict[str, Any]:
    """The persons of the ranks that reminders go to (115 督办); None where the rank's cell is empty."""
    people = {rank: contact(cells[rank]) for rank in CONTACTS.values() if rank in cells}
    return {"contacts": people} if people else {}


def contact(text: str) -> dict[str, str] | None:
    """A person of a rank, written 姓名 or 姓名 电话; None for nobody."""
    if not text.strip():
        return None
    name, *phone = text.split()
    return {"name": name} | ({"phone": " ".join(phone)} if phone else {})


def category_path(typed: str) -> str:
    """Levels of a category as they are stored: 城乡建设 ／ 住房 is 城乡建设/住房."""
    return "/".join(part.strip() for part in typed.replace("／", "/").split("/") if part.strip())


def _category(cells: Mapping[str, str]) -> dict[str, Any]:
    path = category_path(cells["path"])
    if not path:
        raise WrongCell("path", "cell_empty")
    return {"path": path, "initials": initials(path.rpartition("/")[2])} | _switch(cells)


def _day_off(cells: Mapping[str, str]) -> dict[str, Any]:
    if cells["kind"] not in ("休", "班"):
        raise WrongCell("kind", "not_one_of", choices="休、班")
    values = {"day": _day(cells["day"]), "kind": cells["kind"]}
    return values | {name: cells[name] for name in ("name", "source") if cells.get(name)}


def _division(cells: Mapping[str, str]) -> dict[str, Any]:
    if not is_code(cells["code"]):
        raise WrongCell("code", "division_code", given=cells["code"])
    return {"code": cells["code"], "name": cells["name"], "initials": initials(cells["name"])}


def _switch(cells: Mapping[str, str]) -> dict[str, Any]:
    """The column that takes a row out of use; left as it is where the file does not say."""
    text = cells.get("disabled", "").lower()
    if not text:
        return {}
    if text not in _YES + _NO:
        raise WrongCell("disabled", "not_one_of", choices="是、否")
    return {"disabled": text in _YES}


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y.%m.%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise WrongCell("day", "bad_day_cell", given=text)


def is_code(text: str) -> bool:
    return len(text) == 6 and text.isascii() and text.isdigit()


TABLES: dict[str, Table] = {
    "units": Table(
        Unit,
        "name",
        {
            "name": ("名称", "单位", "单位名称"),
            "short": ("简称",),
            "kind": ("类型", "种类"),
            "division": ("区划", "区划代码", "行政区划"),
            "disabled": ("停用",),
            **dict.fromkeys(CONTACTS.values(), ()),
        },
        ("name",),
        _unit,
        new_needs=("kind",),
        complete=_whole_unit,
    ),
    "categories": Table(
        Category,
        "path",
        {"path": ("类别", "内容分类", "名称", "name"), "disabled": ("停用",)},
        ("path",),
        _category,
    ),
    "calendar": Table(
        Holiday,
        "day",
        {"day": ("日期", "date"), "kind": ("休班", "类型"), "name": ("名称", "节日"), "source": ("来源",)},
        ("day", "kind"),
        _day_off,
    ),
    "divisions": Table(
        Division, "code", {"code": ("代码", "区划代码"), "name": ("名称",)}, ("code", "name"), _division
    ),
}
