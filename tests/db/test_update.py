"""Updating from a folder: only what is signed, newer and whole is taken."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Unavailable
from db.update import LIST, SIGNATURE, Installed, fetch, look, signed_part, update

KEY = Ed25519PrivateKey.generate()
HERE = Installed("0.2.0", "deb", "x86_64", KEY.public_key().public_bytes_raw().hex())
CONTENT = b"a package"


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


@pytest.mark.parametrize("missing", [LIST, SIGNATURE])
def test_a_folder_without_list_or_signature_is_refused(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    assert code_of(folder) == "update_missing"


def test_the_source_is_not_updated_so(folder: Path) -> None:
    with pytest.raises(Unavailable, match="update_from_source"):
        update(folder, check=True)
