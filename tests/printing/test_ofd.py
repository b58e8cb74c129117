"""OFD: the parts that the standard names, fonts that hold what is set, the words and places of the PDF."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument

from printing.drawing import Page, Picture, Style, Text
from printing.faces import SANS, Faces
from printing.ofd import NAMESPACE, to_ofd
from printing.papers import Papers
from tests.printing.paper_samples import content

OFD = f"{{{NAMESPACE}}}"
PAPERS = Papers(system_fonts=False)
FACES = Faces(system=False)
KINDS = [
    ("来访回执", "a5"),
    ("来访回执", "80mm"),
    ("受理告知书", "a4"),
    ("联合接访记录", "a4"),
    ("日报", "a4"),
]


class Opened:
    """An OFD as its own parts say it is."""

    def __init__(self, raw: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(raw))
        assert self.zip.namelist()[0] == "OFD.xml"
        self.root = self.xml("OFD.xml")
        document = self.root.find(f"{OFD}DocBody/{OFD}DocRoot")
        assert document is not None
        self.document = self.xml(str(document.text))
        self.pages = [self.xml(f"Doc_0/{page.get('BaseLoc')}") for page in self.document.iter(f"{OFD}Page")]
        fonts = self.xml("Doc_0/PublicRes.xml")
        self.fonts = {
            font.get("ID"): TTFont(io.BytesIO(self.zip.read(f"Doc_0/Res/{font.findtext(f'{OFD}FontFile')}")))
            for font in fonts.iter(f"{OFD}Font")
        }

    def xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.zip.read(name))

    def texts(self, page: ElementTree.Element) -> list[tuple[ElementTree.Element, ElementTree.Element]]:
        return [(one, code) for one in page.iter(f"{OFD}TextObject") for code in one.iter(f"{OFD}TextCode")]


def numbers(text: str | None) -> list[float]:
    return [float(part) for part in (text or "").split()]


def rendered(kind: str, paper: str) -> Opened:
    return Opened(PAPERS.render(content(kind), paper, "ofd"))


@pytest.mark.parametrize(("kind", "paper"), KINDS)
def test_it_says_the_words_of_the_pdf(kind: str, paper: str) -> None:
    opened = rendered(kind, paper)
    document = PdfDocument(PAPERS.render(content(kind), paper, "pdf"))
    assert len(opened.pages) == len(document)
    for page, ours in zip(document, opened.pages, strict=True):
        said = page.get_textpage().get_text_range()
        words = "".join(code.text or "" for _, code in opened.texts(ours))
        assert sorted("".join(words.split())) == sorted("".join(said.split()))
        box = numbers(ours.findtext(f"{OFD}Area/{OFD}PhysicalBox"))
        assert box[2:] == pytest.approx([side * 25.4 / 72 for side in page.get_size()], abs=0.01)
    document.close()


@pytest.mark.parametrize(("kind", "paper"), KINDS)
def test_every_character_has_its_glyph_and_its_step(kind: str, paper: str) -> None:
    opened = rendered(kind, paper)
    for page in opened.pages:
        for one, code in opened.texts(page):
            text = code.text or ""
            assert set(map(ord, text)) <= set(opened.fonts[one.get("Font")].getBestCmap())
            assert len(numbers(code.get("DeltaX"))) == len(text) - 1
            assert all(ord(char) < 0x10000 for char in text) or len(text) == 1


@pytest.mark.parametrize(("kind", "paper"), KINDS)
def test_ids_are_unique_and_objects_lie_on_the_page(kind: str, paper: str) -> None:
    opened = rendered(kind, paper)
    files = [name for name in opened.zip.namelist() if name.endswith(".xml")]
    ids = [int(one.get("ID", "0")) for name in files for one in opened.xml(name).iter() if one.get("ID")]
    most = int(opened.document.findtext(f"{OFD}CommonData/{OFD}MaxUnitID") or 0)
    assert len(set(ids)) == len(ids)
    assert max(ids) == most
    for page in opened.pages:
        wide, high = numbers(page.findtext(f"{OFD}Area/{OFD}PhysicalBox"))[2:]
        for one in page.iter():
            if one.get("Boundary"):
                x, y, width, height = numbers(one.get("Boundary"))
                assert -1 <= x <= x + width <= wide + 3
                assert -2 <= y <= y + height <= high + 2


def test_the_same_paper_gives_the_same_bytes_and_holds_no_more_font_than_it_needs() -> None:
    first, again = (PAPERS.render(content("受理告知书"), "a4", "ofd") for _ in range(2))
    assert first == again
    assert len(first) < 120_000


def test_a_glyph_that_no_font_has_is_a_picture_with_its_pinyin_unseen() -> None:
    page = Page(200, 100)
    page.text(10, 20, "王", Style(SANS, 10))
    page.marks.append(Picture(20, 20, 10, b"\x89PNG", "\ue000（yǎn）"))
    page.marks.append(Text(40, 20, "𬭎a<&", Style(SANS, 10, 0.03), 1.5))
    page.ring(50, 50, 4, 1, False)
    opened = Opened(to_ofd([page], FACES, "题<名>", "示例"))
    (image,) = opened.pages[0].iter(f"{OFD}ImageObject")
    (media,) = opened.xml("Doc_0/DocumentRes.xml").iter(f"{OFD}MultiMedia")
    assert image.get("ResourceID") == media.get("ID")
    assert opened.zip.read(f"Doc_0/Res/{media.findtext(f'{OFD}MediaFile')}") == b"\x89PNG"
    unseen = [code.text for one, code in opened.texts(opened.pages[0]) if one.get("Alpha") == "0"]
    assert "".join(filter(None, unseen)) == "（yǎn）"
    seen = [code.text for one, code in opened.texts(opened.pages[0]) if one.get("Alpha") is None]
    assert seen == ["王", "𬭎", "a<&"]
    assert opened.root.findtext(f"{OFD}DocBody/{OFD}DocInfo/{OFD}Title") == "题<名>"
