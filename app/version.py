"""The version of the program: what --version says; pyproject.toml and the updater take it from here."""

from __future__ import annotations

VERSION = "0.1.0"
