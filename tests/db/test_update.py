"""Updating from a folder: only what is signed, newer and whole is taken."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Unavailable
from db.update import LIST, SIGNATURE, Installed, fetch, look, reason_of, signed_part, update

KEY = Ed25519PrivateKey.generate()
HERE = Installed("0.2.0", "deb", "x86_64", KEY.public_key().public_bytes_raw().hex())
CONTENT = b"a package"
FULL = Path("/dev/full")
"""A device that takes no byte."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "share"
    made.mkdir()
    (made / "jiefangtai_0.10.0_amd64.deb").write_bytes(CONTENT)
    publish(made)
    return made


def publish(folder: Path, key: Ed25519PrivateKey = KEY, version: str = "0.10.0", **changes: Any) -> None:
    package = {
        "file": "jiefangtai_0.10.0_amd64.deb",
        "kind": "deb",
        "machine": "x86_64",
        "size": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
    } | changes
    text = json.dumps({"version": version, "packages": [package]}).encode()
    (folder / LIST).write_bytes(text)
    (folder / SIGNATURE).write_text(key.sign(signed_part(text)).hex())


def code_of(folder: Path, installed: Installed = HERE) -> str:
    with pytest.raises(Unavailable) as stopped:
        look(folder, installed)
    return stopped.value.code


def test_a_newer_signed_version_is_found_and_its_package_is_whole(folder: Path, tmp_path: Path) -> None:
    version, package = look(folder, HERE)
    assert version == "0.10.0"
    assert fetch(folder, package, tmp_path).read_bytes() == CONTENT
    assert update(folder, check=True, installed=HERE) == {
        "version": "0.10.0",
        "current": "0.2.0",
        "file": "jiefangtai_0.10.0_amd64.deb",
        "installed": False,
    }


def test_a_list_signed_by_another_key_is_refused(folder: Path) -> None:
    publish(folder, Ed25519PrivateKey.generate())
    assert code_of(folder) == "update_signature"


def test_a_list_changed_after_signing_is_refused(folder: Path) -> None:
    text = (folder / LIST).read_bytes()
    (folder / LIST).write_bytes(text.replace(b"0.10.0", b"0.11.0", 1))
    assert code_of(folder) == "update_signature"


def test_a_signature_for_something_else_is_refused(folder: Path) -> None:
    (folder / SIGNATURE).write_text(KEY.sign((folder / LIST).read_bytes()).hex())
    assert code_of(folder) == "update_signature"


@pytest.mark.parametrize("version", ["0.2.0", "0.1.9"])
def test_the_same_or_an_older_version_is_refused(folder: Path, version: str) -> None:
    publish(folder, version=version)
    assert code_of(folder) == "update_not_newer"


@pytest.mark.parametrize("version", ["", "next", "1.0", "1.0.0.0", "-1.0.0"])
def test_a_version_of_another_form_is_refused(folder: Path, version: str) -> None:
    publish(folder, version=version)
    assert code_of(folder) == "update_damaged"


def test_a_package_for_another_machine_or_layout_is_none_of_ours(folder: Path) -> None:
    for change in ({"machine": "aarch64"}, {"kind": "uos"}):
        publish(folder, **change)
        assert code_of(folder) == "update_no_package"


@pytest.mark.parametrize("name", ["../evil.deb", "/tmp/evil.deb", "", "-i"])
def test_a_name_that_leads_elsewhere_is_refused(folder: Path, name: str) -> None:
    publish(folder, file=name)
    assert code_of(folder) == "update_damaged"


def test_a_package_that_is_not_the_listed_one_is_refused(folder: Path, tmp_path: Path) -> None:
    _, package = look(folder, HERE)
    (folder / package.file).write_bytes(b"b package")
    with pytest.raises(Unavailable, match="update_damaged"):
        fetch(folder, package, tmp_path)
    (folder / package.file).unlink()
    with pytest.raises(Unavailable, match="update_missing"):
        fetch(folder, package, tmp_path)


@pytest.mark.parametrize("length", [0, 1, len(CONTENT) - 1])
def test_a_package_that_is_cut_is_refused(folder: Path, tmp_path: Path, length: int) -> None:
    _, package = look(folder, HERE)
    (folder / package.file).write_bytes(CONTENT[:length])
    with pytest.raises(Unavailable, match="update_damaged"):
        fetch(folder, package, tmp_path)


def test_no_more_is_copied_than_the_list_says(folder: Path, tmp_path: Path) -> None:
    _, package = look(folder, HERE)
    with (folder / package.file).open("wb") as endless:
        endless.truncate(1 << 33)
    with pytest.raises(Unavailable, match="update_damaged"):
        fetch(folder, package, tmp_path)
    assert (tmp_path / package.file).stat().st_size == 0


@pytest.mark.parametrize("name", [LIST, SIGNATURE, "jiefangtai_0.10.0_amd64.deb"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "dangling", "loop"])
def test_what_is_no_plain_file_is_refused_and_waits_for_nothing(
    folder: Path, tmp_path: Path, name: str, kind: str
) -> None:
    file = folder / name
    file.unlink()
    {
        "pipe": lambda: os.mkfifo(file),
        "device": lambda: file.symlink_to("/dev/zero"),
        "folder": file.mkdir,
        "dangling": lambda: file.symlink_to(folder / "none"),
        "loop": lambda: file.symlink_to(file),
    }[kind]()
    with pytest.raises(Unavailable, match="update_missing"):
        fetch(folder, look(folder, HERE)[1], tmp_path)


def test_a_link_to_another_file_gives_nothing_away(folder: Path, tmp_path: Path) -> None:
    _, package = look(folder, HERE)
    secret = tmp_path / "shadow"
    secret.write_bytes(b"a secret!")
    assert len(secret.read_bytes()) == len(CONTENT)
    (folder / package.file).unlink()
    (folder / package.file).symlink_to(secret)
    into = tmp_path / "private"
    into.mkdir()
    with pytest.raises(Unavailable, match="update_damaged"):
        fetch(folder, package, into)


def test_an_older_list_with_its_own_signature_beside_newer_files_is_refused(folder: Path) -> None:
    newer = {name: (folder / name).read_bytes() for name in (LIST, SIGNATURE)}
    publish(folder, version="0.1.0")
    assert code_of(folder) == "update_not_newer"
    (folder / SIGNATURE).write_bytes(newer[SIGNATURE])
    assert code_of(folder) == "update_signature"


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"zz", b"00", b"a" * 200_000])
def test_a_signature_that_is_none_is_refused(folder: Path, text: bytes) -> None:
    (folder / SIGNATURE).write_bytes(text)
    assert code_of(folder) == "update_signature"


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{", b'{"version":"9.0.0"}', b'{"version":9,"packages":[]}', b"\xff"]
)
def test_a_signed_list_of_another_form_is_refused(folder: Path, text: bytes) -> None:
    (folder / LIST).write_bytes(text)
    (folder / SIGNATURE).write_text(KEY.sign(signed_part(text)).hex())
    assert code_of(folder) == "update_damaged"


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_disk_is_called_so(folder: Path, tmp_path: Path) -> None:
    _, package = look(folder, HERE)
    (tmp_path / package.file).symlink_to(FULL)
    with pytest.raises(Unavailable) as stopped:
        fetch(folder, package, tmp_path)
    assert stopped.value.code == "update_no_room"
    assert stopped.value.facts["detail"] == os.strerror(errno.ENOSPC)


def test_no_place_for_a_copy_is_called_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("db.update.tempfile.TemporaryDirectory", full)
    with pytest.raises(Unavailable, match="update_no_room"):
        update(folder, check=False, installed=HERE)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="not a Debian")
@pytest.mark.parametrize(("version", "code"), [("0.1.0", "update_damaged"), ("0.10.0", "update_needs_root")])
def test_a_package_of_another_version_than_its_list_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, code: str
) -> None:
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    facts = f"Package: x\nVersion: {version}\nArchitecture: all\nMaintainer: a <a@b>\nDescription: x\n"
    (tree / "DEBIAN/control").write_text(facts)
    file = folder / "jiefangtai_0.10.0_amd64.deb"
    subprocess.run(["dpkg-deb", "--build", tree, file], check=True, capture_output=True)
    content = file.read_bytes()
    publish(folder, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Unavailable, match=code):
        update(folder, check=False, installed=HERE)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            "接访台还开着，请先关掉所有窗口再更新。\ndpkg: error processing archive x.deb (--install):\n"
            " new jiefangtai package pre-installation script subprocess returned error exit status 1\n"
            "Errors were encountered while processing:\n /tmp/x.deb\n",
            "接访台还开着，请先关掉所有窗口再更新",
        ),
        (
            "dpkg: error processing archive x.deb (--install):\n cannot copy extracted data\n"
            "dpkg-deb: error: paste subprocess was killed by signal (Broken pipe)\n"
            "Errors were encountered while processing:\n /tmp/x.deb\n",
            "cannot copy extracted data",
        ),
        (
            "dpkg: error: dpkg frontend lock was locked by another process with pid 7\nNote: do not\n",
            "dpkg: error: dpkg frontend lock was locked by another process with pid 7",
        ),
        ("", "2"),
    ],
)
def test_the_reason_of_a_stop_is_the_line_that_says_it(answer: str, why: str) -> None:
    assert reason_of(answer, 2) == why


@pytest.mark.parametrize("missing", [LIST, SIGNATURE])
def test_a_folder_without_list_or_signature_is_refused(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    assert code_of(folder) == "update_missing"


def test_the_source_is_not_updated_so(folder: Path) -> None:
    with pytest.raises(Unavailable, match="update_from_source"):
        update(folder, check=True)
