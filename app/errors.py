"""Errors by whose fault they are: a code and facts, never a sentence (app/words has the sentences)."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field of an input, such as ``people[0].id_number``."""

    field: str
    code: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


class JiefangtaiError(Exception):
    """The base of everything a person may read; ``code`` picks the sentence, ``facts`` fill it."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Refused(JiefangtaiError):
    """The input is not acceptable (the user's to mend): all its errors at once, nothing stored. Exit 2.

    There is always a first: a refusal that says no reason cannot be made (TypeError).
    """

    def __init__(self, first: FieldError, *more: FieldError) -> None:
        super().__init__("refused")
        self.errors = (first, *more)


class NotAllowed(JiefangtaiError):
    """Not signed in, or the roles do not cover this act. Exit 3."""


class Unavailable(JiefangtaiError):
    """The world's: disk full, store locked, hub or printer unreachable, wrong key. Exit 4."""
