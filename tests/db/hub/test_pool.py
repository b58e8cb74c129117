"""The connections to PostgreSQL: shared by a few, lost and made anew, and why there is none."""

from __future__ import annotations

import socket

import psycopg
import pytest

from app.errors import Unavailable
from db.hub import pool
from db.hub.postgres import PostgresStorage

LOOK = "SELECT count(*) FROM centres"


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """A database of a PostgreSQL of the tests' own."""
    cluster: str = request.getfixturevalue("cluster")
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS pooled WITH (FORCE)")
        admin.execute("CREATE DATABASE pooled")
    return f"{cluster}/pooled"


def why(error: pytest.ExceptionInfo[Unavailable]) -> str:
    assert error.value.code == "hub_database"
    return str(error.value.facts["why"])


def end_all(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = 'pooled' AND pid <> pg_backend_pid()"
        )


def test_lost_connections_are_made_anew(address: str) -> None:
    storage = PostgresStorage(address)
    with storage.reading() as one, storage.reading() as other:
        one.first_row(LOOK)
        other.first_row(LOOK)
    end_all(address)
    with pytest.raises(Unavailable) as error, storage.reading() as work:
        work.first_row(LOOK)
    assert why(error) in ("数据库正在停止", "连接断了")
    for _ in range(3):  # none of the lost ones is given out again
        with storage.reading() as work:
            assert work.first_row(LOOK) == (0,)
    storage.close()


def test_no_more_connections_than_allowed(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MOST", 2)
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0.2)
    storage = PostgresStorage(address)
    with storage.reading(), storage.reading():
        with pytest.raises(Unavailable) as error, storage.reading():
            pass
        assert why(error) == "连接数用完了"
    with storage.reading() as work:
        assert work.first_row(LOOK) == (0,)
    storage.close()


def test_why_there_is_no_database(address: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"postgresql://hub@127.0.0.1:{free.getsockname()[1]}/pooled"
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute("DROP ROLE IF EXISTS guest")
            admin.execute("CREATE ROLE guest LOGIN")
        for given, reason in (
            (nobody, "那台机器上没有数据库在听"),
            (address.replace("/pooled", "/absent"), "没有这个数据库或账号"),
            (f"{address}?options=-c%20default_transaction_read_only%3Don", "连到的是只读的备用库"),
            (address.replace("hub@", "guest@"), "账号没有建表的权限"),
        ):
            with pytest.raises(Unavailable) as error:
                PostgresStorage(given)
            assert why(error) == reason
