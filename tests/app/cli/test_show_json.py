"""Compares what ``show`` prints of every kind of matter, key by key, with what is kept in show.json.

show.json was written by the program before the answer of ``show`` was typed: keys, their order and values are
a contract (CLI.md). Where one is added on purpose, copy the show.json that the test leaves in its temporary
folder.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from app.cli.output import _plain
from app.cli.show_json import show_json
from app.errors import NotAllowed
from app.services.case.show_record import show_record
from tests.app.cli.every_matter import ON, build, numbers
from tests.app.services.office import Office, office  # noqa: F401  (a fixture)

KEPT = Path(__file__).parent / "show.json"
LOOKS = {
    "leader": ("XF", "JF", "LF340700-A-261123-005", "LF340700-T"),
    "clerk --unmask": ("LF340700-A-261123-001", "LF340700-A-261123-007", "XF340700-A-261123-009"),
    "host": ("LF340700-A-261123-009", "LF340700-A-261123-010"),
}
"""Who looks, and how the numbers begin that he looks at."""
NAMED_BY_CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}")


def shown(office: Office, look: str, number: str) -> Any:  # noqa: F811
    """The printed object, or the code of the refusal."""
    login, unmask = look.split()[0], look.endswith("--unmask")
    try:
        answer = show_record(office.desk(login, ON), number, unmask, "核对" if unmask else None)
    except NotAllowed as refused:
        return refused.code
    return show_json(answer)


def printed(office: Office) -> str:  # noqa: F811
    """All answers as they are printed; ids and query codes by the order in which they come."""
    answers = {
        f"{look} {number}": shown(office, look, number)
        for look, begins in LOOKS.items()
        for number in numbers(office)
        if number.startswith(begins)
    }
    text = json.dumps(answers, ensure_ascii=False, indent=1, default=_plain)
    codes = sorted({row["query_code"] for row in _rows(json.loads(text))})
    for code in codes:
        text = text.replace(code, "查询码")
    ids: dict[str, str] = {}
    return NAMED_BY_CHANCE.sub(lambda found: ids.setdefault(found[0], f"id{len(ids) + 1}"), text)


def _rows(value: Any) -> list[dict[str, Any]]:
    """Every object with a query code."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict) and "query_code" in value else []
    return found + [row for part in parts for row in _rows(part)]


def test_show_prints_what_it_printed(office: Office, tmp_path: Path) -> None:  # noqa: F811
    build(office, tmp_path)
    now = printed(office)
    (tmp_path / KEPT.name).write_text(now, encoding="utf-8")
    assert now == KEPT.read_text(encoding="utf-8")
