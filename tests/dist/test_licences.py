"""The packages say whose they are: every part with its licence text, who publishes, what changed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from app.version import VERSION
from tests.dist.packaging import script

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging/linux"


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """The notices by their heads."""
    bom = script("bom")
    if not bom.COMMON.exists():
        pytest.skip("not a Debian")
    written = re.split(r"={78}\n(.*)\n={78}\n", bom.notices(list(bom.locked()), []))
    return dict(zip(written[1::2], written[2::2], strict=True))


def test_every_part_has_its_licence_text(sections: dict[str, str]) -> None:
    locked = re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    heads = {re.sub(r"[-_.]+", "-", head.split(" ")[0]).lower() for head in sections}
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in locked} <= heads
    assert [head for head, text in sections.items() if len(text) < 250] == []


def test_python_and_the_licences_of_qt_are_whole(sections: dict[str, str]) -> None:
    (python,) = (text for head, text in sections.items() if head.startswith("CPython"))
    assert "Python Software Foundation" in python
    assert "END OF TERMS AND CONDITIONS" in sections["GPL-3"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in sections["LGPL-3"]
    assert "The FreeType Project LICENSE" in "".join(sections.values()), "of what pdfium brings along"


def test_no_fonts_of_others_are_packed() -> None:
    assert 'collect_data_files("reportlab"' not in (ROOT / "packaging/jiefangtai.spec").read_text(
        encoding="utf-8"
    ), "reportlab's fonts are under the GPL and Adobe's terms, and no paper uses them"


def test_the_change_list_begins_with_this_version() -> None:
    assert (LINUX / "changelog").read_text(encoding="utf-8").startswith(f"jiefangtai ({VERSION}) ")


def test_who_publishes_stands_in_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBFULLNAME", "示例市")
    monkeypatch.setenv("DEBEMAIL", "it@centre.example")
    assert script("deb").maintainer() == "示例市 <it@centre.example>"


def test_sums_are_of_what_nobody_changes(tmp_path: Path) -> None:
    for name in ("DEBIAN/control", "etc/a.env", "usr/b"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a")
    (tmp_path / "usr/c").symlink_to("b")
    assert script("deb")._sums(tmp_path) == "0cc175b9c0f1b6a831c399e269772661  usr/b\n"


@pytest.mark.parametrize("name", ["preinst", "postinst", "prerm", "postrm"])
def test_the_scripts_of_the_package_are_shell(name: str) -> None:
    subprocess.run(["sh", "-n", LINUX / name], check=True)
