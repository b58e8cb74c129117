"""The suites of algorithms that a centre can be founded with, by the names that a person reads."""

from __future__ import annotations

from typing import Final

GENERAL: Final = "通用"
"""Ed25519, SHA-256, AES-256-GCM."""
NATIONAL: Final = "国密"
"""SM2 (GB/T 32918), SM3 (GB/T 32905), SM4-GCM (GB/T 32907)."""
NAMES: Final = (GENERAL, NATIONAL)
STATEMENTS: Final = {"Ed25519": 1, "SM2": 2}
"""First byte of a slip's statement by the signature under it."""
