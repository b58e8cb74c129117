"""Says what a sheet still lacks, by the labels of its inputs; no Qt."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import FieldError
from app.words import sentence
from ui.forms.effect import Line
from ui.forms.inputs import FormField

_EMPTY = frozenset({"required", "choice_missing", "day_missing"})
"""Nothing stands in the input yet: the way out for visitors (不详) is none of a sheet's."""


def error_words(error: FieldError, fields: Iterable[FormField]) -> str:
    """The sentence beside an input; an empty one is called by its label."""
    label = _label(error, fields)
    if error.code in _EMPTY and label:
        return sentence("field_empty", {"label": label})
    return sentence(error.code, error.facts)


def missing_lines(errors: Iterable[FieldError], fields: Iterable[FormField]) -> tuple[Line, ...]:
    """What is still to be filled, where an act foretells nothing else: the panel is never blank."""
    asked = tuple(fields)
    lacking = dict.fromkeys(
        _label(error, asked)
        if error.code in _EMPTY and _label(error, asked)
        else sentence(error.code, error.facts)
        for error in errors
    )
    return tuple(("还差", words, "") for words in lacking) or (("可以记下", "填好了，按 F9。", ""),)


def _label(error: FieldError, fields: Iterable[FormField]) -> str:
    return next((field.label for field in fields if field.key == error.field), "")


def lacking_lines(errors: Iterable[FieldError], fields: Iterable[FormField]) -> list[Line]:
    """The same in few lines, above an effect that is foretold: empty inputs together, then each sentence."""
    asked, listed = tuple(fields), tuple(errors)
    empty = [_label(error, asked) for error in listed if error.code in _EMPTY]
    labels = "、".join(dict.fromkeys(label for label in empty if label))
    sentences = dict.fromkeys(
        sentence(error.code, error.facts)
        for error in listed
        if error.code not in _EMPTY or not _label(error, asked)
    )
    return [("还差", words, "") for words in (labels, *sentences) if words]
