"""Every paper's PDF judged by a validator that others wrote: Apache PDFBox's preflight, which knows PDF/A-1b.

Where both parts ask the same (fonts, streams, table of objects, metadata) it says nothing. It names two
things in which ours, the second part, differs: the part's number, and a colour profile of version 4.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.domain.papers.kinds import PAPER_SIZES
from printing.papers import Papers
from tests.printing.paper_samples import content

JARS = Path(os.environ.get("JIEFANGTAI_JARS", "/usr/share/java"))
NEEDED = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
MISSING = shutil.which("java") is None or not all((JARS / f"{name}.jar").exists() for name in NEEDED)
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(
        MISSING and "JIEFANGTAI_CI" not in os.environ,
        reason="no java or preflight (Debian: libpdfbox2-java libjaxb-api-java libactivation-java)",
    ),
]
OF_THE_SECOND_PART = {
    "7.11.2 : Error on MetaData, part must be 1",
    "2.1.6 : Invalid graphics object, Invalid version of the ICCProfile",
}
KINDS = ("来访回执", "三个告知单", "受理告知书", "联合接访记录", "日报", "来访登记表")
PAPERS = Papers(system_fonts=False)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wrong_but_that_it_is_of_the_second_part(kind: str, tmp_path: Path) -> None:
    for paper in PAPER_SIZES:
        file = tmp_path / f"{paper}.pdf"
        file.write_bytes(PAPERS.render(content(kind), paper, "pdf"))
        path = ":".join(str(JARS / f"{name}.jar") for name in NEEDED)
        judged = subprocess.run(
            ["java", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", str(file)],
            capture_output=True,
            text=True,
            check=False,
        )
        said = {line.strip() for line in judged.stdout.splitlines()[1:] if line.strip()}
        assert said == OF_THE_SECOND_PART, (kind, paper, judged.stdout, judged.stderr)
