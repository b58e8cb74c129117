"""Sentences about receptions, notices and steps."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
