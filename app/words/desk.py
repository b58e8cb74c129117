"""Sentences about signing in, the store, keys, backup."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "not_signed_in": "还没有登录。用 --as 写登录名，口令放在环境变量 JIEFANGTAI_PASSWORD 里，或在终端输入。",
    "no_new_password": "还缺新口令。放在环境变量 {variable} 里，或在终端输入。",
    "passwords_differ": "两遍口令不一样。请再设一次。",
    "role_missing": "“{login}”的角色不能做这件事。请由有权限的人登录后再做。",
}
