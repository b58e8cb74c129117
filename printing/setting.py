"""Setting text into bands: paragraphs, centred lines, rules, labels with text beside them."""

from __future__ import annotations

from dataclasses import dataclass

from printing.bands import Band, Frame, moved
from printing.drawing import Mark, Page, Style
from printing.faces import Faces
from printing.lines import Rich, draw, wrap

ASCENT = 0.36
"""Where a character's middle lies above the baseline, in em: rows are centred by it."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets text for one frame with one chain of fonts."""

    frame: Frame
    faces: Faces

    def page(self, height: float) -> Page:
        """An empty strip of the frame's width."""
        return Page(self.frame.width, height, self.frame.unit)

    def rule(self, thick: float, above: float, below: float) -> Band:
        """A line over the whole measure with room above and below."""
        strip = self.page(above + thick + below)
        strip.box(self.frame.left, above, self.frame.measure, thick)
        return Band(strip.height, strip.marks)

    def centred(self, text: str, style: Style, pitch: float, *, spread: float = 0.0) -> list[Band]:
        """Lines in the middle of the measure."""
        bands = []
        for line in wrap(text, style, self.frame.measure, self.faces):
            strip = self.page(pitch)
            width = line.width + spread * (line.characters - 1)
            x = self.frame.left + (self.frame.measure - width) / 2
            for piece in line.pieces:
                strip.text(x, middle(pitch, style.size), piece.text, piece.style, spread)
            bands.append(Band(pitch, strip.marks))
        return bands

    def paragraph(
        self,
        text: Rich,
        style: Style,
        pitch: float,
        *,
        x: float | None = None,
        width: float | None = None,
        indent: float = 0.0,
        fill: bool = False,
    ) -> list[Band]:
        """One band a line, from x over the width; ``fill`` spreads all lines but the last."""
        left = self.frame.left if x is None else x
        room = self.frame.left + self.frame.measure - left if width is None else width
        bands = []
        for place, line in enumerate(wrap(text, style, room, self.faces, indent)):
            strip = self.page(pitch)
            inward = indent if place == 0 else 0.0
            draw(strip, line, left + inward, middle(pitch, style.size), room - inward if fill else None)
            bands.append(Band(pitch, strip.marks))
        for band in (bands[0], bands[-2]) if len(bands) > 1 else ():
            band.keep = True  # neither the first nor the last line stands alone on a page
        return bands

    def labelled(self, label: str, label_style: Style, bands: list[Band], pitch: float) -> list[Band]:
        """A label at the left edge on the first line of bands set further right."""
        strip = self.page(pitch)
        strip.text(self.frame.left, middle(pitch, label_style.size), label, label_style)
        bands[0].marks[:0] = strip.marks
        return bands


def middle(pitch: float, size: float) -> float:
    """The baseline that centres a line of text in its pitch."""
    return pitch / 2 + ASCENT * size


def joined(bands: list[Band]) -> Band:
    """Several bands as one that no page end tears."""
    from_top = 0.0
    marks: list[Mark] = []
    for band in bands:
        marks += [moved(mark, from_top) for mark in band.marks]
        from_top += band.height
    return Band(from_top, marks)
