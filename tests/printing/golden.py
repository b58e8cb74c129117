"""Golden pictures of every paper: compare with tolerance, look at what changed, accept it.

python -m tests.printing.golden            shows what differs, side by side, in a folder it names
python -m tests.printing.golden --accept   takes the papers as they are now
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from app.domain.papers.kinds import BUILDERS
from printing.papers import Papers
from tests.printing.paper_samples import content

PICTURES = Path(__file__).parent / "pictures"
SHRINK = 4
GREYS = 8
FAR = 70
"""Grey by which a dot has to differ, after a slight blur, to count."""
MOST_FAR = 0.001
"""Share of dots that may differ: another FreeType moves edges, not lines."""
SLIPS = ("a4", "a5", "a5-large", "80mm", "58mm")


def cases() -> Iterator[tuple[str, str]]:
    """Every kind on A4, the slip on all its papers, the papers of the roll."""
    for paper in SLIPS:
        yield "来访回执", paper
    for kind in BUILDERS:
        if kind != "来访回执":
            yield kind, "a4"
    yield "三个告知单", "80mm"
    yield "联合接访记录", "58mm"
    yield "三个告知单", "a5"


def picture(papers: Papers, kind: str, paper: str) -> Image.Image:
    """The paper as it is now, small and in few greys."""
    image = Image.open(io.BytesIO(papers.render(content(kind), paper, "png"))).convert("L")
    small = image.resize((image.width // SHRINK, image.height // SHRINK), Image.Resampling.BOX)
    step = 255 // (GREYS - 1)
    return small.point(lambda grey: round(grey / step) * step)


def file_of(kind: str, paper: str) -> Path:
    return PICTURES / f"{kind}-{paper}.png"


def difference(now: Image.Image, golden: Image.Image) -> float:
    """Share of dots that differ by much; 1.0 for another size."""
    if now.size != golden.size:
        return 1.0
    blurred = [one.convert("L").filter(ImageFilter.BoxBlur(1)) for one in (now, golden)]
    counts = ImageChops.difference(*blurred).histogram()
    return sum(counts[FAR:]) / (now.width * now.height)


def main(accept: bool) -> int:
    papers = Papers(system_fonts=False)
    PICTURES.mkdir(exist_ok=True)
    shown = Path(tempfile.mkdtemp(prefix="papers-"))
    changed = 0
    for kind, paper in cases():
        now, file = picture(papers, kind, paper), file_of(kind, paper)
        golden = Image.open(file) if file.exists() else Image.new("L", now.size, 255)
        if file.exists() and difference(now, golden) <= MOST_FAR:
            continue
        changed += 1
        beside = Image.new("L", (now.width + golden.width + 10, max(now.height, golden.height)), 128)
        beside.paste(golden, (0, 0))
        beside.paste(now, (golden.width + 10, 0))
        beside.save(shown / file.name)
        if accept:
            now.convert("P", palette=Image.Palette.ADAPTIVE, colors=GREYS).save(file, optimize=True)
        sys.stdout.write(f"{'已接受' if accept else '有变化'} {file.name}\n")
    sys.stdout.write(f"{changed} 张有变化，左旧右新：{shown}\n" if changed else "没有变化\n")
    return 1 if changed and not accept else 0


if __name__ == "__main__":
    sys.exit(main("--accept" in sys.argv[1:]))
