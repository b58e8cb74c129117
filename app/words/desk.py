"""Sentences about signing in, the store, keys, backup."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "not_signed_in": "还没有登录。用 --as 写登录名，口令放在环境变量 JIEFANGTAI_PASSWORD 里，或在终端输入。",
    "no_new_password": "还缺新口令。放在环境变量 {variable} 里，或在终端输入。",
    "passwords_differ": "两遍口令不一样。请再设一次。",
    "account_unknown": "中心已没有“{login}”这个账号。请找安全管理员。",
    "account_disabled": "“{login}”已停用。请找安全管理员。",
    "login_missing": "登录名还没有填，或里面有空格。请填一个没有空格的登录名。",
    "login_taken": "“{login}”已有人用。请换一个登录名。",
    "name_missing": "姓名还没有填。",
    "roles_missing": "还没有给角色。请至少给一个。",
    "role_unknown": "没有“{role}”这个角色。可用的有：{roles}。",
    "roles_mixed": "已有两名管理员，“{roles}”不能由一人兼任。请分给不同的人。",
    "roles_mixed_elsewhere": "“{login}”还兼着{roles}。请先用 staff roles 把他的角色分开，再添这一位管理员。",
    "last_security": "这样一来就没有安全管理员了。请先让另一人担任安全管理员。",
    "staff_self": "不能停用自己的账号。请由另一名安全管理员来做。",
    "staff_unknown": "没有“{login}”这个账号。用 staff list 看有哪些。",
    "password_short": "口令太短，至少 {least} 个字符。",
    "password_simple": "口令太简单。大写字母、小写字母、数字、符号，至少要有 {kinds} 种。",
    "password_is_login": "口令不能和登录名一样。",
    "role_missing": "“{login}”的角色不能做这件事。请由有权限的人登录后再做。",
    "centre_missing": "中心名称还没有填。",
    "code_wrong": "中心代码应是六位行政区划代码，例如 340700。",
    "letter_wrong": "台号应是一个字母，A 到 Z，各台不同。",
}
