"""The encrypted local store, its search and its backup."""

import db.engine  # noqa: F401  must come before any import of sqlite_utils
