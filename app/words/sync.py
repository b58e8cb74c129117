"""Sentences about sync, the hub, enrolment, the courier."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
