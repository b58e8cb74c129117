"""Looks typed values up in the centre's tables: categories, divisions, units, ethnic groups."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from app.domain.entries.entry import Problems
from app.domain.text.pinyin import UnitLike, match_units


def known_category(typed: str | None, paths: Collection[str], field: str, problems: Problems) -> str | None:
    """The path as the table has it (城乡建设/住房); an empty table is not asked."""
    if typed is None or not paths:
        return typed
    path = re.sub(r"\s*[/／]\s*", "/", typed).strip("/")
    if path not in paths:
        problems.add(field, "category_unknown", given=typed)
    return path


def known_place(
    typed: str | None, divisions: Mapping[str, str], field: str, problems: Problems
) -> str | None:
    """The six-digit code; the name of a division is taken too. An empty table is not asked."""
    if typed is None or not divisions or typed in divisions:
        return typed
    codes = [code for code, name in divisions.items() if name == typed]
    if len(codes) == 1:
        return codes[0]
    problems.add(field, "place_unknown", given=typed)
    return typed


def known_units(
    typed: Sequence[str], units: Sequence[UnitLike], field: str, problems: Problems
) -> tuple[str, ...]:
    """The names of all the units meant, each once; an empty table is not asked."""
    if not units:
        return tuple(typed)
    named = (known_unit(text, units, f"{field}[{n}]", problems) or text for n, text in enumerate(typed))
    return tuple(dict.fromkeys(named))


def named_units(
    typed: Sequence[str], units: Sequence[UnitLike], field: str, problems: Problems, warnings: Problems
) -> tuple[str, ...]:
    """The names of units that the table need not have: one that it has not stays as typed, with a warning."""
    names: list[str] = []
    for n, name in enumerate(typed):
        path = f"{field}[{n}]"
        if units and not match_units(units, name):
            warnings.add(path, "unit_not_in_table", given=name)
            names.append(name)
        else:
            names.append((known_unit(name, units, path, problems) if units else name) or name)
    return tuple(dict.fromkeys(names))


def known_unit(typed: str, units: Sequence[UnitLike], field: str, problems: Problems) -> str | None:
    """The name of the unit meant, or a note that none (unit_unknown) or several (unit_ambiguous) answer."""
    matching = match_units(units, typed)
    if len(matching) == 1:
        return matching[0].name
    if matching:
        problems.add(field, "unit_ambiguous", given=typed, names="、".join(unit.name for unit in matching))
    else:
        problems.add(field, "unit_unknown", given=typed)
    return None
