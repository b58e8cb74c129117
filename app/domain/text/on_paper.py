"""Warns of what paper will not show as it was typed: emoji become words, some scripts cannot be set."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.entries.entry import Problems
from app.domain.text.emoji_words import emoji_in
from app.domain.text.scripts import scripts_in


def warn_of_paper(texts: Mapping[str, str | None], warnings: Problems) -> None:
    """Note emoji_on_paper and script_on_paper by field."""
    for field, text in texts.items():
        if text and (words := emoji_in(text)):
            warnings.add(field, "emoji_on_paper", words="、".join(words))
        if text and (scripts := scripts_in(text)):
            warnings.add(field, "script_on_paper", scripts="、".join(scripts))
