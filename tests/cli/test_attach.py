"""``attach`` and ``attachments``: the contract from outside, for every role, with backup and check."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.within import Within, found_wrong, founded
from tests.files import bomb, pdf, photo


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Within:
    made = founded(tmp_path_factory.mktemp("attach"))
    for name, content in (
        ("一.jpg", photo()),
        ("二.pdf", pdf()),
        ("坏.jpg", photo()[:900]),
        ("弹.png", bomb()),
    ):
        (made.folder / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def number(centre: Within, visit: dict[str, Any]) -> str:
    return str(centre("register", "--json", "-", login="clerk", json_in=visit).answer["visit_number"])


def test_put_list_get_and_take_off(centre: Within, number: str) -> None:
    put = centre("attach", number, "一.jpg", "二.pdf", "--note", "原件（示例）", login="clerk")
    assert put.code == 0, put
    first, second = put.answer["attachments"]
    assert (first["name"], first["kind"], first["bytes"]) == ("一.jpg", "image/jpeg", len(photo()))
    assert (second["pages"], second["place"], second["here"]) == (2, "事项", True)
    listed = centre("attachments", put.answer["matter"], login="host").answer
    assert [one["id"] for one in listed["attachments"]] == [first["id"], second["id"]]
    got = centre("attachments", "get", first["id"], "--out", "回.jpg", login="leader")
    assert (got.code, got.answer["bytes"]) == (0, len(photo()))
    assert (centre.folder / "回.jpg").read_bytes() == photo()
    gone = centre("attachments", "withdraw", second["id"], "--reason", "放错了事项", login="host")
    assert gone.answer["withdrawn"]["reason"] == "放错了事项"
    listed = centre("attachments", number, login="host").answer
    assert (listed["total"], listed["attachments"][1]["withdrawn"]["by"]) == (1, "host")
    shown = centre("show", number, login="clerk").answer["attachments"]
    assert [one["name"] for one in shown] == ["一.jpg", "已撤下的附件"]


def test_at_a_place_and_from_stdin(centre: Within, number: str) -> None:
    done = centre("attach", number, "-", "--place", "证据扎实", login="host", raw_in=photo("stdin"))
    assert (done.answer["attachments"][0]["place_id"], done.answer["attachments"][0]["name"]) == (
        "证据扎实",
        "标准输入",
    )


def test_what_is_refused_stores_nothing(centre: Within, number: str) -> None:
    before = centre("attachments", number, login="clerk").answer["total"]
    done = centre("attach", number, "坏.jpg", "一.jpg", "弹.png", "--place", "事实清楚", login="clerk")
    assert found_wrong(done) == {("files[0]", "attach_damaged"), ("files[2]", "attach_pixels")}
    assert found_wrong(centre("attach", number, "没有.jpg", login="clerk")) == {("FILE", "no_file")}
    assert found_wrong(centre("attach", number, str(centre.folder), login="clerk")) == {("FILE", "no_file")}
    assert found_wrong(centre("attach", "LF0", "一.jpg", login="clerk")) == {("NUMBER", "not_found")}
    assert found_wrong(centre("attachments", "get", "x", "--out", "a", login="clerk")) == {
        ("ID", "attachment_unknown")
    }
    assert found_wrong(centre("attachments", "get", login="clerk")) == {("ID", "required")}
    assert found_wrong(centre("attachments", number, "x", login="clerk")) == {("command", "usage")}
    assert centre("attachments", number, login="clerk").answer["total"] == before


@pytest.mark.parametrize("login", ["clerk", "host", "leader", "watch", "admin"])
def test_who_may(centre: Within, number: str, login: str) -> None:
    code = 3 if login == "admin" else 0
    assert centre("attachments", number, login=login).code == code
    assert centre("attach", number, "一.jpg", login=login).code == code


def test_a_guarded_case_is_exit_3(centre: Within, visit: dict[str, Any]) -> None:
    secret = visit | {"purpose": "揭发控告", "units": ["市教育局"]}
    number = centre("register", "--json", "-", login="clerk", json_in=secret).answer["visit_number"]
    put = centre("attach", number, "一.jpg", login="clerk").answer["attachments"][0]
    for login in ("host", "watch", "other"):
        for call in (
            ("attach", number, "二.pdf"),
            ("attachments", number),
            ("attachments", "get", put["id"], "--out", "漏.jpg"),
            ("attachments", "withdraw", put["id"], "--reason", "示例"),
        ):
            done = centre(*call, login=login)
            assert (done.code, done.answer["error"]["code"]) == (3, "withheld"), call
    assert not (centre.folder / "漏.jpg").exists()
    assert "一.jpg" not in json.dumps(centre("audit", login="admin").answer, ensure_ascii=False)


def test_check_finds_what_is_gone_or_changed_and_a_backup_brings_it_back(
    centre: Within, number: str, tmp_path: Path
) -> None:
    put = centre("attach", number, "-", login="clerk", raw_in=photo("backup")).answer["attachments"][0]
    assert centre("check", login="admin").answer["ok"]
    assert centre("backup", str(tmp_path / "a.bak"), login="admin").code == 0
    newest = max(
        (centre.home / "files").rglob("*"), key=lambda file: (file.is_file(), file.stat().st_mtime_ns)
    )
    raw = bytearray(newest.read_bytes())
    raw[100] ^= 4
    newest.write_bytes(bytes(raw))
    findings = centre("check", login="admin").answer["findings"]
    assert [one["code"] for one in findings] == ["check_content_damaged"]
    assert findings[0]["record"].startswith("XF")
    damaged = centre("attachments", "get", put["id"], "--out", "x.jpg", login="clerk")
    assert (damaged.code, damaged.answer["error"]["code"]) == (4, "content_damaged")
    newest.unlink()
    findings = centre("check", login="admin").answer["findings"]
    assert [one["code"] for one in findings] == ["check_content_missing"]
    lost = centre("attachments", "get", put["id"], "--out", "x.jpg", login="clerk")
    assert (lost.code, lost.answer["error"]["code"]) == (4, "content_lost")
    elsewhere = tmp_path / "again"
    assert centre("restore", str(tmp_path / "a.bak"), login="admin", home=elsewhere).code == 0
    got = centre(
        "attachments", "get", put["id"], "--out", str(tmp_path / "x.jpg"), login="clerk", home=elsewhere
    )
    assert got.code == 0, got
    assert (tmp_path / "x.jpg").read_bytes() == photo("backup")
    assert centre("check", login="admin", home=elsewhere).answer["ok"]


def test_a_backup_with_a_changed_content_is_not_restored(centre: Within, number: str, tmp_path: Path) -> None:
    assert centre("attach", number, "一.jpg", login="clerk").code == 0
    assert centre("backup", str(tmp_path / "b.bak"), login="admin").code == 0
    raw = bytearray((tmp_path / "b.bak").read_bytes())
    place = raw.index(b"JFTFILE1") + 60
    raw[place] ^= 1
    (tmp_path / "b.bak").write_bytes(bytes(raw))
    done = centre("restore", str(tmp_path / "b.bak"), login="admin", home=tmp_path / "not")
    assert (done.code, done.answer["error"]["code"]) == (4, "backup_damaged")
    assert not (tmp_path / "not" / "keys.json").exists()


def test_who_has_read_it(centre: Within, number: str) -> None:
    assert centre("show", number, login="host").code == 0
    put = centre("attach", number, "一.jpg", login="clerk").answer["attachments"][0]
    assert centre("attachments", "get", put["id"], "--out", "看.jpg", login="leader").code == 0
    readers = centre("show", number, "--readers", login="clerk").answer["readers"]
    assert {"host", "leader"} <= {one["who"] for one in readers}
    assert {"查看事项", "导出附件"} <= {one["what"] for one in readers}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 10 MB, where this account may mount one."""
    mount = tmp_path / "disk"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", str(mount)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield mount
    subprocess.run(["umount", "-l", str(mount)], check=True)


def test_a_full_disk_stores_nothing_half(small_disk: Path, visit: dict[str, Any], tmp_path: Path) -> None:
    made = founded(small_disk, {"clerk": "登记员"})
    made.folder = tmp_path
    number = made("register", "--json", "-", login="clerk", json_in=visit).answer["visit_number"]
    for name in ("大1.jpg", "大2.jpg"):
        (tmp_path / name).write_bytes(photo(name) + os.urandom(6 << 20))
    (tmp_path / "小.jpg").write_bytes(photo())
    full = made("attach", number, "大1.jpg", "大2.jpg", login="clerk")
    assert (full.code, full.answer["error"]["code"]) == (4, "disk_full")
    assert [file for file in (made.home / "files").rglob("*") if file.is_file()] == []
    assert made("attachments", number, login="clerk").answer["total"] == 0
    assert made("attach", number, "小.jpg", login="clerk").code == 0
    assert made("check", login="admin").answer["ok"]
