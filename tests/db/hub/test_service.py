"""The hub as a service: health, metrics, journal, locks, certificates, words of other processes."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx
import psycopg
import pytest

from app.errors import Refused, Unavailable
from app.ports.hub_options import LOG_DAYS, HubOptions
from db.hub import file_lock
from db.hub.away import why_away
from db.hub.check import check_hub
from db.hub.door import Door
from db.hub.hub import Hub
from db.hub.restore import restore_file
from db.hub.serving import certificate, serve
from db.hub.serving.journal import Journal
from db.hub.serving.metrics import Metrics
from db.hub.serving.serve import Running
from db.hub.sqlite import SqliteStorage, open_file
from db.hub.tracking.limits import Limit
from db.hub.tracking.shared_limit import SharedLimit, limit_of
from tests.db.hub.people import Window, person

ZONE = timezone(timedelta(hours=8))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = serve.start("127.0.0.1:0", None, tmp_path)
    yield made
    made.stop()


@pytest.fixture
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, trust_env=False) as made:
        yield made


def lines(home: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for file in sorted((home / "hub" / "log").iterdir())
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def test_health_says_whether_the_database_answers(client: httpx.Client, running: Running) -> None:
    assert (client.get("/health").status_code, client.get("/health").json()) == (200, {"ok": True})
    storage = running.hub.storage

    class Away:
        def reading(self) -> None:
            raise Unavailable("hub_database", why="那台机器没有回答")

    running.hub.storage = Away()  # type: ignore[assignment]
    answer = client.get("/health")
    running.hub.storage = storage
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "reason": "hub_database"})


def test_metrics_are_for_this_machine_alone(client: httpx.Client) -> None:
    client.get("/q")
    text = client.get("/metrics").text
    assert 'jiefangtai_hub_requests_total{route="/q",status="200"} 1' in text
    assert 'jiefangtai_hub_request_seconds_count{route="/q"} 1' in text
    assert "jiefangtai_hub_waiting_desks 0" in text
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        assert client.get("/metrics", headers={header: "192.0.2.7"}).status_code == 403


def test_with_a_token_only_the_token_reads_metrics(tmp_path: Path) -> None:
    token = "0123456789abcdef"
    ready = serve.prepared(HubOptions("127.0.0.1:0", metrics_token=token), tmp_path)
    thread = threading.Thread(target=ready.run)
    thread.start()
    try:
        with httpx.Client(base_url=ready.url, trust_env=False) as client:
            assert client.get("/metrics").status_code == 403
            wrong = client.get("/metrics", headers={"Authorization": "Bearer 0123456789abcdee"})
            right = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    finally:
        ready.server.should_exit = True
        thread.join()
    assert (wrong.status_code, right.status_code) == (403, 200)
    with pytest.raises(Refused):
        serve.prepared(HubOptions("127.0.0.1:0", metrics_token="short"), tmp_path)


def test_a_journal_shorter_than_the_law_asks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        serve.prepared(HubOptions("127.0.0.1:0", log_days=LOG_DAYS - 1), tmp_path)
    assert [error.code for error in refused.value.errors] == ["hub_log_short"]


def test_the_journal_has_routes_and_no_visitor(tmp_path: Path) -> None:
    made = serve.start("127.0.0.1:0", None, tmp_path)
    with httpx.Client(base_url=made.url, trust_env=False) as client:
        client.get("/q/7KQ4M-2XP9T-3")
        client.get("/Q/7KQ4M-2XP9T-3/AEBZ")
        client.post("/q", data={"code": "7KQ4M-2XP9T-3", "last": "0019"})
        client.post("/sync/1/pull", headers={"Authorization": "Bearer nobody-knows-this"})
        client.get("/health")
        client.request("BREW", "/coffee?name=王小明")
    made.stop()
    noted = lines(tmp_path)
    assert [line["event"] for line in noted] == ["started", *["request"] * 5, "stopped"]
    assert [line.get("route") for line in noted[1:-1]] == ["/q", "/q", "/q", "/sync/1/pull", "other"]
    assert noted[4]["status"] == 401
    assert noted[4]["code"] == "hub_token"
    assert noted[5]["method"] == "other"
    text = json.dumps(noted, ensure_ascii=False)
    for secret in ("7KQ4M", "0019", "nobody-knows", "127.0.0.1", "王", "coffee"):
        assert secret not in text


def test_the_journal_is_a_file_a_day_and_forgets(tmp_path: Path) -> None:
    now = [datetime(2026, 11, 23, 23, 59, 59, tzinfo=ZONE)]
    journal = Journal(tmp_path, 184, lambda: now[0])
    journal.note("first", ms=1.5, desk=None)
    now[0] += timedelta(seconds=2)
    journal.note("second")
    (tmp_path / "hub-notes.txt").touch()
    assert sorted(file.name for file in tmp_path.glob("*.jsonl")) == [
        "hub-2026-11-23.jsonl",
        "hub-2026-11-24.jsonl",
    ]
    first = json.loads((tmp_path / "hub-2026-11-23.jsonl").read_text())
    assert first == {"at": "2026-11-23T23:59:59.000+08:00", "event": "first", "ms": 1.5}
    now[0] += timedelta(days=184)
    journal.note("third")
    journal.close()
    assert sorted(file.name for file in tmp_path.glob("*.jsonl")) == [
        "hub-2026-11-24.jsonl",
        "hub-2027-05-27.jsonl",
    ]
    assert (tmp_path / "hub-notes.txt").exists()
    assert (tmp_path / "hub-2027-05-27.jsonl").stat().st_mode & 0o077 == 0


def test_the_histogram_adds_up() -> None:
    metrics = Metrics()
    for seconds in (0.004, 0.005, 0.3, 99.0):
        metrics.request("/q", 200, seconds, 10, 20)
    text = metrics.text(3)
    assert 'request_seconds_bucket{route="/q",le="0.005"} 2' in text
    assert 'request_seconds_bucket{route="/q",le="0.5"} 3' in text
    assert 'request_seconds_bucket{route="/q",le="+Inf"} 4' in text
    assert 'bytes_total{way="out"} 80' in text


def test_a_second_hub_over_the_same_file_is_refused(running: Running, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="hub_in_use"):
        serve.start("127.0.0.1:0", None, tmp_path)
    running.stop()
    serve.start("127.0.0.1:0", None, tmp_path).stop()


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    release = file_lock.hold(tmp_path / "hub.db")
    with pytest.raises(Unavailable, match="hub_in_use"):
        file_lock.hold(tmp_path / "hub.db")
    release()
    release()
    file_lock.hold(tmp_path / "hub.db")()


def test_a_certificate_that_cannot_be_read_leaves_the_old_one(tmp_path: Path) -> None:
    broken = tmp_path / "hub.pem"
    broken.write_text("no certificate")

    class Context(ssl.SSLContext):
        def load_cert_chain(self, *_files: object) -> None:
            raise AssertionError("the context in use was touched")

    with pytest.raises(Unavailable, match="hub_tls"):
        certificate.load(Context(ssl.PROTOCOL_TLS_SERVER), broken, None)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ('connection failed: FATAL:  password authentication failed for user "hub"', "账号或密码不对"),
        ('FATAL:  database "jft" does not exist', "没有这个数据库或账号"),
        ("connection to server at 127.0.0.1, port 1 failed: Connection refused", "那台机器上没有数据库在听"),
        ("connection timeout expired", "那台机器没有回答"),
        ("something new", "原因见数据库的日志"),
    ],
)
def test_why_the_database_is_away_is_said_in_chinese(words: str, reason: str) -> None:
    assert why_away(psycopg.OperationalError(words)) == reason


def test_a_database_that_is_away_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = serve.open_hub, []

    def open_later(database: str | None, home: Path, *, is_serving: bool) -> Hub:
        tries.append(database)
        if len(tries) < 3:
            raise Unavailable("hub_database", why="数据库正在启动或恢复")
        return real(None, home, is_serving=is_serving)

    monkeypatch.setattr(serve, "open_hub", open_later)
    monkeypatch.setattr(serve, "FIRST_PAUSE", 0.0)
    heard: list[str] = []
    ready = serve.prepared(HubOptions("127.0.0.1:0"), tmp_path, lambda error: heard.append(error.code))
    ready.end()
    ready.bound.close()
    assert heard == ["hub_database"] * 2
    assert [line["event"] for line in lines(tmp_path)] == [
        "database_away",
        "database_away",
        "database_back",
        "stopped",
    ]
    tries.clear()
    with pytest.raises(Unavailable, match="hub_database"):
        serve.prepared(HubOptions("127.0.0.1:0"), tmp_path)


def test_other_processes_are_heard_of_at_once(
    database: str, hub: Hub, open_hub: Callable[[], Hub], window: Callable[..., Window]
) -> None:
    if database.startswith("sqlite"):
        pytest.skip("one process serves an embedded file")
    heard, awake = [], threading.Event()

    def told(centre: int | None) -> None:
        heard.append(centre)
        awake.set()

    stop = open_hub().storage.hear(told)
    assert stop is not None
    assert awake.wait(30)
    assert heard == [None]  # whatever was written before it listened
    awake.clear()
    desk = window("A")
    desk.add(person())
    desk.sync()
    assert awake.wait(30)
    stop()
    assert heard[1] == hub.caller(desk.token).centre


def test_check_and_restore_of_an_embedded_hub(
    tmp_path: Path, window: Callable[..., Window], hub: Hub
) -> None:
    desk = window("A")
    desk.add(person())
    desk.sync()
    checked = check_hub(hub.storage)
    assert (checked["ok"], checked["findings"]) == (True, [])
    (centre,) = checked["centres"]
    assert centre["rows"] > 0
    assert centre["desks"] == 1
    with hub.storage.writing() as work:
        work.run("UPDATE rows SET body = ? WHERE id = (SELECT max(id) FROM rows)", (b"\xc1",))
        work.run("UPDATE centres SET top = top - 1")
    codes = {finding["code"] for finding in check_hub(hub.storage)["findings"]}
    assert codes == {"hub_check_revision", "hub_check_row"}
    if not isinstance(hub.storage, SqliteStorage):
        return
    hub.storage.copy_to(tmp_path / "backup.db")
    other = tmp_path / "other" / "hub"
    with pytest.raises(Unavailable, match="hub_key_missing"):
        restore_file(tmp_path / "backup.db", None, other)
    (tmp_path / "wrong.key").write_text("00" * 32)
    with pytest.raises(Unavailable, match="hub_backup_key"):
        restore_file(tmp_path / "backup.db", tmp_path / "wrong.key", other)
    assert list(other.glob("hub.db")) == []
    assert list(other.glob("hub.key")) == []
    restored = restore_file(tmp_path / "backup.db", tmp_path / "hub.key", other)
    assert restored["centres"] == [centre["code"]]
    storage = open_file(other / "hub.db", other / "hub.key")
    assert check_hub(storage)["centres"][0]["rows"] == centre["rows"]
    storage.close()
    checked = Door(tmp_path / "other").check(None)["centres"][0]
    assert Door(tmp_path / "other").restored(None, checked["code"]) > checked["epoch"]
    with pytest.raises(Unavailable, match="hub_exists"):
        restore_file(tmp_path / "backup.db", None, other)


def test_processes_over_one_database_count_together(database: str, open_hub: Callable[[], Hub]) -> None:
    clock = [1_000_000.0]
    one, other = (SharedLimit(open_hub().storage, "code", 2, 10, lambda: clock[0]) for _ in range(2))
    one.note("7KQ4M-2XP9T-3")
    assert not other.is_over("7KQ4M-2XP9T-3")
    other.note("7KQ4M-2XP9T-3")
    assert one.is_over("7KQ4M-2XP9T-3")
    assert not one.is_over("another")
    clock[0] += 1
    other.note("another")
    other.take_back("another")
    assert one.is_over("7KQ4M-2XP9T-3")
    assert not SharedLimit(open_hub().storage, "address", 2, 10, lambda: clock[0]).is_over("7KQ4M-2XP9T-3")
    with open_hub().storage.reading() as work:
        assert "7KQ4M" not in str(work.all("SELECT * FROM tries"))
    clock[0] += 10
    one.take_back("unknown")
    assert not one.is_over("7KQ4M-2XP9T-3")
    one.note("another")
    with open_hub().storage.reading() as work:
        assert len(work.all("SELECT * FROM tries")) == 1
    shared = database.startswith("postgres")
    assert isinstance(limit_of(open_hub().storage, "code", 2, 10), SharedLimit if shared else Limit)
