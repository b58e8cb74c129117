"""Why PostgreSQL could not be reached, in Chinese; its own words go no further, for they name accounts."""

from __future__ import annotations

import psycopg

FULL, SILENT = "连接数用完了", "那台机器没有回答"
_STATES = {
    "28P01": "账号或密码不对",
    "28000": "账号不许从这里连接",
    "3D000": "没有这个数据库",
    "53300": FULL,
    "57P01": "数据库正在停止",
    "57P02": "数据库刚刚崩溃",
    "57P03": "数据库正在启动或恢复",
    "25006": "连到的是只读的备用库",
    "42501": "账号没有建表的权限",
    "53100": "数据库那台机器的磁盘满了",
}
_WORDS = (
    ("password authentication failed", "账号或密码不对"),
    ("no pg_hba.conf entry", "账号不许从这里连接"),
    ("does not exist", "没有这个数据库或账号"),
    ("starting up", "数据库正在启动或恢复"),
    ("the database system is", "数据库正在启动或停止"),
    ("session is read-only", "连到的是只读的备用库"),
    ("session is not read-only", "连到的不是备用库"),
    ("too many clients", FULL),
    ("connection refused", "那台机器上没有数据库在听"),
    ("could not translate host name", "找不到这个主机名"),
    ("name or service not known", "找不到这个主机名"),
    ("timeout", SILENT),
    ("timed out", SILENT),
    ("no route to host", "到不了那台机器"),
    ("certificate", "数据库的证书核对不上"),
    ("closed the connection", "连接断了"),
    ("terminating connection", "连接断了"),
)
"""What libpq says before there is a connection comes without a state; the first that fits counts."""
AWAY = (
    psycopg.OperationalError,
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.InsufficientPrivilege,
)
"""What stands in the way of the database itself and not of one statement."""


def why_away(error: psycopg.Error) -> str:
    """The reason as a clerk of the service can read it."""
    if (state := error.sqlstate) in _STATES:
        return _STATES[state]
    message = str(error).lower()
    return next((reason for words, reason in _WORDS if words in message), "原因见数据库的日志")
