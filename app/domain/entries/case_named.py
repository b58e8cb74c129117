"""Names the case that a form is about: by the number of its matter, or by one of a visit to it."""

from __future__ import annotations

from app.domain.entries.entry import Problems, Reader
from app.domain.numbers import tidy_number, tidy_query_code
from app.domain.value import Value


class CaseNamed(Value, frozen=True, kw_only=True):
    """The keys ``matter`` and ``visit`` of an entry; what is left out is None."""

    matter: str | None = None
    visit: str | None = None

    @property
    def record(self) -> str:
        """The number that was given, of a matter or a visit; empty where neither was."""
        return self.matter or self.visit or ""

    @property
    def subject(self) -> str:
        """The key that named the matter."""
        return "visit" if self.visit and not self.matter else "matter"


def read_number(reader: Reader, key: str) -> str | None:
    """A visit's or matter's number or a query code, canonical; not_found for a text that is none."""
    typed = reader.text(key, 60)
    if typed is None:
        return None
    number = tidy_number(typed) or tidy_query_code(typed)
    if number is None:
        reader.problems.add(reader.field(key), "not_found", number=typed)
    return number


def check_subject(entry: CaseNamed, problems: Problems) -> None:
    """Exactly one of matter and visit is named."""
    if problems.has("matter") or problems.has("visit"):
        return
    if (entry.matter is None) == (entry.visit is None):
        problems.add("matter", "matter_or_visit")
