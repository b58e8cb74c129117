"""The update folder that centres put on their intranet: packages, a list of them, and its signature."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from db.update import LIST, SIGNATURE, signed_part


def read_key(file: Path) -> Ed25519PrivateKey:
    """The private key in a PEM file (openssl genpkey -algorithm ed25519)."""
    key = load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit(f"{file} holds no Ed25519 key")
    return key


def public_half(key: Ed25519PrivateKey) -> str:
    """The public half in hexadecimal, as the program keeps it."""
    return key.public_key().public_bytes_raw().hex() + "\n"


def write_update_folder(folder: Path, version: str, packages: list[Path], key: Ed25519PrivateKey) -> None:
    """Copy the packages into the folder, list them, sign the list."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for package in packages:
        shutil.copyfile(package, folder / package.name)
        content = package.read_bytes()
        listed.append(
            {
                "file": package.name,
                "kind": "deb" if package.name.startswith("jiefangtai_") else "uos",
                "machine": platform.machine(),
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    text = json.dumps({"version": version, "packages": listed}, ensure_ascii=False, indent=1).encode() + b"\n"
    (folder / LIST).write_bytes(text)
    (folder / SIGNATURE).write_text(key.sign(signed_part(text)).hex() + "\n", encoding="ascii")
