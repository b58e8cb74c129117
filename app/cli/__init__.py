"""The command line: one file per group of commands, importing only app."""

from __future__ import annotations
