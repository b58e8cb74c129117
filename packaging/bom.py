"""Lists the parts of the shipped folder (CycloneDX), each with its licence text."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import subprocess
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
FOR_TOKENS = ("python-pkcs11", "asn1crypto")
"""What of requirements-dist.lock goes into the packages."""
LICENCE_FILES = re.compile(
    r"(?i)\.dist-info/(.*/)?licen[cs]es/|\.dist-info/.*(licen[cs]e|copying|notice|copyright|authors|ofl)"
)
OURS = ROOT / "packaging" / "licences"
"""Texts that their packages do not bring."""
QT = """Copyright (C) The Qt Company Ltd. and other contributors.
Used under the GNU Lesser General Public License version 3; its text, and that of the GNU General Public
License version 3 to which it refers, stand at the end. The source is at https://code.qt.io and https://download.qt.io.
"""
COMMON = Path("/usr/share/common-licenses")
"""Where Debian keeps the texts that many parts share."""


def write(program: Path, out: Path) -> None:
    """Write sbom.cdx.json and THIRD-PARTY-NOTICES.txt into ``out``."""
    packages = list(locked())
    libraries = list(system_libraries(program))
    (out / "sbom.cdx.json").write_text(
        json.dumps(parts_list(packages, libraries), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (out / "THIRD-PARTY-NOTICES.txt").write_text(notices(packages, libraries), encoding="utf-8")


def locked() -> Iterator[Distribution]:
    """The installed packages that requirements.lock names and those for tokens, by name."""
    names = set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8")))
    plain = {_plain(name) for name in (*names, *FOR_TOKENS)}
    found = {_plain(one.metadata["Name"]): one for one in distributions()}
    for name in sorted(plain & found.keys()):
        yield found[name]


def system_libraries(program: Path) -> Iterator[tuple[str, str, str]]:
    """Debian package, version and licence text of each library of the builder's system in the folder."""
    names = {file.name for file in (program / "_internal").glob("*.so*")}
    owners: dict[str, str] = {}
    for name in sorted(names):
        done = subprocess.run(["dpkg-query", "-S", f"*/{name}"], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            package = done.stdout.splitlines()[0].split(": ")[0].split(":")[0]
            owners.setdefault(package, name)
    for package in sorted(owners):
        version = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True
        ).stdout
        copyright_file = Path("/usr/share/doc", package, "copyright")
        text = copyright_file.read_text(encoding="utf-8", errors="replace") if copyright_file.exists() else ""
        yield package, version, text


def parts_list(packages: list[Distribution], libraries: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The CycloneDX 1.5 document."""
    parts = [_python_part(one) for one in packages]
    parts += [
        {"type": "library", "name": name, "version": version, "purl": f"pkg:deb/debian/{name}@{version}"}
        for name, version, _ in libraries
    ]
    parts.append({"type": "platform", "name": "CPython", "version": platform.python_version()})
    for font in sorted((ROOT / "printing" / "typefaces").glob("*.ttf")):
        digest = hashlib.sha256(font.read_bytes()).hexdigest()
        parts.append(
            {
                "type": "file",
                "name": font.name,
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "licenses": [{"license": {"id": "OFL-1.1"}}],
            }
        )
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'jiefangtai {VERSION} {platform.machine()}')}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "jiefangtai", "version": VERSION}},
        "components": parts,
    }


def notices(packages: list[Distribution], libraries: list[tuple[str, str, str]]) -> str:
    """Name, version and licence text of every part."""
    texts = [_section(f"{one.metadata['Name']} {one.version}", _licence_text(one)) for one in packages]
    texts += [_section(f"{name} {version} (Debian)", text) for name, version, text in libraries]
    texts.append(_section(f"CPython {platform.python_version()}", _python_licence()))
    fonts = (ROOT / "printing" / "typefaces" / "OFL.txt").read_text(encoding="utf-8")
    texts.append(_section("Noto Sans SC, Noto Serif SC", fonts))
    pinyin = (OURS / "pinyin.txt").read_text(encoding="utf-8")
    texts.append(_section("pypinyin, pinyin-data, phrase-pinyin-data (app/domain/text/pinyin.txt)", pinyin))
    for name in ("LGPL-3", "GPL-3", "Apache-2.0"):
        texts.append(_section(name, (COMMON / name).read_text(encoding="utf-8")))
    return "\n".join(texts)


def _python_part(package: Distribution) -> dict[str, Any]:
    name, version = package.metadata["Name"], package.version
    part: dict[str, Any] = {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{_plain(name)}@{version}",
    }
    if licence := _licence(package):
        part["licenses"] = [{"license": {"name": licence}}]
    return part


def _licence(package: Distribution) -> str:
    """The licence as the package names it."""
    if expression := package.metadata.get("License-Expression"):
        return str(expression)
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in package.metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    if classified:
        return "; ".join(classified)
    return (
        (package.metadata.get("License") or "").strip().splitlines()[0:1][0]
        if package.metadata.get("License")
        else ""
    )


def _licence_text(package: Distribution) -> str:
    """The texts that the package brings; without any, the one kept here, or for Qt where its text stands."""
    files = [file for file in package.files or [] if LICENCE_FILES.search(str(file))]
    texts = [Path(str(file.locate())).read_text(encoding="utf-8", errors="replace") for file in files]
    kept = OURS / f"{_plain(package.metadata['Name'])}.txt"
    if not texts and kept.exists():
        texts.append(kept.read_text(encoding="utf-8"))
    if not texts and "LGPL" in _licence(package):
        texts.append(QT)
    if not texts:
        raise SystemExit(f"{package.metadata['Name']} brings no licence text: put one into {OURS}")
    return "\n\n".join([_licence(package), *texts])


def _python_licence() -> str:
    """The licence of the Python that is packed: where it was built, or where Debian keeps it."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    for file in (stdlib / "LICENSE.txt", Path("/usr/share/doc", stdlib.name, "copyright")):
        if file.exists():
            return file.read_text(encoding="utf-8", errors="replace")
    raise SystemExit(f"no licence of Python beside {stdlib}")


def _section(head: str, text: str) -> str:
    return f"{'=' * 78}\n{head}\n{'=' * 78}\n{text.strip()}\n"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
