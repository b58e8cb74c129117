"""Chooses the SQLite engine: SQLCipher, also for sqlite_utils, which prefers a module named pysqlite3."""

from __future__ import annotations

import sys

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)
