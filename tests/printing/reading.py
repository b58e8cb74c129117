"""Reading the text of a PDF back, page by page."""

from __future__ import annotations

import pypdfium2


def pdf_pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def pdf_text(pdf: bytes) -> str:
    return "\n".join(pdf_pages(pdf))
