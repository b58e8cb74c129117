"""Sentences about registering and amending a visit."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
