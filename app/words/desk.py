"""Sentences about signing in, the store, keys, backup."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "role_missing": "“{login}”的角色不能做这件事。请由有权限的人登录后再做。",
}
