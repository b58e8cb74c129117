"""The judge of attachments' pictures, loaded with the first one: Pillow and PDFium cost start-up time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from app.domain.attachments import Judged

if TYPE_CHECKING:
    from printing.pictures import Pictures


class PicturesWhenNeeded:
    """app.ports.contents.Pictures."""

    def __init__(self) -> None:
        self._pictures: Pictures | None = None
        self._lock = threading.Lock()

    def judge(self, content: bytes) -> Judged:
        return self._built().judge(content)

    def drawn(self, content: bytes, kind: str, page: int, longest: int) -> bytes:
        return self._built().drawn(content, kind, page, longest)

    def _built(self) -> Pictures:
        with self._lock:
            if self._pictures is None:
                from printing.pictures import Pictures  # start-up: as above

                self._pictures = Pictures()
            return self._pictures
