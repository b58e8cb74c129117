"""Bands of a page, one under another, and how they are spread over pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from printing.drawing import Boxes, Mark, Page

RULE = 0.5
"""Thickness of the line that closes a row torn by a page's end, in points."""


@dataclass(slots=True)
class Band:
    """A strip of marks measured from its own top; x is the page's."""

    height: float
    marks: list[Mark] = field(default_factory=list)
    keep: bool = False
    """Stays on the page of the next band."""
    repeat: Band | None = None
    """Drawn again above this band where it begins a page: the head of its table."""
    torn: tuple[float, float] | None = None
    """From where to where a rule closes the band if the page ends after it: its row goes on."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page and the part of it that is written on."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    unit: float = 1.0

    @property
    def measure(self) -> float:
        """Width of the written part."""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """Height of the written part."""
        return self.height - self.top - self.bottom


def blank(height: float, *, keep: bool = False) -> Band:
    """Empty room; it is dropped at the top of a page."""
    return Band(height, keep=keep)


def moved(mark: Mark, down: float) -> Mark:
    """The mark further down."""
    if isinstance(mark, Boxes):
        return Boxes(tuple((x, y + down, width, height) for x, y, width, height in mark.rects))
    return replace(mark, y=mark.y + down)


def paginate(bands: Sequence[Band], frame: Frame, pinned: Sequence[Band] = ()) -> list[Page]:
    """Pages of the bands in order; ``pinned`` bands stand together at the bottom of the last page."""
    pages = [_page(frame)]
    y = frame.top
    before: Band | None = None
    for group in _fitting(_groups(bands, pinned), frame.room):
        need = sum(band.height for band in group)
        if y + need > frame.height - frame.bottom + 0.01 and y > frame.top:
            y = _turn(pages, frame, before, y)
        for band in group:
            if y + band.height > frame.height - frame.bottom + 0.01 and y > frame.top:
                y = _turn(pages, frame, before, y)
            if y == frame.top and not band.marks:
                continue
            if y == frame.top and len(pages) > 1:
                y = _begin(pages[-1], band, before, y)
            if pinned and band is pinned[0]:
                y = max(y, frame.height - frame.bottom - sum(last.height for last in pinned))
            y = _place(pages[-1], band, y)
            before = band
    return pages


def _groups(bands: Sequence[Band], pinned: Sequence[Band]) -> list[list[Band]]:
    """Bands that stay together; what is pinned stays with the last of the rest, so it never stands alone."""
    groups: list[list[Band]] = []
    joined = False
    for place, band in enumerate([*bands, *pinned]):
        joined = joined or place > len(bands) or (place == len(bands) and place > 0)
        if joined:
            groups[-1].append(band)
        else:
            groups.append([band])
        joined = band.keep
    return groups


def _fitting(groups: list[list[Band]], room: float) -> Iterator[list[Band]]:
    """Groups too high for a page lose bands from their front, until the rest fits."""
    for group in groups:
        start = 0
        while start < len(group) - 1 and sum(band.height for band in group[start:]) > room:
            yield group[start : start + 1]
            start += 1
        yield group[start:]


def _page(frame: Frame) -> Page:
    return Page(frame.width, frame.height, frame.unit)


def _turn(pages: list[Page], frame: Frame, before: Band | None, y: float) -> float:
    if before is not None and before.torn:
        left, right = before.torn
        pages[-1].box(left, y - RULE / 2, right - left, RULE)
    pages.append(_page(frame))
    return frame.top


def _begin(page: Page, band: Band, before: Band | None, y: float) -> float:
    if band.repeat is not None:
        return _place(page, band.repeat, y)
    if before is not None and before.torn:
        left, right = before.torn
        page.box(left, y - RULE / 2, right - left, RULE)
    return y


def _place(page: Page, band: Band, y: float) -> float:
    page.marks += [moved(mark, y) for mark in band.marks]
    return y + band.height
