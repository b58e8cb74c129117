"""Sentences about papers, printers, verification."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
