"""Sentences about due dates, reminders, reports, ratings."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
