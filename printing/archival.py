"""Adds XMP metadata and a colour profile that make a PDF one for the archive (PDF/A-2b, ISO 19005-2)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFCatalog, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

VERSION = (1, 7)
_PROFILE = "sRGB IEC61966-2.1"
_DATE = slice(24, 36)
"""Where a colour profile keeps the day it was made."""
_MADE = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
"""2000-01-01: the same pages give the same bytes."""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{title}</pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>2000-01-01T00:00:00+00:00</xmp:CreateDate>
<xmp:ModifyDate>2000-01-01T00:00:00+00:00</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def describe(canvas: Canvas, title: str, author: str) -> None:
    """Give a canvas its document information, in both forms that must agree, and its output intent."""
    creator, producer = "接访台", "reportlab"
    canvas.setTitle(title)
    canvas.setSubject(title)
    canvas.setKeywords(title)
    canvas.setAuthor(author)
    canvas.setCreator(creator)
    canvas.setProducer(producer)
    packet = _PACKET.format(
        title=escape(title), author=escape(author), creator=escape(creator), producer=producer
    )
    catalog: Any = canvas._doc.Catalog
    catalog.Metadata = XMP(creator=lambda _: packet.encode())
    catalog.OutputIntents = PDFArray([_intent(canvas)])
    catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]


def _intent(canvas: Canvas) -> PDFDictionary:
    profile = PDFStream(PDFDictionary({"N": 3}), _profile())
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(_PROFILE),
            "Info": PDFString(_PROFILE),
            "DestOutputProfile": canvas._doc.Reference(profile),
        }
    )


@cache
def _profile() -> bytes:
    """The sRGB profile, with a fixed day in it."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    raw[_DATE] = _MADE
    return bytes(raw)


_ENDS = re.compile(rb"endstream(?=\s+endobj)")
"""A line end that is there already belongs to the stream: reportlab adds none."""
_PLACES = re.compile(rb"(?<=\n)\d{10}(?= \d{5} n)")
_START = re.compile(rb"(?<=startxref\n)\d+")


def with_line_ends(pdf: bytes) -> bytes:
    """The file with a line end before each ``endstream`` (ISO 19005-2, 6.1.7.1), its table moved along."""
    ends = [match.start() for match in _ENDS.finditer(pdf)]

    def moved(match: re.Match[bytes]) -> bytes:
        place = int(match[0])
        return b"%0*d" % (len(match[0]), place + bisect_left(ends, place))

    table = pdf.rindex(b"\nxref\n")
    body = _ENDS.sub(b"\nendstream", pdf[:table])
    return body + _START.sub(moved, _PLACES.sub(moved, pdf[table:]))
