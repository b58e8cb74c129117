"""三个告知 (工作意见、办理时限、联络方式) as typed, shared by registration, reception and notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.entries.entry import Problems, Reader, json_value
from app.domain.value import Value


class Notices(Value, frozen=True, kw_only=True):
    """Opinion and contact; without ``due`` the engine's date stands, another date needs ``due_reason``."""

    opinion: str | None = None
    contact: str | None = None
    due: date | None = None
    due_reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As CLI.md's ``oral_notices`` and ``notices``."""
        return {name: json_value(getattr(self, name)) for name in Notices.__dataclass_fields__}


def read_notices(reader: Reader | None) -> Notices | None:
    """The object of notices, None if there is none."""
    if reader is None:
        return None
    notices = take_notices(reader)
    reader.finish()
    return notices


def take_notices(reader: Reader) -> Notices:
    """The notices' keys of an object that holds more than these."""
    return Notices(
        opinion=reader.text("opinion", 1000),
        contact=reader.text("contact", 200),
        due=reader.day("due"),
        due_reason=reader.text("due_reason", 200),
    )


def require_texts(notices: Notices | None, path: str, problems: Problems) -> None:
    """Opinion and contact are both there, else opinion_required, contact_required; ``path`` is '' or 'x.'."""
    for name in ("opinion", "contact"):
        field = f"{path}{name}"
        if (notices is None or getattr(notices, name) is None) and not problems.has(field):
            problems.add(field, f"{name}_required")


def check_due(
    notices: Notices, engine: date | None, today: date, path: str, problems: Problems
) -> date | None:
    """The date to tell: the engine's, unless another is given with a reason.

    Errors: due_past, due_reason_required, due_required (the engine has none and none is given).
    """
    if notices.due is None:
        if engine is None and not problems.has(f"{path}due"):
            problems.add(f"{path}due", "due_required")
        return engine
    if notices.due < today:
        problems.add(f"{path}due", "due_past", date=notices.due.isoformat())
    elif notices.due != engine and notices.due_reason is None:
        engine_date = engine.isoformat() if engine else "—"
        problems.add(
            f"{path}due_reason", "due_reason_required", date=notices.due.isoformat(), engine=engine_date
        )
    return notices.due
